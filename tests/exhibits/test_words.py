"""What is said beside the numbers is right: sources carry the value they stand by, plurals, currencies, captions, findings."""

from __future__ import annotations

import re

import pytest

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits import evidence, registry
from aidlens.exhibits.style import THEMES, Canvas
from aidlens.i18n import Lang, lang
from aidlens.measures import observations, work_row
from aidlens.measures.works import select
from aidlens.pagebook import book
from aidlens.quantity import Quantity
from aidlens.ui import html
from aidlens.view import View

CLAIMS = ["projects", "spend", "share-education", "share-health", "schools", "hospitals", "wells", "security-buildings"]


# ── sources ──


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claims_card_lists_the_pages_that_carry_its_number_and_its_official_count(claim: str, catalog: Catalog, either: Lang) -> None:
    card = evidence.of_claim(catalog, View(claim=claim), either)
    row = catalog.row("claims", claim)
    claimed = Quantity.of(row["value"], row["qualifier"], row["unit"])
    allowed = {key: catalog.row("observations", key) for name in ("official", "first_said", "rivals") for key in split_list(row[name])}
    first = split_list(row["first_said"]) + split_list(row["official"])
    carrying = {found["source"] for key, found in allowed.items() if key in first or observations.quantity(found) == claimed}
    assert card.sources[0].id == row["source"]
    assert {ref.id for ref in card.sources[1:]} == carrying
    assert all(ref.supports for ref in card.sources[1:]), "each says which number it carries"


def test_the_card_of_27_percent_names_who_said_27(catalog: Catalog, en: Lang) -> None:
    card = evidence.of_claim(catalog, View(claim="share-education"), en)
    assert [ref.publisher for ref in card.sources[1:]] == ["Policy Maker", "Quotidiano Nazionale (Lorenzo Bianchi)"]
    split = registry.build("split", catalog, View(page="spending"), en)
    assert list(split.sources) == [ref.id for ref in card.sources[1:]], "and so does the chart of the shares"


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_the_sources_of_an_exhibit_hold_those_of_every_number_it_shows(key: str, catalog: Catalog, en: Lang) -> None:
    exhibit = registry.build(key, catalog, View(page=book.home(key)), en)
    shown = {cell for name in exhibit.data for cell in exhibit.data[name] if isinstance(cell, str) and catalog.has("observations", cell)}
    hrefs = {
        found
        for name in exhibit.data
        if name.endswith("href")
        for cell in exhibit.data[name]
        for found in re.findall(r"obs=([\w-]+)", cell)
    }
    assert {catalog.row("observations", obs)["source"] for obs in shown | hrefs} <= set(exhibit.sources)


def test_a_finished_works_first_source_states_that_it_was_finished(catalog: Catalog, en: Lang) -> None:
    """Where any page does: on its card, and in the words that appear on its mark."""
    lines = catalog.work_sources
    states = lines[lines["supports"].str.contains("completion")].groupby("work")["source"].agg(set)
    late = [
        work
        for work in catalog.works.loc[catalog.works["status"] == "completed", "id"]
        if work in states.index and lines.loc[lines["work"] == work, "source"].iloc[0] not in states[work]
    ]
    assert late, "the record has works whose first line states something else"
    for work in late:
        assert evidence.of_work(catalog, View(work=work), en).sources[0].id in states[work]
    growth = registry.build("growth", catalog, View(page="works"), en)
    traced = growth.data[growth.data["series"] == "traced"]
    assert all(row["source"] in states[row["id"]] and row["stated"] for row in traced.to_dict("records"))
    texts = [text for trace in growth.drawn(Canvas(THEMES["light"], en)).data for text in (trace.text or ()) if "<br>" in text]
    assert all(any(text.endswith(stated) for stated in traced["stated"]) for text in texts)


# ── sentences ──


def test_what_became_of_them_claims_no_more_than_we_know(catalog: Catalog, either: Lang) -> None:
    shown = registry.build("became", catalog, View(page="story"), either)
    silent, total = int(shown.data["works"].iloc[0]), int(shown.data["works"].sum())
    assert shown.title == either.t("Of {n} finished works we found no later page on {k}", n=either.number(total), k=either.number(silent))
    said = " ".join([shown.title, shown.subtitle, shown.alt, shown.coverage, *shown.data["statement"], *catalog.story.values()])
    assert not re.search(r"nobody (says|knows|has)|nessuno (dice|lo dice|sa\b|ha)", said, re.IGNORECASE)


@pytest.mark.parametrize("key", ["counts", "works", "map", "ladder"])
def test_one_work_is_one_work(key: str, catalog: Catalog, either: Lang) -> None:
    sizes = select(catalog, View()).groupby(["kind", "by_district"]).size()
    tried = (
        View(kind=(kind,), district=(place,)) for kind, place in sizes.index if sizes[kind, place] == 1 and place not in ("", "several")
    )
    view = next(view for view in tried if len(select(catalog, view)) == 1)
    shown = registry.build(key, catalog, view.having(page=book.home(key)), either)
    said = " ".join([shown.title, shown.subtitle, shown.coverage, shown.alt, *shown.caveats, *map(str, shown.data.get("hover", []))])
    assert not re.search(r"(?<![\d.,])1 (works|opere|statements|units)\b", said), said


