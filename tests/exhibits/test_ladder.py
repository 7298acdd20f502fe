"""The claim ladder as an exhibit: its words follow its table, its marks lead to their evidence, its files are the same every time."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from aidlens.catalog import WORK_STEPS, Catalog
from aidlens.drawing.drawing import Arrow, Bar, Field, Line, Marks, Text
from aidlens.drawing.svg import svg
from aidlens.exhibits import ladder, registry, short_ladder
from aidlens.exhibits.base import Exhibit, source_line
from aidlens.exhibits.pen import Pen
from aidlens.exhibits.style import THEMES, Canvas
from aidlens.i18n import Lang, lang
from aidlens.measures import claims, works
from aidlens.measures.batches import KNOWN, batches
from aidlens.measures.claims import Ladder, Step
from aidlens.quantity import Quantity
from aidlens.view import View
from tests import addresses

FILTERED = (View(kind=("school",)), View(first=2010), View(province=("herat",)), View(confirmed=True), View(q="school"))
HALF = "1 of 2 numbers of the article are close to Italy's own counts; few of the works can be found"
BUILDERS = {"ladder": ladder.build, "short": short_ladder.build}
CANVASES = [Canvas(theme, lang(code), narrow) for theme in THEMES.values() for code in ("en", "it") for narrow in (False, True)]


@pytest.fixture(params=BUILDERS)
def shown(request: pytest.FixtureRequest, catalog: Catalog, either: Lang) -> Exhibit:
    """Each exhibit of the overview in each language."""
    return BUILDERS[request.param](catalog, View(lang=either.code), either)


def made(claimed: int, official: int | None, traced: int, bound: str = "about") -> Ladder:
    """A ladder with these numbers."""
    steps = {name: Step(Quantity.of(0), 0, ()) for name in WORK_STEPS} | {"traced": Step(Quantity.of(traced), 0, ())}
    return Ladder("schools", "school", Quantity.of(claimed, bound), ("x",), Quantity.of(official), (), steps)


# ── titles ──


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([made(100, 105, 20), made(40, 46, 12)], "The article's numbers are close to Italy's own counts; few of the works can be found"),
        (
            [made(100, 105, 20), made(800, 300, 22)],
            HALF,
        ),
        (
            [made(100, None, 20), made(800, 800, 22)],
            HALF,
        ),
        ([made(100, 105, 90), made(40, 46, 44)], "Most of the works that were counted can be found, one by one"),
    ],
)
def test_the_title_is_the_finding_of_its_table(found: list[Ladder], words: str, en: Lang) -> None:
    assert ladder.title(found, View(), en) == words


@pytest.mark.parametrize("view", FILTERED, ids=lambda view: view.href())
def test_the_title_is_neutral_under_filters(view: View, either: Lang, catalog: Catalog) -> None:
    neutral = either.t("Claims, official counts and the works traced, in this selection")
    assert ladder.title([made(100, 105, 20)], view, either) == neutral
    assert ladder.build(catalog, view, either).title == neutral
    assert not any(letter.isdigit() for letter in ladder.headline(catalog, view, either))


def test_what_is_not_a_filter_leaves_the_finding(catalog: Catalog, en: Lang) -> None:
    plain = ladder.build(catalog, View(), en)
    for view in (View(lang="en", theme="dark"), View(claim="schools", step="traced"), View(funding="all")):
        assert ladder.build(catalog, view, en).title == plain.title


def test_the_headline_says_the_official_count_and_the_works_traced(catalog: Catalog, either: Lang) -> None:
    item = claims.ladder(catalog, "schools", View())
    numbers = re.findall(r"\d+", ladder.headline(catalog, View(), either))
    assert numbers == [str(item.official_units.value).split(".")[0], str(item.steps["traced"].units.value).split(".")[0]]


def test_the_headline_says_built_or_renovated_as_the_count_does(catalog: Catalog, en: Lang, it: Lang) -> None:
    assert "schools built or renovated" in ladder.headline(catalog, View(), en)
    assert "scuole costruite o ristrutturate" in ladder.headline(catalog, View(), it)


def test_a_lower_bound_of_traced_works_is_said(catalog: Catalog, en: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    item = replace(made(100, 105, 20), steps={"traced": Step(Quantity.of(20, "at_least"), 2, ("a",))})
    monkeypatch.setattr(claims, "ladder", lambda *_: item)
    assert "at least 20" in ladder.headline(catalog, View(), en)


def test_the_lead_takes_its_numbers_from_the_record(catalog: Catalog, en: Lang, it: Lang) -> None:
    assert "2,290" in ladder.lead(catalog, en)
    assert "over 58 million euros" in ladder.lead(catalog, en)
    assert "2.290" in ladder.lead(catalog, it)
    assert "oltre 58 milioni di euro" in ladder.lead(catalog, it)


# ── words around the figure ──


def test_alt_reads_every_number_of_the_ladder_aloud(catalog: Catalog, either: Lang) -> None:
    exhibit = ladder.build(catalog, View(), either)
    for item, row in zip((item for item in claims.ladders(catalog, View()) if item.full), exhibit.data.to_dict("records"), strict=True):
        sentence = next(part for part in re.split(r"(?<=\.) ", exhibit.alt) if part.startswith(row["name"]))
        for quantity in (item.claimed, item.official_units, *(item.steps[name].units for name in ("traced", "placed", "confirmed"))):
            assert quantity.words(either) in sentence


def test_coverage_counts_works_of_each_step(catalog: Catalog, en: Lang) -> None:
    exhibit = ladder.build(catalog, View(), en)
    found = [item for item in claims.ladders(catalog, View()) if item.full]
    counts = [sum(len(item.steps[name].works) for item in found) for name in ("traced", "placed", "confirmed", "elsewhere")]
    assert [int(number) for number in re.findall(r"\d+", exhibit.coverage)] == counts


def test_every_exhibit_has_all_its_parts(shown: Exhibit, either: Lang) -> None:
    for part in (shown.title, shown.subtitle, shown.alt, shown.source_line):
        assert part.strip()
        assert "{" not in part
        assert "nan" not in part.lower().split()
    assert shown.sources
    assert len(shown.data) == len(shown.table())
    assert not shown.table().isna().any().any()
    assert list(shown.table().columns) == [column.label for column in shown.columns]
    assert len(set(shown.table().columns)) == len(shown.columns)


def test_the_source_line_is_computed_from_the_sources(shown: Exhibit, catalog: Catalog, either: Lang) -> None:
    assert shown.source_line == source_line(catalog, shown.sources, either)
    assert shown.source_line.startswith(catalog.publisher(shown.sources[0], either.code))
    assert all(catalog.has("sources", key) for key in shown.sources)


def test_no_measure_drops_a_source(catalog: Catalog, en: Lang) -> None:
    """Each page behind a traced or bulk work, an official count or a rival is among the exhibit's sources."""
    exhibit = ladder.build(catalog, View(), en)
    lines = catalog.work_sources
    for item in claims.ladders(catalog, View()):
        if item.full:
            ids = item.steps["traced"].works + item.steps["bulk"].works
            assert set(lines.loc[lines["work"].isin(ids), "source"]) <= set(exhibit.sources)
            assert {catalog.row("observations", key)["source"] for key in item.sources} <= set(exhibit.sources)


