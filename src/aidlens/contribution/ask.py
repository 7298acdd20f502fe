"""The words of the form, with and without scripts: what is asked, what is better not sent, what is done with it."""

from __future__ import annotations

from dataclasses import dataclass

from aidlens.catalog import Catalog
from aidlens.exhibits import ladder_marks
from aidlens.i18n import Lang
from aidlens.measures import claims
from aidlens.view import View


@dataclass(frozen=True)
class Question:
    """A field: what it asks, an example, what to mind. ``others`` is what it asks where a known work is meant."""

    name: str
    label: str
    example: str
    hint: str = ""
    others: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class About:
    """What a reader wants to tell something of: ids for the message, the place where it lies, its name, where it stands."""

    claim: str = ""
    work: str = ""
    where: str = ""
    name: str = ""
    href: str = ""


def about(catalog: Catalog, view: View, lang: Lang) -> About:
    """The row that a view's form is for."""
    kind, _, key = view.about.partition(".")
    if kind == "claim":
        return About(
            claim=key, name=lang.pick(catalog.row("claims", key), "title"), href=view.only().having(page="overview", claim=key).href()
        )
    if kind == "work":
        return About(work=key, name=lang.pick(catalog.row("works", key), "name"), href=view.only().having(page="works", work=key).href())
    if kind == "place":
        row = catalog.row("places", key)
        over = str(row["parent"]) if row["kind"] in ("village", "district") else ""
        names = dict.fromkeys(catalog.name("places", own, lang.code) for own in (key, over) if own)
        return About(where=", ".join(names), name=catalog.name("places", key, lang.code))
    return About()


def opening(catalog: Catalog, view: View, lang: Lang) -> tuple[str, str]:
    """Heading and lead of the form's page."""
    kind, _, key = view.about.partition(".")
    found = about(catalog, view, lang)
    if kind == "work":
        lead = lang.t("{name}. If a page, a document or a book says more of it, or something else, four things help.", name=found.name)
        return lang.t("Do you know more of this one?"), lead
    counted = claims.ladder(catalog, key, view.only()) if kind == "claim" else None
    if counted is not None and counted.full:
        said = ladder_marks.counted_words(counted, view.only(), lang)
        lead = lang.t(
            "{claim}: {counted}. Italy's closing note counts them; no public page we read tells of them. If you know a page, a document or "
            "a book that does, four things help.",
            claim=found.name,
            counted=said,
        )
        return lang.t("Do you know this one?"), lead
    lead = lang.t("If you know a work that is missing here, and a page, a document or a book that tells of it, four things help.")
    return lang.t("Do you know this one?"), f"{found.name}. {lead}" if found.name else lead


def questions(lang: Lang) -> tuple[Question, ...]:
    """The four things that are asked."""
    return (
        Question(
            "what",
            lang.t("What was it?"),
            lang.t("School · clinic · well · …"),
            lang.t("In a few words, and without names of people."),
            (lang.t("What is wrong, and what is right?"), lang.t("What became of it?")),
        ),
        Question("where", lang.t("Where?"), "Shindand, Herat", lang.t("The district; a village at most, never finer.")),
        Question("when", lang.t("When?"), "2009", lang.t("A year; a month or a day if the source has it.")),
        Question(
            "source",
            lang.t("Which page, document or book says so? Never a person"),
            lang.t("https://… or “Il Giorno, 3 May 2009, p. 12”"),
        ),
    )


def messages(lang: Lang) -> tuple[tuple[str, str], ...]:
    """What can be told, by its code."""
    return (
        ("new", lang.t("A work that is missing")),
        ("correction", lang.t("A correction")),
        ("outcome", lang.t("What became of a known work")),
    )


def warning(lang: Lang) -> str:
    """The first thing that is said, before anything is asked."""
    return lang.t("If you live in Afghanistan, or this could lead to somebody who does, please do not send it.")


def still(lang: Lang) -> str:
    """How far it may be told that something still works."""
    return lang.t(
        "That a school, a service for women or a clinic still works is taken at province level only, and waits for a person to judge it."
    )


def never(lang: Lang) -> str:
    """What is not taken at all."""
    return lang.t(
        "Not taken: telephone numbers, e-mail addresses, coordinates, a person's name after a title; shelters, safe houses, threatened "
        "schools and who runs them."
    )


def keeps(lang: Lang) -> str:
    """What is done with what is typed."""
    return lang.t(
        "What you type stays in this browser until “Check”. “Check” sends it to this server, which answers and keeps nothing. The file is "
        "yours to send: this site keeps, sends on and publishes nothing of it."
    )


def consent(lang: Lang) -> str:
    """What a sender agrees to."""
    return lang.t("I agree that this is published under CC BY 4.0, without my name: nobody asks who I am.")
