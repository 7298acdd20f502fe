"""How much of what the record rests on was read again, as an exhibit: by what rests on the page, whole, in part, or not."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from aidlens.catalog import Catalog
from aidlens.exhibits.base import Column, Exhibit, drawable, exhibit, source_line
from aidlens.exhibits.sheet import Sheet
from aidlens.exhibits.style import Canvas
from aidlens.exhibits.works_figure import bars
from aidlens.i18n import Lang
from aidlens.measures import quotes, sources
from aidlens.view import View

COUNTS = ("sources", "whole_copy", "excerpt_copy", "not_found", "not_looked_for")


def group_names(lang: Lang) -> dict[str, str]:
    """Names of the groups of pages, by what rests on them."""
    return {
        "ladders": lang.t("works of the claim ladders"),
        "charted": lang.t("numbers claimed or charted"),
        "outcomes": lang.t("what became of the works"),
        "works": lang.t("other works"),
    }


@exhibit("read-again", place=20)
def build(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """Pages read again by what rests on them: full tone in a whole copy, light in part, hatched not at all."""
    found = quotes.reading(catalog)
    whole = found[found["group"] == "all"].to_dict("records")[0]
    names = group_names(lang)
    rows = [
        {
            "group": row["group"],
            "name": names[row["group"]],
            **{name: row[name] for name in COUNTS},
            **{f"{name}_text": lang.number(row[name]) for name in COUNTS},
        }
        for row in found.to_dict("records")
        if row["group"] in names
    ]
    data = pd.DataFrame(rows).assign(href=view.without_evidence.having(page="data", table="sources", sheet=1).href())
    heads = (
        (lang.t("sources"), "sources"),
        (lang.t("read in a whole copy"), "whole_copy"),
        (lang.t("read in part"), "excerpt_copy"),
        (lang.t("not found again"), "not_found"),
        (lang.t("not looked for again"), "not_looked_for"),
    )
    return Exhibit(
        title=line(catalog, lang),
        subtitle=lang.t(
            "How much was read again, in pages, by what rests on them; full tone: a whole copy, light: its first part, hatched: not read"
        ),
        alt=" ".join(
            lang.t(
                "{group}: {whole} of {total} read whole, {part} in part.",
                group=row["name"],
                whole=row["whole_copy_text"],
                part=row["excerpt_copy_text"],
                total=row["sources_text"],
            )
            for row in rows
        ),
        data=data,
        columns=(
            Column("name", lang.t("What rests on the page"), href="href"),
            *(Column(f"{name}_text", head, value=name) for head, name in heads),
        ),
        sources=whole["ids"],
        source_line=source_line(catalog, whole["ids"], lang),
        view=view.without_evidence.having(page="data"),
        coverage=lang.t(
            "Read up to {when}, in copies that others have stored, which often hold the first part of a page only. A page on which "
            "several things rest counts in each line.",
            when=lang.date(sources.last_seen(catalog)),
        ),
        caveats=(lang.t("A page not found again may still be there: what was first read on it stays in the record."),),
        draw=lambda canvas: draw(drawable(data), canvas),
        bars="sources",
    )


def line(catalog: Catalog, lang: Lang) -> str:
    """How much was read again, in a sentence without its full stop."""
    row = quotes.reading(catalog).set_index("group").loc["all"]
    return lang.t(
        "{read} of {total} pages were read again: {whole} in a whole copy, {part} in its first part; {lost} were not found, {rest} not "
        "looked for",
        read=lang.number(int(row["whole_copy"] + row["excerpt_copy"])),
        total=lang.number(int(row["sources"])),
        whole=lang.number(int(row["whole_copy"])),
        part=lang.number(int(row["excerpt_copy"])),
        lost=lang.number(int(row["not_found"])),
        rest=lang.number(int(row["not_looked_for"])),
    )


def draw(data: pd.DataFrame, canvas: Canvas) -> go.Figure:
    """One bar a group: read whole, in part, not read."""
    sheet = Sheet(canvas)
    parts = data.assign(family="", unread=data["not_found"] + data["not_looked_for"])
    return sheet.figure(bars(sheet, parts, "sources", ("whole_copy", "excerpt_copy", "unread")) + 6 * sheet.scale)