def test_the_short_ladder_holds_every_other_claim_with_its_reason(catalog: Catalog, either: Lang) -> None:
    exhibit = short_ladder.build(catalog, View(), either)
    rows = catalog.claims[catalog.claims["ladder"] == "short"].sort_values("order")
    assert list(exhibit.data["claim"]) == list(rows["id"])
    assert exhibit.data["reason"].str.len().min() > 20
    text = dict(zip(exhibit.data["claim"], exhibit.data["claimed_text"], strict=True))
    assert text["sector-roads"] == either.t("no number")
    assert not set(exhibit.data.columns) & {"traced", "placed", "share"}, "no work is counted against them"


# ── files ──


def test_csv_is_the_same_bytes_every_time(shown: Exhibit, catalog: Catalog, either: Lang) -> None:
    again = (ladder.build if shown.id == "ladder" else short_ladder.build)(catalog, View(lang=either.code), either)
    assert shown.csv() == again.csv()


def test_csv_holds_numbers_bounds_and_sources_under_names_that_are_the_same_in_both_languages(shown: Exhibit) -> None:
    text = shown.csv().decode("utf-8")
    assert "\r" not in text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(shown.data)
    for row in rows:
        assert re.fullmatch(r"\d+(\.\d+)?|", row["claimed"])
        assert row["claimed_bound"] in ("exact", "about", "over", "at_least", "up_to", "unknown")
        assert not any(cell.startswith("/") for cell in row.values()), "no in-site address"
        assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in row)


