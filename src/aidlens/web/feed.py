"""The editions of the record as an Atom feed, one entry an edition with what moved in it, at ``/feed.xml?lang=…``.

Every time in it is the record's own: the same record gives the same bytes, whenever it is asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aidlens.catalog import Catalog, default_dir
from aidlens.exhibits import changes as exhibit
from aidlens.i18n import CODES, Lang, lang
from aidlens.measures import changes, public
from aidlens.records import current
from aidlens.templates import render
from aidlens.view import HOME, View
from aidlens.web.address import base as base_of
from aidlens.web.plain import answer, asked, kept, nowhere
from aidlens.web.plain_links import exhibit_href, to_plain

PATH = "/feed.xml"
MOST = 30  # changes told in an entry, the weightiest; all stand on the page it leads to
EDITIONS = 12


@dataclass(frozen=True)
class Entry:
    """An edition: ``rows`` are changes (name, address, what changed and why), ``more`` says how many more there are."""

    id: str
    title: str
    updated: str
    summary: str
    rows: tuple[tuple[str, str, str], ...]
    more: str


def routes() -> list[BaseRoute]:
    """The routes of this module."""
    return [Route(PATH, _feed)]


async def _feed(request: Request) -> Response:
    catalog, faults = current(default_dir())
    if catalog is None or faults:
        return await nowhere(request, live=False)
    record, base = catalog, base_of(request.scope)
    view, _ = asked(request, HOME, record)
    words = lang(view.lang or "en")
    made = await kept(("feed", record.fingerprint, base, words.code), lambda: feed(record, words, base))
    return answer(request, made, media="application/atom+xml")


def feed(catalog: Catalog, words: Lang, base: str) -> str:
    """The feed in one language; ``base`` is the site's address."""
    view = View(lang=words.code)
    here = {code: f"{base}{PATH}?lang={code}" for code in CODES}
    name = catalog.descriptor["title_it" if words.code == "it" else "title"]
    return render(
        "feed.xml",
        lang=words,
        title=words.t("{title}: editions", title=name),
        subtitle=words.t("What moved in each edition of the record, with the reason"),
        here=here[words.code],
        others={code: href for code, href in here.items() if code != words.code},
        page=base + exhibit_href(exhibit.ID, view),
        rights=public.licence(catalog)["title"],
        icon=f"{base}/app/static/mark.svg",
        entries=[_entry(catalog, edition, view, words, base) for edition in changes.editions(catalog)[:EDITIONS]],
    )


def _entry(catalog: Catalog, edition: str, view: View, words: Lang, base: str) -> Entry:
    found = changes.of_edition(catalog, edition)
    moved = len(found[["table", "row"]].drop_duplicates())
    rows = exhibit.told(catalog, found.head(MOST), view, words)
    left = len(found) - len(rows)
    return Entry(
        f"{base}{PATH}?lang={words.code}#{edition}",
        f"{words.t('Edition')} {edition}",
        _moment(catalog, edition),
        words.n("{n} row moved in edition {edition}", "{n} rows moved in edition {edition}", moved, edition=edition),
        tuple((row["name"], _there(catalog, row, view, base), _told(row)) for row in rows),
        words.n("{n} more change", "{n} more changes", left) if left > 0 else "",
    )


def _there(catalog: Catalog, row: dict[str, str], view: View, base: str) -> str:
    return base + (view.row_href("works", row["row"]) if row["table"] == "works" else to_plain(row["href"], catalog))


def _told(row: dict[str, str]) -> str:
    return f"{row['what_text']}, {row['before_text']} → {row['after_text']}. {row['why']}"


def _moment(catalog: Catalog, edition: str) -> str:
    """When an edition was made, as Atom wants it: as the record says of its own, else the first of the month that names it."""
    created = str(catalog.descriptor.get("created", ""))
    if edition == catalog.edition and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", created):
        return created
    day = created[:10] if edition == catalog.edition else ""
    return f"{day if re.fullmatch(r'[0-9]{4}-[0-9]{2}-[0-9]{2}', day) else (changes.month(edition) or '1970-01') + '-01'}T00:00:00Z"
