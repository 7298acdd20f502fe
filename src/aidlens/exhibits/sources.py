"""What the record rests on, as an exhibit: the public pages read, by kind of publisher."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from aidlens.catalog import Catalog
from aidlens.exhibits.base import Column, Exhibit, drawable, exhibit, source_line
from aidlens.exhibits.sheet import Sheet
from aidlens.exhibits.style import Canvas
from aidlens.exhibits.works_figure import bars
from aidlens.i18n import Lang
from aidlens.measures import sources as measures
from aidlens.view import View


@exhibit("rests-on", place=19)
def rests_on(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """Sources by kind of publisher, the dated ones in full tone."""
    found = measures.by_kind(catalog)
    rows = [
        {
            "kind": row["kind"],
            "name": catalog.code("source_kind", row["kind"], lang.code) or lang.t("kind not judged"),
            "href": view.without_evidence.having(page="data", table="sources", q=row["kind"], sheet=1).href() if row["kind"] else "",
            **{name: row[name] for name in ("sources", "addressed", "archived", "dated")},
            **{f"{name}_text": lang.number(row[name]) for name in ("sources", "addressed", "archived", "dated")},
        }
        for row in found.to_dict("records")
    ]
    data = pd.DataFrame(rows)
    ids = tuple(key for keys in found["ids"] for key in keys)
    total, top = int(found["sources"].sum()), rows[0]
    return Exhibit(
        title=lang.t(
            "The record rests on {total} public sources; largest group: {kind}, {n}",
            total=lang.number(total),
            n=top["sources_text"],
            kind=top["name"],
        ),
        subtitle=lang.t("Pages and documents read, by kind of publisher, in sources; full tone: with a date"),
        alt=" ".join(f"{row['name']}: {row['sources_text']}." for row in rows),
        data=data,
        columns=(
            Column("name", lang.t("Kind of publisher"), href="href"),
            Column("sources_text", lang.t("sources"), value="sources"),
            Column("dated_text", lang.t("with a date"), value="dated"),
            Column("addressed_text", lang.t("with an address"), value="addressed"),
            Column("archived_text", lang.t("with an archived address"), value="archived"),
        ),
        sources=ids,
        source_line=source_line(catalog, ids, lang),
        view=view.without_evidence.having(page="data"),
        coverage=lang.t(
            "Last read: {when}. Origin judged by hand for {n} of {total}; elsewhere not assessed, and that counts as one.",
            when=lang.date(measures.last_seen(catalog)),
            n=lang.number(measures.assessed(catalog)),
            total=lang.number(total),
        ),
        draw=lambda canvas: draw(drawable(data), canvas),
        bars="sources",
    )


def draw(data: pd.DataFrame, canvas: Canvas) -> go.Figure:
    """One bar a kind of publisher: full tone with a date, light without."""
    sheet = Sheet(canvas)
    parts = data.assign(family="", undated=data["sources"] - data["dated"])
    return sheet.figure(bars(sheet, parts, "sources", ("dated", "undated")) + 6 * sheet.scale)