def test_costs_are_sorted_within_a_currency_and_the_list_says_so(catalog: Catalog, either: Lang) -> None:
    frame = work_row.ordered(select(catalog, View(funding="all")), "cost", either)
    priced = frame[frame["cost_value"].notna()]
    runs = [code for place, code in enumerate(priced["cost_currency"]) if place == 0 or code != priced["cost_currency"].iloc[place - 1]]
    assert len(runs) == len(set(runs)) > 1, "each currency stands by itself"
    for code in runs:
        values = list(priced.loc[priced["cost_currency"] == code, "cost_value"])
        assert values == sorted(values, reverse=True)
    assert frame["cost_value"].isna().iloc[len(priced) :].all(), "what no page prices comes last"
    words = either.t("Costs are sorted within each currency, never across.")
    assert words in registry.build("works", catalog, View(page="works", sort="cost"), either).subtitle
    assert words not in registry.build("works", catalog, View(page="works"), either).subtitle
    assert set(registry.build("works", catalog, View(page="works", sort="cost"), either).raw()["currency"]) <= {
        "EUR",
        "USD",
        "AFN",
        "ITL",
        "",
    }


def test_a_party_named_in_a_list_is_written_as_within_a_sentence(catalog: Catalog) -> None:
    for row in catalog.parties.to_dict("records"):
        assert not re.match(r"(A|An) [A-Za-z]|(Un|Una|Uno) |Un'", row["name_en"]) and not re.match(r"(Un|Una|Uno) |Un'", row["name_it"])


def test_a_city_is_not_called_a_village(catalog: Catalog, en: Lang, it: Lang) -> None:
    work = next(row["work"] for row in catalog.work_places.to_dict("records") if row["place"] == "herat-herat")
    for words, said in ((en, "village or town"), (it, "villaggio o una città")):
        facts = evidence.of_work(catalog, View(work=work), words).facts
        assert any(said in fact.text for fact in facts)


def test_no_caption_of_the_map_speaks_of_a_mark_that_only_one_drawing_has(catalog: Catalog, either: Lang) -> None:
    shown = registry.build("map", catalog, View(page="map"), either)
    said = " ".join([shown.title, shown.subtitle, shown.coverage, shown.alt, *shown.caveats]).lower()
    assert not re.search(r"halo|disc\b|hollow|alone\b|cerchio|vuot", said)


def test_a_sum_that_a_claims_card_denies_is_explained_by_numbers_it_shows(catalog: Catalog, either: Lang) -> None:
    row = catalog.row("claims", "share-education")
    reason = either.pick(row, "avoid_reason")
    assert either.number(58423735) in reason and "27%" in reason


# ── numbers ──


def test_short_numbers_are_the_same_with_every_babel() -> None:
    """Babel 2.18 and 2.19 shorten otherwise ("6M", "6m"): the words of a million are ours."""
    en, it = lang("en"), lang("it")
    assert [en.compact(value) for value in (6e6, 58_423_735, 1.25e9, 10**10, 999_999_999)] == ["6M", "58.42M", "1.25B", "10B", "1B"]
    assert [it.compact(value) for value in (6e6, 58_423_735, 1.25e9)] == ["6\u00a0Mln", "58,42\u00a0Mln", "1,25\u00a0Mld"]
    assert [en.compact_long(value) for value in (1e6, 58_423_735, 1.25e9)] == ["1 million", "58.4 million", "1.2 billion"]
    assert [it.compact_long(value) for value in (1e6, 2e6, 1e9, 58_423_735)] == ["1 milione", "2 milioni", "1 miliardo", "58,4 milioni"]
    assert en.compact(12_345) == "12,345" and it.compact(12_345) == "12.345"
    assert it.date("2014-09-25", short=True) == "25 set 2014" and en.date("2014-09-25", short=True) == "25 Sept 2014"


def test_a_claims_card_names_a_value_once(catalog: Catalog, either: Lang) -> None:
    for claim in catalog.claims["id"]:
        found = evidence.of_view(catalog, View(claim=claim, lang=either.code), either)
        assert found is not None
        titles = (either.t("First published"), either.t("Other published values"))
        hrefs = [item.href for section in found.sections if section.title in titles for item in section.facts]
        assert len(hrefs) == len(set(hrefs)), claim


def test_a_sources_card_does_not_lead_to_itself(catalog: Catalog, either: Lang) -> None:
    key = catalog.observations["source"].iloc[0]
    found = evidence.of_view(catalog, View(source=key, lang=either.code), either)
    assert found is not None
    assert [ref.href for ref in found.sources] == [""]
    assert either.t("everything from this page") not in html.evidence(found, either)


def test_a_publisher_has_its_name_in_the_readers_language(catalog: Catalog) -> None:
    """The ministry's pages are cited by its Italian name in Italian, everywhere the chain and its source line name it."""
    for code, name in (("en", "Italian Ministry of Defence"), ("it", "Ministero della Difesa")):
        words = lang(code)
        item = registry.build("chain", catalog, View(page="disagreements", lang=code), words)
        assert item.data["publisher"].iloc[0] == name
        assert name in item.source_line
        assert catalog.publisher("the-journal-2021-12-03", code) == "The Journal"


def test_words_of_the_article_are_told_to_be_english_where_the_rest_is_not(catalog: Catalog) -> None:
    it = lang("it")
    for key in ("verdicts", "references"):
        item = registry.build(key, catalog, View(page="story", lang="it"), it)
        assert "(in inglese)" in item.columns[0].label and item.columns[0].lang == "en"
    assert "(in inglese)" in registry.build("verdicts", catalog, View(page="story", lang="it"), it).subtitle, "on slides too"