def test_numbers_do_not_depend_on_the_language(catalog: Catalog, en: Lang, it: Lang) -> None:
    one, two = (ladder.build(catalog, View(), language).data for language in (en, it))
    numbers = [name for name in one.columns if one[name].dtype.kind in "if"]
    assert one[numbers].equals(two[numbers])


def test_numbers_are_those_of_the_measure(catalog: Catalog, en: Lang) -> None:
    for row in ladder.build(catalog, View(), en).data.to_dict("records"):
        item = claims.ladder(catalog, row["claim"], View())
        for name, step in item.steps.items():
            assert Decimal(str(row[name])) == step.units.value
            assert row[f"{name}_bound"] == step.units.bound
            assert row[f"{name}_works"] == len(step.works)


# ── addresses and marks ──


@pytest.mark.parametrize("view", [View(), View(lang="it", theme="dark"), *FILTERED], ids=lambda view: view.href())
def test_every_address_is_a_view(view: View, catalog: Catalog, either: Lang) -> None:
    for build in BUILDERS.values():
        exhibit = build(catalog, view, either)
        cells = [str(cell) for column in exhibit.columns if column.href for cell in exhibit.data[column.href] if cell]
        assert cells
        for address in [exhibit.href, *cells]:
            assert addresses.fault(address, catalog) == ""
        for address in cells:
            found, _ = addresses.read(address, catalog)
            assert found.without_evidence == view.without_evidence, "evidence opens on the view the reader stands in"
            assert found != found.without_evidence, "and is evidence"


@pytest.mark.parametrize("canvas", CANVASES, ids=lambda item: f"{item.theme.name}-{item.lang.code}-{'narrow' if item.narrow else 'wide'}")
def test_the_figure_draws_on_every_canvas_and_each_mark_leads_on(canvas: Canvas, catalog: Catalog) -> None:
    exhibit = ladder.build(catalog, View(), canvas.lang)
    assert exhibit.draw is not None
    drawing = exhibit.drawing(canvas)
    found = set(addresses.in_figure(drawing))
    assert all(addresses.fault(address, catalog) == "" for address in found)
    numbers = {row[f"{name}_href"] for row in exhibit.data.to_dict("records") for name in ("official", "traced")}
    assert numbers <= found, "both numbers of a claim can be opened from the drawing"
    texts = " ".join(item.plain for item in drawing.parts if isinstance(item, Text))
    for row in exhibit.data.to_dict("records"):
        assert row["name"] in texts and row["official_sum"] in texts and row["traced_text"] in texts
        said = row["verdict"] if canvas.narrow or not canvas.large else row["verdict"].split(":")[-1] if ":" in row["verdict"] else ""
        assert not said or said.split()[0] in texts
        assert row["official_text"] in texts or " + " in row["official_sum"], "a sum of ours stands as what it is the sum of"


@pytest.mark.parametrize("canvas", CANVASES, ids=lambda item: f"{item.theme.name}-{item.lang.code}-{'narrow' if item.narrow else 'wide'}")
def test_each_row_leads_to_what_can_be_said_and_shares_it(canvas: Canvas, catalog: Catalog) -> None:
    """On a screen alone; a page without scripts has nothing that shares."""
    exhibit = ladder.build(catalog, View(), canvas.lang)
    drawing = exhibit.drawing(canvas)
    full = [row for row in catalog.rows("claims") if row["ladder"] == "full" and not canvas.large]
    links = {link.id: link for link in drawing.links}
    for row in full:
        href = View(claim=row["id"]).href()
        assert links[f"say:{href}"].href == links[f"share:{href}"].href == href
        assert links[f"share:{href}"].share == canvas.lang.pick(row, "safe")
    assert sum(key.startswith(("say:", "share:")) for key in links) == 2 * len(full)
    if canvas.large:
        return
    least = 44 if canvas.narrow else 24
    assert all(item.height >= least for item in drawing.parts if isinstance(item, Bar) and item.where)
    live, plain = (svg(drawing, name="x", title="t", description="d", lasting=lasting) for lasting in (True, False))
    assert live.count('data-share=""') == len(full) and "data-share" not in plain
    assert plain.count('class="al-screen"') == 2 * len(full), "what can be said, and the words for it"
    assert "@media print{.al-screen{display:none}}" in plain


