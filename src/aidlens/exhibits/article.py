"""The article held against the record: its sentences with a verdict each, and its references as found, similar or not found."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.drawing.drawing import Mark
from aidlens.exhibits import wall_tables
from aidlens.exhibits.base import Column, Exhibit, exhibit, source_line
from aidlens.exhibits.style import Canvas
from aidlens.exhibits.timeline_figure import verdict_sign
from aidlens.i18n import Lang
from aidlens.view import View

VERDICTS = ("supported", "imprecise", "contradicted", "open")


def fragment(address: str, sentence: str) -> str:
    """The address of one sentence of a page: a text fragment, which browsers scroll to and mark."""
    return f"{address}#:~:text={quote(sentence, safe='').replace('-', '%2D')}"


ARTICLE = "https://thejournal.blog/2021/12/03/ahmad-massoud-where-are-you/"


@exhibit("verdicts", place=17)
def verdicts(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The article's statements with the verdict on each, weightiest first, slips of names and labels last."""
    frame = catalog.passages
    frame = frame[frame["verdict"] != ""].sort_values("weight", kind="stable")
    data = pd.DataFrame([_verdict_row(catalog, row, view, lang) for row in frame.to_dict("records")])
    sources = tuple(dict.fromkeys(key for cell in data["sources"] for key in split_list(cell)))
    return Exhibit(
        title=verdicts_title(data, lang),
        subtitle=lang.t("Statements of the article, word for word, each linked to its place; the weightiest first, slips of names last"),
        alt=" ".join(f"“{row['sentence']}”: {row['verdict_name']}." for row in data.to_dict("records")),
        data=data,
        columns=(
            Column("sentence", lang.t("The article, word for word"), href="sentence_href", lang="en"),
            Column("verdict_name", lang.t("Verdict")),
            Column("why", lang.t("Why, and who said it first")),
            Column("source_text", lang.t("Source"), href="source_href"),
        ),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        slide="drawing",
        wall=lambda shown, canvas: wall_tables.verdicts(_groups(shown, canvas), canvas),
        view=View(page="story", lang=view.lang, theme=view.theme),
        coverage=lang.t(
            "Supported: a source found says the same. Imprecise: a source says it otherwise. Contradicted: a source says the opposite. "
            "Open: no source found decides it."
        ),
    )


def _verdict_row(catalog: Catalog, row: dict[str, Any], view: View, lang: Lang) -> dict[str, Any]:
    keys = split_list(row["sources"])
    name = catalog.code("verdict", row["verdict"], lang.code)
    return {
        "passage": row["id"],
        "sentence": row["passage"],
        "sentence_href": fragment(row["address"], row["passage"]),
        "verdict": row["verdict"],
        "verdict_name": name,
        "why": lang.pick(row, "verdict"),
        "weight": int(row["weight"]),
        "sources": row["sources"],
        "source_text": source_line(catalog, tuple(keys), lang, limit=1),
        "source_href": view.without_evidence.href(source=keys[0]) if keys else "",
    }


def _groups(data: pd.DataFrame, canvas: Canvas) -> list[tuple[Mark, str, str, list[str]]]:
    """The statements by verdict, those of most weight first, with the sign that the timeline has for it."""
    groups = []
    for verdict in VERDICTS:
        rows = data[data["verdict"] == verdict].to_dict("records")
        if rows:
            name, statements = str(rows[0]["verdict_name"]), [str(row["sentence"]) for row in rows]
            groups.append((verdict_sign(verdict, canvas), name, canvas.lang.number(len(rows)), statements))
    return groups


def verdicts_title(data: pd.DataFrame, lang: Lang) -> str:
    """The finding: how many statements hold, are imprecise, are contradicted, stay open."""
    counts = data["verdict"].value_counts()
    return lang.t(
        "Of {total} statements checked, {supported} are supported, {imprecise} imprecise, {contradicted} contradicted and {open} open",
        total=lang.number(len(data)),
        **{verdict: lang.number(int(counts.get(verdict, 0))) for verdict in VERDICTS},
    )


@exhibit("references", place=18)
def references(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The article's references as found: at their own address, a similar page elsewhere, or not at all."""
    # A reference without an address must never meet a source without one (a book).
    pages = {row["url"].rstrip("/"): row["id"] for row in catalog.rows("sources") if row["url"]}
    data = pd.DataFrame([_reference_row(catalog, row, pages, view, lang) for row in catalog.rows("references")])
    sources = tuple(key for key in dict.fromkeys(data["source"]) if key)
    return Exhibit(
        title=references_title(data, lang),
        subtitle=lang.t("The references the article lists, as they were looked for and what was found"),
        alt=" ".join(f"{row['label']}: {row['found_name']}." for row in data.to_dict("records")),
        data=data,
        columns=(
            Column("label", lang.t("As the article lists it"), lang="en"),
            Column("found_name", lang.t("Found")),
            Column("where", lang.t("Where and when"), href="href"),
            Column("remark", lang.t("Remark")),
        ),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=View(page="story", lang=view.lang, theme=view.theme),
        coverage=lang.t("Not found means not found by our search in 2026: a page can have moved, and some are gone."),
    )


def _reference_row(catalog: Catalog, row: dict[str, Any], pages: dict[str, str], view: View, lang: Lang) -> dict[str, Any]:
    source = pages.get(row["url"].rstrip("/"), "") if row["url"] else ""
    return {
        "reference": row["id"],
        "label": row["label"],
        "found": row["found"],
        "found_name": catalog.code("found", row["found"], lang.code),
        "title": row["title"],
        "where": ", ".join(filter(None, (row["publisher"], lang.date(row["date"], short=True)))) or lang.t("nowhere we looked"),
        "url": row["url"],
        "remark": lang.pick(row, "remark"),
        "source": source,
        "href": view.without_evidence.href(source=source) if source else "",
    }


def references_title(data: pd.DataFrame, lang: Lang) -> str:
    """The finding: how many were found, how many stand elsewhere, how many not at all."""
    counts = data["found"].value_counts()
    return lang.t(
        "Of the article's {total} references, {yes} were found, {similar} as a similar page elsewhere, {no} not at all",
        total=lang.number(len(data)),
        **{key: lang.number(int(counts.get(key, 0))) for key in ("yes", "similar", "no")},
    )
