"""The search as the API gives it: answers in groups, bounded in number, each with where it leads on the live and the plain pages."""

from __future__ import annotations

from aidlens.catalog import Catalog
from aidlens.finder import answers
from aidlens.finder.answers import Answer
from aidlens.measures import public
from aidlens.web.api_query import Asked
from aidlens.web.api_rows import Json
from aidlens.web.plain_links import found_href, search_href


def answer(catalog: Catalog, asked: Asked, _key: str) -> Json:
    """The answers to a query; for none typed, words to begin with."""
    view, lang = asked.view, asked.lang
    found = answers.find(catalog, view.q, lang)
    return {
        "query": view.q,
        "said": answers.said(found, lang),
        "total": found.total,
        "groups": [
            {"type": group.type, "name": group.name, "total": group.total, "items": [_item(catalog, item) for item in group.answers]}
            for group in found.groups
        ],
        "nearest": [_item(catalog, item) for item in found.nearest],
        "examples": [] if found.groups else list(answers.examples(catalog, lang)),
        "plain": search_href(view.having(lang=lang.code)),
        "edition": catalog.edition,
        "licence": public.licence(catalog),
    }


def _item(catalog: Catalog, item: Answer) -> Json:
    return {
        "type": item.type,
        "id": item.id,
        "title": item.title,
        "language": item.language or None,
        "about": item.about,
        "money": item.money or None,
        "href": item.href,
        "plain": found_href(item),
    }