@pytest.mark.parametrize("canvas", CANVASES, ids=lambda item: f"{item.theme.name}-{item.lang.code}-{'narrow' if item.narrow else 'wide'}")
def test_what_works_cannot_check_is_a_line_with_a_verdict_and_no_mark(canvas: Canvas, catalog: Catalog) -> None:
    exhibit = ladder.build(catalog, View(), canvas.lang)
    drawing = exhibit.drawing(canvas)
    rows = [row for row in catalog.rows("claims") if row["ladder"] == "short" and not canvas.large]
    foot = max(item.y + item.height for item in drawing.items if isinstance(item, Field))
    said = {item.plain: item for item in drawing.parts if isinstance(item, Text) and item.y > foot}
    links = {link.id: link for link in drawing.links}
    for row in rows:
        name, verdict = canvas.lang.pick(row, "title"), canvas.lang.pick(row, "verdict")
        assert name in said and verdict in said and verdict.endswith(".")
        assert links[View(claim=row["id"]).href()].words == (name, verdict)
    others = {View(claim=row["id"]).href() for row in catalog.rows("claims") if row["ladder"] == "short"}
    assert (others <= links.keys()) is bool(rows)
    assert not any(part.link and part.link.id in others for part in drawing.parts if isinstance(part, Marks))
    assert not canvas.large or drawing.height <= 636


# ── one mark, one unit ──


def fields(exhibit: Exhibit, canvas: Canvas) -> list[Field]:
    return [item for item in exhibit.drawing(canvas).items if isinstance(item, Field)]


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
def test_a_mark_is_a_unit_and_every_mark_answers(narrow: bool, known: bool, catalog: Catalog, either: Lang) -> None:
    exhibit = ladder.build(catalog, View(lang=either.code, known=known), either)
    found = [item for item in claims.ladders(catalog, View()) if item.full]
    for item, field in zip(found, fields(exhibit, Canvas(THEMES["light"], either, narrow)), strict=True):
        marks = [part for part in field.items if isinstance(part, Marks) and part.link]
        of_works = {part.link.id: len(part.points) for part in marks if part.link and part.link.id.startswith("work:")}
        units = {f"work:{row['id']}": int(row["units"]) for row in catalog.rows("works") if not pd.isna(row["units"])}
        steps = [key for name in ("traced", "bulk") for key in item.steps[name].works]
        assert of_works == {f"work:{key}": units[f"work:{key}"] for key in steps}, "joined marks are the units of one work"
        assert sum(len(part.points) for part in marks) == item.official_units.value, "what was counted is there, each once"
        places = [place for part in marks for place in part.points]
        assert len(set(places)) == len(places)
        assert all(0 < x < field.width and 0 < y < field.height for x, y in places)
        assert {part.link.id for part in marks if part.link} - set(of_works) == {f"counted:{item.claim}"}, "those only counted are one"
        assert all(part.link and len(part.link.words) >= 2 for part in marks), "name, place and year, and who says so"


def test_what_was_counted_is_tinted_and_what_is_told_in_a_group_is_hatched(catalog: Catalog, en: Lang) -> None:
    ladders = [item for item in claims.ladders(catalog, View()) if item.full]
    bulk = {f"work:{key}" for item in ladders for key in item.steps["bulk"].works}
    for theme in THEMES.values():
        for field in fields(ladder.build(catalog, View(), en), Canvas(theme, en)):
            for part in (part for part in field.items if isinstance(part, Marks) and part.link):
                assert bool(part.hatch) is (part.link.id in bulk) and (part.fill or part.hatch), "nothing is drawn as a hole"
                assert contrast(part.stroke, theme.paper) >= 3, "the edge has the kind's full colour"


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_best_known_first_then_by_date(catalog: Catalog, en: Lang) -> None:
    for item in (item for item in claims.ladders(catalog, View()) if item.full):
        order = [(KNOWN.index(batch.known), batch.work["date"] or "9999") for batch in batches(catalog, item, en)]
        assert order == sorted(order)


