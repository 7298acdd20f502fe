"""Accessibility: what was tested, how, and what falls short. What the tests do is told here; who changes them changes these words."""

from __future__ import annotations

from aidlens.i18n import Lang
from aidlens.pagebook.blocks import Chapter, Chapters, Opening
from aidlens.pagebook.page import Page


def _chapters(lang: Lang) -> tuple[Chapter, ...]:
    return (
        Chapter(
            lang.t("How far it goes"),
            (
                lang.t(
                    "We aim at the Web Content Accessibility Guidelines 2.2, level AA. Nobody outside has audited the site: this is what "
                    "we test ourselves, and what we know to fall short."
                ),
                lang.t(
                    "Every page has a plain form, linked from its foot: no scripts, little to load, made to be printed; tables say there "
                    "what pictures show."
                ),
            ),
        ),
        Chapter(
            lang.t("What is tested, and how"),
            (
                lang.t(
                    "With axe-core, an automatic checker, in a real Chromium: every page, and with a card or the filters open. Nothing "
                    "that it calls serious or critical is let pass; the list of exceptions is empty. Every change tries each page in one "
                    "theme, language and size; a longer run tries all of them."
                ),
                lang.t(
                    "What a screen reader is told, as the browser hands it on: links, buttons, fields and pictures have names, headings "
                    "follow in order, a page has one head, one main part, one foot. Every picture has a summary in words and a table "
                    "that says the same."
                ),
                lang.t(
                    "By keyboard alone: the focus is seen and goes down the page, cards and panels open, close and give it back, arrow "
                    "keys go through the marks of a picture, a deck is shown from its first slide to its last."
                ),
                lang.t(
                    "Contrast, reckoned for each theme: text at least 4.5 to 1, marks and their edges at least 3 to 1. What a colour "
                    "says is said by a shape, a pattern or a word too."
                ),
                lang.t(
                    "Windows as narrow as a phone, which is what zoom makes of a larger one; letters, words and lines set wider; the "
                    "system's own high contrast; less movement where the system asks for it; on a phone, targets of at least 44 by 44 "
                    "pixels."
                ),
            ),
        ),
        Chapter(
            lang.t("What falls short"),
            (
                lang.t(
                    "No screen reader has listened to these pages, and nobody who depends on one, or on keys alone, has tried them for us."
                ),
                lang.t("In windows wider than a phone, links and buttons have the size for a mouse, also under a finger."),
                lang.t(
                    "On the stage a slide's filters, the list of keys and the notes are opened by keys only, and it takes several "
                    "presses of Tab to reach the filters. On an upright phone a slide is small: a line says to turn it."
                ),
                lang.t(
                    "At 400% some pictures are drawn for a phone, with shorter words, or are moved sideways within their frame; the "
                    "table below them has all of it."
                ),
                lang.t(
                    "Slides for PowerPoint have a text for every picture; whether the order of reading is right was not tried there. PDF "
                    "files are printed by a browser and were not put through a checker."
                ),
                lang.t("The pages' own words stay in their language; where a translation of ours stands beside them it says so."),
            ),
        ),
        Chapter(
            lang.t("If something is in your way"),
            (
                lang.t(
                    "Tell us which page, what you tried and with which device or program, at the address at the foot of the page, where "
                    "this copy names one."
                ),
            ),
        ),
    )


PAGE = Page(
    title=lambda lang: lang.t("Accessibility"),
    purpose=lambda lang: lang.t("What was tested so that everybody can read these pages, how, and what falls short."),
    place=20,
    foot=True,
    kind="WebPage",
    blocks=(Opening(), Chapters(_chapters)),
)
