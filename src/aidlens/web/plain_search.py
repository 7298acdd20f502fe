"""The search as a plain page: a form that needs no script, and its answers in groups."""

from __future__ import annotations

from aidlens.exhibits.contribute import PAGE
from aidlens.finder import answers
from aidlens.finder.answers import Answer
from aidlens.templates import Markup, render
from aidlens.view import HOME, View
from aidlens.web.plain_content import Content
from aidlens.web.plain_links import SEARCH, found_href, plain_href, search_href
from aidlens.web.plain_parts import Frame


def of_query(frame: Frame, view: View) -> Content:
    """The content of the page for what a view searches for; nothing typed shows what can be looked for."""
    lang, catalog = frame.lang, frame.catalog
    found = answers.find(catalog, view.q, lang, answers.MOST_EACH, view.theme)
    title = lang.t("Search (verb)")

    def linked(items: tuple[Answer, ...]) -> list[tuple[Answer, str]]:
        return [(item, found_href(item)) for item in items]

    body = render(
        "search",
        lang=lang,
        title=title,
        purpose=lang.t("Works, places, claims, numbers, sources, events, words: in English, Italian or Dari, spelled as you can."),
        action=SEARCH,
        kept=view.only().to_query(),
        query=view.q,
        said=answers.said(found, lang),
        groups=[(group, linked(group.answers)) for group in found.groups],
        nearest=linked(found.nearest),
        examples=[(words, search_href(view.having(q=words))) for words in answers.examples(catalog, lang)],
        missing=plain_href(View(page=PAGE, lang=view.lang, theme=view.theme)),
    )
    return Content(
        title=f"{title}: {view.q}" if view.q else title,
        finding=answers.said(found, lang),
        body=Markup(body),
        view=view,
        path=search_href(view),
        live=view.only().having(page=HOME).href(),
        card=f"/card/{HOME}.png",
        own=SEARCH,
    )