def test_well_known_marks_part_into_three(catalog: Catalog, en: Lang) -> None:
    canvas = Canvas(THEMES["light"], en)
    field = fields(ladder.build(catalog, View(known=True), en), canvas)[1]
    looks = {
        (part.fill, part.stroke, part.cut)
        for part in field.items
        if isinstance(part, Marks) and part.link and part.link.id.startswith("work:")
    }
    assert len(looks) == 3, "confirmed by a second source, with a district, without one"
    text = " ".join(part.plain for part in ladder.build(catalog, View(known=True), en).drawing(canvas).parts if isinstance(part, Text))
    step = next(item for item in claims.ladders(catalog, View()) if item.claim == "hospitals").steps["confirmed"]
    assert f"{step.units.value:g} confirmed by a second, independent source" in text


def test_a_cut_is_the_one_sign_of_a_district_not_said(catalog: Catalog, en: Lang) -> None:
    """In the ladder and among works counted alike: found as well as all others, so solid, with a cut of the paper's colour."""
    for canvas in (Canvas(THEMES["light"], en), Canvas(THEMES["dark"], en, narrow=True)):
        pen = Pen(canvas)
        for family in canvas.theme.kinds:
            through, whole, tint = (pen.style(family, key, 1.0) for key in ("traced", "placed", "counted"))
            assert (through.cut, through.fill, through.stroke) == (canvas.theme.paper, whole.fill, whole.stroke)
            assert not whole.cut and not tint.cut
    view = View(page="works")
    placed = {f"work:{row['id']}": bool(row["placed"]) for row in works.select(catalog, view).to_dict("records")}
    drawn = registry.build("counts", catalog, view, en).drawing(Canvas(THEMES["light"], en))
    found = {part.link.id: bool(part.cut) for part in drawn.parts if isinstance(part, Marks) and part.link}
    assert found == {key: not known for key, known in placed.items()}
    assert any(item.plain == "cut through: no single district known" for item in drawn.parts if isinstance(item, Text))


def test_bounds_stay_in_the_field(catalog: Catalog, en: Lang) -> None:
    """About 800: the last line is broken. Over 40: the article's sign is open; about a hundred: soft."""
    schools, hospitals, wells, _ = fields(ladder.build(catalog, View(), en), Canvas(THEMES["light"], en))
    assert [part.broken for part in wells.items if isinstance(part, Marks) and part.link][-1] == 100
    assert not any(part.broken for part in schools.items if isinstance(part, Marks))
    assert any(isinstance(part, Arrow) for part in hospitals.items) and not any(isinstance(part, Arrow) for part in schools.items)
    assert any(isinstance(part, Line) and part.dash for part in schools.items)


def test_too_many_marks_are_bars_that_say_as_much(catalog: Catalog, en: Lang) -> None:
    frame = catalog.observations.copy()
    frame.loc[frame["id"] == "schools-prt-herat-2014-03-25-adnkronos", "value"] = 20_000
    many = replace(catalog, tables={**catalog.tables, "observations": frame})
    drawing = ladder.build(many, View(), en).drawing(Canvas(THEMES["light"], en))
    assert len([item for item in drawing.items if isinstance(item, Field)]) == 3
    assert any(item.plain == en.t("a bar: too many for marks") for item in drawing.items if isinstance(item, Text)), "a word says so"
    bars = [item for item in drawing.items if isinstance(item, Bar) and (item.fill or item.hatch) and item.opacity == 1]
    assert len(bars) == 3 and abs(sum(item.width for item in bars) - 0.54 * drawing.width) < 1


def test_a_verdict_is_what_the_numbers_bear_out(catalog: Catalog) -> None:
    near = {item.claim for item in claims.ladders(catalog, View()) if item.full and ladder.near(item)}
    assert {row["id"] for row in catalog.rows("claims") if row["verdict_en"].startswith("Close")} <= near


def test_the_projector_type_is_large_enough_to_read_across_a_room(catalog: Catalog, en: Lang) -> None:
    drawing = ladder.build(catalog, View(), en).drawing(Canvas(THEMES["projector"], en))
    assert min(item.size for item in drawing.parts if isinstance(item, Text)) >= 28


def test_an_empty_selection_still_draws(catalog: Catalog, either: Lang) -> None:
    exhibit = ladder.build(catalog, View(status=("planned",)), either)
    assert exhibit.draw is not None
    assert exhibit.draw(Canvas(THEMES["light"], either)) is not None
    assert (exhibit.data["traced_text"] == "0").all()
