"""The timeline as an exhibit: dated events in three lanes, each with its source and what it says of the article's words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.exhibits.base import Column, Exhibit, drawable, exhibit, source_line
from aidlens.exhibits.timeline_figure import draw
from aidlens.i18n import Lang
from aidlens.measures import timeline
from aidlens.view import View

ARTICLE_YEAR = 2021
# The periods a reader can zoom into: from, to (None = open).
PERIODS: tuple[tuple[int | None, int | None], ...] = ((None, None), (None, 2004), (2005, 2014), (2015, 2020), (2021, 2021), (2022, None))


@exhibit("timeline", place=16, obeys="years")
def build(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The events of the view's years."""
    frame = timeline.table(catalog, view)
    data = pd.DataFrame([_row(catalog, row, view, lang) for row in frame.to_dict("records")], columns=list(_ROW))
    sources = tuple(dict.fromkeys(data["source"]))
    return Exhibit(
        title=title(data, view, lang),
        subtitle=lang.t("Dated events in three lanes, one mark an event; its shape says what it means for the article's words"),
        alt=alt(data, lang),
        data=data,
        columns=(
            Column("date_text", lang.t("Date")),
            Column("title", lang.t("Event"), href="href"),
            Column("lane_text", lang.t("Lane")),
            Column("verdict_text", lang.t("The article's words")),
            Column("source_text", lang.t("Source"), href="href"),
        ),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=View(page="story", lang=view.lang, theme=view.theme, first=view.first, last=view.last),
        coverage=lang.t("The events are those a page dates; what no page dates is missing, and the choice of events is ours."),
        draw=lambda canvas: draw(drawable(data), canvas),
        slide="drawing",
        zoom=tuple(periods(view, lang)),
        at="events",  # "timeline" is a property of document, which the page's sanitiser takes away as an id
    )


_ROW = (
    "event", "date", "date_text", "year", "month", "lane", "lane_text", "title", "verdict", "verdict_name", "verdict_text", "passage",
    "source", "second_source", "source_text", "href", "zoom",
)  # fmt: skip


def _row(catalog: Catalog, row: dict[str, Any], view: View, lang: Lang) -> dict[str, Any]:
    verdict = catalog.code("verdict", row["verdict"], lang.code)
    correction = lang.pick(row, "correction")
    place = lang.pick(row, "place")
    name = lang.pick(row, "title")
    return {
        "event": row["id"],
        "date": row["date"],
        "date_text": lang.date(row["date"], short=True),
        "year": int(row["year"]),
        "month": None if pd.isna(row["month"]) else int(row["month"]),
        "lane": row["lane"],
        "lane_text": catalog.code("lane", row["lane"], lang.code),
        "title": f"{name} ({place})" if place and place not in name else name,
        "verdict": row["verdict"],
        "verdict_name": verdict,
        "verdict_text": ": ".join(filter(None, (verdict, correction))),
        "passage": row["passage"],
        "source": row["source"],
        "second_source": row["second_source"],
        "source_text": catalog.publisher(row["source"], lang.code),
        "href": view.without_evidence.href(source=row["source"]),
        "zoom": view.without_evidence.href(first=int(row["year"]), last=int(row["year"])) if row["year"] > 2000 else "",
    }


def title(data: pd.DataFrame, view: View, lang: Lang) -> str:
    """The finding: how many of the events fall in the fullest year; neutral where years are narrowed."""
    if view.first or view.last or data.empty:
        return lang.n("{n} dated event in this period", "{n} dated events in this period", len(data))
    year = int(data["year"].mode().iloc[0])
    n, total = lang.number(int((data["year"] == year).sum())), lang.number(len(data))
    if year == ARTICLE_YEAR:
        return lang.t("{n} of the {total} dated events are of {year}, the year of the article", n=n, total=total, year=year)
    return lang.t("{n} of the {total} dated events are of {year}", n=n, total=total, year=year)


def alt(data: pd.DataFrame, lang: Lang) -> str:
    """The timeline read aloud: how many events a lane has, and from when to when."""
    parts = []
    for lane in timeline.LANES:
        rows = data[data["lane"] == lane]
        if len(rows):
            parts.append(
                lang.n(
                    "{lane}: {n} event, {first} to {last}.",
                    "{lane}: {n} events, {first} to {last}.",
                    len(rows),
                    lane=rows["lane_text"].iloc[0],
                    first=rows["date_text"].iloc[0],
                    last=rows["date_text"].iloc[-1],
                )
            )
    return " ".join(parts) or lang.t("No dated event in this period.")


def periods(view: View, lang: Lang) -> list[tuple[str, str, bool]]:
    """The choices of a switch of periods: (name, address, whether it is the current one)."""

    def name(first: int | None, last: int | None) -> str:
        if first and last:
            return str(first) if first == last else f"{first}–{last}"
        if last:
            return lang.t("to {year}", year=last)
        return lang.t("from {year}", year=first) if first else lang.t("all years")

    return [
        (name(first, last), view.without_evidence.href(first=first, last=last), (view.first, view.last) == (first, last))
        for first, last in PERIODS
    ]
