"""The own pages of works, sources, places and claims: what stands on them, what never does, and the feed of editions."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest

from aidlens.catalog import Catalog
from aidlens.exhibits import evidence, registry, things
from aidlens.i18n import Lang
from aidlens.measures import claims, in_place, outcomes, works
from aidlens.pagebook import book
from aidlens.public_copy import public_copy
from aidlens.view import View
from aidlens.web import plain_content
from tests.web.markup import faults
from tests.web.reading import get, links, sheets, told
from tests.web.test_plain import light, read

# Of each kind some that differ: the largest, the empty, of either precision.
SOME = {
    "works": ("health-herat-paediatric-hospital", "school-siawushan-2010", "culture-jam-herat-minarets", "road-herat-chisht-e-sharif"),
    "sources": ("the-journal-2021-12-03", "policy-maker-2021-08", "agc-news-2"),
    "places": (
        "afghanistan",
        "herat",
        "kunar",
        "herat-district",
        "bala-baluk",
        "tulak",
        "yakawlang",
        "siawushan-guzara",
        "abdara-panjshir",
    ),
    "claims": ("schools", "wells", "projects", "sector-roads"),
}
EACH = [(table, key) for table, keys in SOME.items() for key in keys]


def page(table: str, key: str, code: str) -> str:
    answer = get(f"/plain/{table}/{key}?lang={code}")
    assert answer.status_code == 200, (table, key)
    return answer.text


def structured(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    return found


def licences(data: Any) -> list[str]:
    """Where in structured data a licence stands."""
    if isinstance(data, list):
        return [found for item in data for found in licences(item)]
    if not isinstance(data, dict):
        return []
    return [str(data.get("@type"))] * ("license" in data) + [found for item in data.values() for found in licences(item)]


@pytest.mark.parametrize(("table", "key"), EACH)
def test_a_thing_has_a_page_that_is_light_and_valid(table: str, key: str, either: Lang, catalog: Catalog) -> None:
    for text in sheets(f"/plain/{table}/{key}?lang={either.code}"):
        assert light(text) and faults(text) == []
        read(text)
        head = text.split("</head>")[0]
        assert re.search(rf'<link rel="canonical" href="http://aidlens\.test/plain/{table}/{key}\?lang={either.code}', head)
        assert set(re.findall(r'hreflang="([^"]+)" href="http://aidlens\.test/plain/', head)) == {"en", "it", "x-default"}
        assert 'type="application/atom+xml"' in head
    assert f"<title>{things.titles(catalog, either.code)[table, key]} · AidLens</title>" in unescape(page(table, key, either.code))
    cited = text.split('id="cite"')[1].split("</section>")[0]
    assert f"http://aidlens.test/plain/{table}/{key}?lang={either.code}" in cited and "@misc" in cited


def test_titles_tell_all_things_apart(catalog: Catalog, either: Lang) -> None:
    titles = list(things.titles(catalog, either.code).values())
    titles += [item.name(either) for item in book.PAGES.values()]
    titles += [registry.build(key, catalog, View(lang=either.code), either).title for key in registry.BUILDERS]
    assert [title for title, times in Counter(map(str.casefold, titles)).items() if times > 1] == []
    assert len(titles) > 1800 and all(titles)


def test_links_of_things_lead_to_pages_that_are_there(catalog: Catalog) -> None:
    found = {link for table, key in EACH for link in links(page(table, key, "it")) if link.startswith("/plain")}
    assert {"/plain/places/herat?lang=it", "/plain/works?lang=it"} <= found
    rows = {link for link in found if link.count("/") == 3 and "/exhibits/" not in link and "/sheet/" not in link}
    for link in rows:
        table, key = urlsplit(link).path.split("/")[2:]
        assert things.has(catalog, table, key), link
    for link in sorted(found - rows)[::7]:
        assert get(link).status_code in (200, 307), link


# ── places ──


def test_a_place_counts_what_the_page_of_works_counts(catalog: Catalog) -> None:
    for key in in_place.named(catalog):
        kind = str(catalog.row("places", key)["kind"])
        if kind not in ("province", "district"):
            continue
        counts, here = in_place.counts_of(catalog, key), View(page="works", **{kind: (key,)})
        for done in ("built", "supplied", "announced"):
            assert counts[done] == len(works.select(catalog, here.having(done=done))), (key, done)
        assert counts["private"] == len(works.select(catalog, here.having(done="all", funding="private"))), key


def test_how_precisely_speaks_of_the_works_counted_first(catalog: Catalog, either: Lang) -> None:
    here = works.select(catalog, View(page="works", district=("shindand",)))
    several = int((here["districts"].map(len) > 1).sum())
    assert several < int((in_place.of(catalog, "shindand").works["districts"].map(len) > 1).sum())
    text = told(page("places", "shindand", either.code))
    assert either.n("{n} work lies in other districts too", "{n} works lie in other districts too", several) in text


def test_a_district_tells_its_works_by_kind_and_year_and_who_says_so(catalog: Catalog, either: Lang) -> None:
    frame = works.table(catalog)
    here = frame[frame["districts"].map(lambda keys: "shindand" in keys)]
    text = " ".join(sheets(f"/plain/places/shindand?lang={either.code}"))
    words = told(text.replace("</body>", ""))
    for row in here.to_dict("records"):
        assert " ".join(either.pick(row, "name").split()) in unescape(text) or either.pick(row, "name") in words
        assert f"/plain/works/{row['id']}?lang={either.code}" in links(text)
        assert any(f"/plain/sources/{source}?lang={either.code}" in links(text) for source in row["sources"])
    assert evidence.limits(either) in words


def test_private_and_other_works_stand_apart(catalog: Catalog, en: Lang) -> None:
    text = page("places", "shindand", "en")
    counts = in_place.counts_of(catalog, "shindand")
    assert f'<p class="al-p-lead">{counts["built"]} works built or renovated' in text
    parts = re.findall(r'<h2 class="al-p-h2">([^<]*: (\d+) works?)</h2>', " ".join(sheets("/plain/places/shindand?lang=en")))
    heads = {title.split(":")[0]: int(number) for title, number in parts}
    assert heads["Built or renovated with public aid"] == counts["built"]
    assert heads.get("Private aid", 0) == counts["private"]
    total = sum(counts.values())
    assert not re.search(rf"\b{total} works\b", told(text)), "no sum of public and other money"


def test_a_province_says_how_many_works_have_no_district(catalog: Catalog, either: Lang) -> None:
    known = in_place.of(catalog, "herat")
    frame = works.table(catalog)
    own = {row["id"] for row in catalog.rows("places") if row["parent"] == "herat" and row["kind"] == "district"}
    wanted = frame[frame["provinces"].map(lambda keys: "herat" in keys) & ~frame["districts"].map(lambda keys: bool(own & set(keys)))]
    assert set(known.coarse["id"]) == set(wanted["id"]) and len(wanted) > 20
    text = page("places", "herat", either.code)
    built = int(((wanted["funding"] == "public") & (wanted["done"] == "built")).sum())
    assert 0 < built < len(wanted), "private aid and what is announced is not among them"
    assert either.n("of {n} of them no page names the district", "of {n} of them no page names the district", built) in told(text)
    for key in own:
        assert f"/plain/places/{key}?lang={either.code}" in links(text)


def test_a_place_that_only_a_withheld_row_names_has_no_page(whole: Catalog, catalog: Catalog) -> None:
    shown = {key for key in in_place.named(catalog) if catalog.row("places", key)["kind"] == "village"}
    assert shown == set(works.places(catalog).query("kind == 'village'")["place"])
    sitemap = get("/sitemap.xml").text
    for row in whole.rows("places"):
        if row["kind"] == "village" and row["id"] not in shown:
            assert get(f"/plain/places/{row['id']}").status_code == get(f"/card/places/{row['id']}.png").status_code == 404
            assert f"/plain/places/{row['id']}?" not in sitemap
    assert public_copy(whole).withheld


def test_a_work_withheld_takes_its_village_and_its_lines_with_it(whole: Catalog, en: Lang) -> None:
    held = works.places(public_copy(whole))
    villages = held[held["kind"] == "village"].groupby("place")["id"].agg(list)
    village, (work,) = next((place, found) for place, found in villages.items() if len(found) == 1)
    hidden = whole.works.assign(sensitivity=whole.works["sensitivity"].mask(whole.works["id"] == work, "withheld"))
    left = public_copy(replace(whole, tables={**whole.tables, "works": hidden}))
    assert not things.has(left, "works", work) and not things.has(left, "places", village)
    district, frame = str(whole.row("places", village)["parent"]), plain_content.frame_of(left, en)
    for key in (district, str(whole.row("places", district)["parent"]) or district):
        first = plain_content.of_thing(frame, "places", key, View(lang=en.code))
        rest = range(2, first.sheets + 1)
        more = (plain_content.of_thing(frame, "places", key, View(lang=en.code, sheet=sheet)).body for sheet in rest)
        body = "".join((first.body, *more))
        assert work not in body and f"/plain/places/{village}?" not in body
    assert in_place.counts_of(left, district) != in_place.counts_of(public_copy(whole), district)


# ── maps ──


@pytest.mark.parametrize(
    ("table", "key", "dots"),
    [
        ("works", "school-siawushan-2010", 1),
        ("places", "siawushan-guzara", 1),
        ("places", "abdara-panjshir", 0),
        ("places", "shindand", 1),
        ("places", "kunar", 0),
        ("places", "yakawlang", 0),
    ],
)
def test_a_small_map_is_no_finer_than_a_district(table: str, key: str, dots: int, catalog: Catalog, either: Lang) -> None:
    thing = things.of_row(catalog, table, key, View(lang=either.code), either)
    assert thing.map is not None
    assert len(thing.map.seats) == dots
    for seat in thing.map.seats:
        row = catalog.row("places", seat.place)
        assert row["kind"] == "district" and (seat.lat, seat.lon) == (row["lat"], row["lon"])
    text = page(table, key, either.code)
    assert thing.map.precise and thing.map.precise in told(text)
    picture = text.split('<figure class="al-t-map">')[1].split("</figure>")[0]
    assert thing.map.alt in unescape(picture) and picture.count("<circle") == dots
    assert len(picture.encode()) < 14_000


def test_a_map_of_many_says_how_many_have_no_dot(catalog: Catalog, en: Lang) -> None:
    thing = things.of_row(catalog, "claims", "schools", View(lang="en"), en)
    ladder = claims.ladder(catalog, "schools", View())
    assert thing.map is not None
    assert sum(seat.works for seat in thing.map.seats) == len(ladder.steps["placed"].works)


# ── works, sources, claims ──


def test_a_work_leads_to_its_neighbours_of_the_same_money(catalog: Catalog, either: Lang) -> None:
    thing = things.of_row(catalog, "works", "school-siawushan-2010", View(lang=either.code), either)
    frame = works.table(catalog).set_index("id")
    (near,) = thing.near
    keys = [urlsplit(one.href).path.rpartition("/")[2] for kind in near.kinds for one in kind.items]
    assert 1 < len(keys) <= 12 and "school-siawushan-2010" not in keys
    assert set(frame.loc[keys, "by_district"]) == {"guzara"} and set(frame.loc[keys, "funding"]) == {"public"}
    assert "/plain/places/guzara?" in page("works", "school-siawushan-2010", either.code)


@pytest.mark.parametrize(
    ("key", "title", "other"),
    [
        ("claims/wells", "Other claims of the article", "claims/schools"),
        ("places/shindand", "Other districts of Herat province", "places/guzara"),
        ("places/siawushan-guzara", "Other villages and towns: Guzara district", "places/sarjegal-guzara"),
        ("places/herat", "Other provinces", "places/farah"),
        ("sources/agc-news-2", "more pages of AGC News", "sources/agc-news-5"),
    ],
)
def test_a_thing_leads_to_what_is_near(key: str, title: str, other: str) -> None:
    near = " ".join(sheets(f"/plain/{key}?lang=en")).split(title)[1].split("</section>")[0]
    assert f'href="/plain/{other}?lang=en"' in near and f'href="/plain/{key}?lang=en"' not in near


def test_a_source_says_what_it_is_cited_for_in_its_words(catalog: Catalog, either: Lang) -> None:
    lines = catalog.work_sources
    quoted = catalog.quotes[(catalog.quotes["table"] == "works")]
    key = str(quoted.merge(lines, left_on=("row", "source"), right_on=("work", "source"))["source"].value_counts().index[0])
    text = unescape(" ".join(sheets(f"/plain/sources/{key}?lang={either.code}")))
    for line in lines[lines["source"] == key].to_dict("records"):
        assert f"/plain/works/{line['work']}?lang={either.code}" in text
    for words in quoted.loc[quoted["source"] == key, "quote"]:
        assert words in text


def test_a_claim_lists_the_works_on_each_step(catalog: Catalog, either: Lang) -> None:
    ladder = claims.ladder(catalog, "schools", View())
    text = " ".join(sheets(f"/plain/claims/schools?lang={either.code}"))
    for step in ladder.steps.values():
        for work in step.works:
            assert f"/plain/works/{work}?lang={either.code}" in links(text)
    last = outcomes.last_reports(catalog)
    silent = last[last["work"].isin(ladder.steps["traced"].works) & (last["state"] == "")]
    told_of = last[last["work"].isin(ladder.steps["traced"].works)]
    sentence = either.t("Of {n} finished works we found no later page on {k}", n=len(told_of), k=len(silent))
    assert sentence in told(page("claims", "schools", either.code))


def test_links_to_claims_lead_to_their_pages(either: Lang) -> None:
    text = get(f"/plain/?lang={either.code}").text
    assert f"/plain/claims/schools?lang={either.code}" in links(text)
    mapped = links(get(f"/plain/map?lang={either.code}").text)
    assert {f"/plain/places/{key}?lang={either.code}" for key in ("afghanistan", "shindand", "herat")} <= mapped
    assert f"/plain/places/shindand?lang={either.code}" not in links(get(f"/plain/map?lang={either.code}&kind=school").text)
    assert get(f"/plain/?lang={either.code}&claim=schools").text == page("claims", "schools", either.code)


# ── for other programs ──


@pytest.mark.parametrize(("table", "key"), EACH)
def test_our_licence_stands_at_our_record_alone(table: str, key: str) -> None:
    data = structured(page(table, key, "en"))
    assert licences(data) == ["Dataset"] and data["isPartOf"]["license"].startswith("https://creativecommons.org/")
    for cited in data.get("citation", []) + ([data["about"]] if table == "sources" else []):
        assert cited["@type"] == "CreativeWork" and cited["publisher"]["name"]


@pytest.mark.parametrize(("table", "key"), EACH[::3])
def test_a_thing_has_a_card(table: str, key: str) -> None:
    answer = get(f"/card/{table}/{key}.png?lang=it")
    assert answer.headers["content-type"] == "image/png"
    assert f"http://aidlens.test/card/{table}/{key}.png?lang=it" in page(table, key, "it")


def test_the_api_names_the_pages(catalog: Catalog, client: Any) -> None:
    for path, name in (("claims/schools", "claims/schools"), ("sources/policy-maker-2021-08", "sources/policy-maker-2021-08")):
        assert client.get(f"/api/v1/{path}").json()["plain"] == f"/plain/{name}"
    places = client.get("/api/v1/works/school-siawushan-2010").json()["places"]
    assert [place["plain"] for place in places] == ["/plain/places/siawushan-guzara"]


# ── all of them ──


def test_a_page_is_made_quickly(catalog: Catalog) -> None:
    took = {}
    for table, key in EACH:
        start = time.perf_counter()
        get(f"/plain/{table}/{key}?lang=it&theme=light")  # a view nothing has asked for yet
        took[table, key] = time.perf_counter() - start
    assert sorted(took.values())[len(took) // 2] < 0.3, took


@pytest.mark.long
@pytest.mark.parametrize("table", things.TABLES)
def test_every_thing_has_a_light_and_valid_page_without_a_dead_link(table: str, catalog: Catalog, either: Lang) -> None:
    titles: Counter[str] = Counter()
    asked: set[str] = set()
    for key in things.keys(catalog, table):
        for text in sheets(f"/plain/{table}/{key}?lang={either.code}"):
            assert light(text) and faults(text) == [], key
            read(text)
            titles[re.search("<title>(.*?)</title>", text)[1]] += 1  # type: ignore[index]
            asked |= {link for link in links(text) if link.startswith("/plain/")}
    assert [title for title, times in titles.items() if times > 1] == []
    for link in asked:
        parts = urlsplit(link).path.split("/")
        if len(parts) == 4 and parts[2] in things.TABLES:
            assert things.has(catalog, parts[2], parts[3]), link
        else:
            assert get(link).status_code in (200, 307), link
