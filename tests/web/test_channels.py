"""One number on every channel: measures, page, plain page, first paint, card, slide, handout, CSV, XLSX, GeoJSON, API, command line.

In ``make test`` the quick channels are asked for every value of every filter singly, the others for no filter and one value of each; the
long tests ask all of them for every value.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from aidlens.catalog import Catalog, site_dir
from aidlens.cli import main
from aidlens.deck import Deck, Slide
from aidlens.exhibits import registry
from aidlens.export import handout, pptx, sheets
from aidlens.export import works as files
from aidlens.i18n import Lang, lang
from aidlens.measures import mapped, works
from aidlens.public_copy import public_copy
from aidlens.view import View, vocabulary
from aidlens.web import cards
from tests import shipped
from tests.web.asking import Client
from tests.web.reading import get, told

pytestmark = pytest.mark.usefixtures("checked_once")
CATALOG = shipped.catalog()
EN = lang("en")
FILTERS = ("kind", "sector", "status", "done", "funding", "province", "district", "confirmed", "counted", "from", "to", "q")


def values(name: str) -> list[str]:
    """Every value of a filter that some work answers to, as an address writes it."""
    if name == "confirmed":
        return ["true"]
    if name in ("from", "to"):
        return sorted(set(works.table(CATALOG)["by_year"]) - {""})
    if name == "q":
        return ["herat", "scuola", "شفاخانه"]
    held = works.places(CATALOG)
    if name in ("province", "district"):
        return sorted(set(held.loc[held["kind"] == name, "place"]))
    used = set(works.table(CATALOG)[name]) if name in ("kind", "sector", "status") else None
    return [code for code in vocabulary(CATALOG)[name] if used is None or code in used]


QUERIES = [{}, *({name: value} for name in FILTERS for value in values(name))]
FEW = [{}, *({name: values(name)[0]} for name in FILTERS)]


def said(query: dict[str, str]) -> str:
    return "&".join(f"{key}={value}" for key, value in query.items()) or "everything"


def view_of(query: dict[str, str], page: str = "works") -> View:
    view, notices = View.from_query(query, CATALOG, page)
    assert not notices
    return view


def listed(raw: str) -> list[str]:
    return sorted(row["id"] for row in csv.DictReader(io.StringIO(raw)))


def address(path: str, query: dict[str, str], **more: str) -> str:
    return path + "?" + said(query | more if query or more else {"lang": "en"})


@pytest.mark.parametrize("query", QUERIES, ids=said)
def test_measures_api_files_and_command_line_count_the_same_works(
    query: dict[str, str], client: Client, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    view = view_of(query)
    wanted = sorted(works.select(CATALOG, view)["id"])
    assert works.grouped(CATALOG, view)["works"].sum() == mapped.marks(CATALOG, view)["works"].sum() == len(wanted)
    told_by_api = client.get(address("/api/v1/works", query, limit="1000")).json()
    assert sorted(item["id"] for item in told_by_api["items"]) == wanted and told_by_api["total"] == len(wanted)
    assert told_by_api["more"] == works.more(CATALOG, view)
    assert listed(client.get(address("/api/v1/works.csv", query)).text) == wanted
    assert listed(files.works_csv(CATALOG, view, EN).decode()) == wanted
    assert main(["export", "works", "--output", "-", "--view", address("/works", query)]) == 0
    assert listed(capsysbinary.readouterr().out.decode()) == wanted


# ── the channels with words ───────────────────────────────────────────────────────────────────────────────────────


def lines(query: dict[str, str], words: Lang) -> Iterator[str]:
    """What every channel must say of a view: how many works, how they are placed, how many more there are."""
    item = registry.build("counts", CATALOG, view_of(query).having(lang=words.code), words)
    yield from (line for line in (item.title, item.coverage, item.more[0]) if line)


def page(query: dict[str, str], words: Lang) -> str:
    app = AppTest.from_file(str(site_dir() / "app.py"), default_timeout=60)
    for key, value in {"lang": words.code, **query}.items():
        app.query_params[key] = value
    app.run()
    app.switch_page("pages/works.py").run()
    assert not app.exception
    return unescape(" ".join(item.body for item in app.get("html")))  # type: ignore[union-attr]


def slide(query: dict[str, str], words: Lang) -> str:
    deck = Deck((Slide("counts", view_of(query).having(lang=words.code)),))
    with zipfile.ZipFile(io.BytesIO(pptx.build(CATALOG, deck, words))) as made:
        names = [name for name in made.namelist() if name.startswith(("ppt/slides/", "ppt/notesSlides/")) and name.endswith(".xml")]
        return unescape(" ".join(made.read(name).decode() for name in names))


def leaflet(query: dict[str, str], words: Lang) -> str:
    return unescape(handout.build(CATALOG, Deck((Slide("counts", view_of(query).having(lang=words.code)),)), words))


def workbook(query: dict[str, str], words: Lang) -> str:
    item = registry.build("counts", CATALOG, view_of(query).having(lang=words.code), words)
    book = openpyxl.load_workbook(io.BytesIO(sheets.exhibit(CATALOG, item, words)))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def plain(query: dict[str, str], words: Lang) -> str:
    return told(get(address("/plain/works", query, lang=words.code)).text)


def first_paint(query: dict[str, str], words: Lang) -> str:
    return told(get(address("/works", query, lang=words.code)).text)


CHANNELS = {"page": page, "plain": plain, "first paint": first_paint, "slide": slide, "handout": leaflet, "workbook": workbook}


def compare(channel: str, query: dict[str, str], words: Lang) -> None:
    view = view_of(query)
    if works.select(CATALOG, view).empty:
        return
    text = " ".join(CHANNELS[channel](query, words).split())
    for line in lines(query, words):
        assert " ".join(line.split()) in text, (channel, query, line)


@pytest.mark.parametrize("query", FEW, ids=said)
@pytest.mark.parametrize("channel", CHANNELS)
def test_channels_with_words_say_the_same_numbers(channel: str, query: dict[str, str], en: Lang) -> None:
    compare(channel, query, en)


@pytest.mark.long
@pytest.mark.parametrize("query", QUERIES, ids=said)
@pytest.mark.parametrize("channel", CHANNELS)
def test_channels_with_words_say_the_same_numbers_for_every_value(channel: str, query: dict[str, str], it: Lang) -> None:
    compare(channel, query, it)


@pytest.mark.parametrize("query", FEW, ids=said)
def test_workbooks_and_maps_hold_the_works_of_the_view(query: dict[str, str], client: Client, en: Lang) -> None:
    view = view_of(query)
    wanted = sorted(works.select(CATALOG, view)["id"])
    for raw in (files.works_geojson(CATALOG, view, EN).decode(), client.get(address("/api/v1/works.geojson", query)).text):
        assert sorted(item["id"] for item in json.loads(raw)["features"]) == wanted
    book = openpyxl.load_workbook(io.BytesIO(sheets.works(CATALOG, view, en)))
    assert sorted(row[0] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True) if row[0]) == wanted


def test_the_card_says_what_the_page_says(either: Lang) -> None:
    for key in ("counts", "map", "ladder", "became"):
        for view in (View(lang=either.code), View(lang=either.code, kind=("school",), last=2010)):
            assert cards.of_exhibit(CATALOG, key, view, either).title == registry.build(key, CATALOG, view, either).title


def test_the_picture_of_a_view_is_that_view(either: Lang) -> None:
    page = get(f"/plain/works?lang={either.code}&kind=school&to=2010").text
    picture = unescape(re.search(r'og:image" content="([^"]*)"', page)[1])  # type: ignore[index]
    assert "kind=school" in picture and "to=2010" in picture
    found = get("/card/" + picture.partition("/card/")[2])
    assert found.status_code == 200 and found.raw != get(f"/card/works.png?lang={either.code}").raw


# ── what is withheld ──────────────────────────────────────────────────────────────────────────────────────────────


def everything(catalog: Catalog, words: Lang) -> dict[str, object]:
    """All exhibits and files of a record, to compare."""
    view = View(page="works", funding="all", done="all", lang=words.code)
    shown = {key: registry.build(key, catalog, View(lang=words.code), words) for key in registry.BUILDERS}
    made: dict[str, object] = {key: (item.title, item.alt, item.lines, item.csv(), item.sources) for key, item in shown.items()}
    return made | {
        "csv": files.works_csv(catalog, view, words),
        "xlsx": sheets.record(catalog, words),
        "geo": files.works_geojson(catalog, view, words),
    }


def test_taking_the_withheld_rows_out_changes_one_number(catalog: Catalog, whole: Catalog, either: Lang) -> None:
    """A record that never held them gives the same exhibits and files; only the method's number is another."""
    from dataclasses import replace

    from aidlens.exhibits import method

    bare = replace(catalog, withheld=0, fingerprint="bare")
    again = public_copy(whole)
    assert everything(bare, either) == everything(again, either)
    assert again.withheld == int((whole.works["sensitivity"] == "withheld").sum())
    texts = [
        (mine, other) for mine, other in zip(method.chapters(again, either), method.chapters(bare, either), strict=True) if mine != other
    ]
    ((mine, other),) = texts
    assert mine[1].replace(either.number(again.withheld), either.number(0)) == other[1]
