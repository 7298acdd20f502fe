"""Every page, run without a browser in both languages: no exception, its exhibits' titles, no word left in the other language."""

from __future__ import annotations

import gzip
import json
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from aidlens.catalog import Catalog, site_dir
from aidlens.drawing import live
from aidlens.exhibits import registry
from aidlens.i18n import Lang
from aidlens.measures import works
from aidlens.pagebook import book
from aidlens.pagebook.scenes import told
from aidlens.view import View
from tests import addresses
from tests.pages.test_overview import html_of, text_of
from tests.web.markup import faults

PAGES = sorted(path.stem for path in (site_dir() / "pages").glob("*.py") if path.stem in book.SHOWN)


def run(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(site_dir() / "app.py"), default_timeout=90)
    for key, value in query.items():
        app.query_params[key.rstrip("_")] = value
    app.run()
    if page != "overview":
        app.switch_page(f"pages/{page}.py").run()
    return app


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_its_exhibits(page: str, catalog: Catalog, either: Lang) -> None:
    app = run(page, lang=either.code)
    assert not app.exception
    assert faults(f"<main>{html_of(app)}</main>") == []
    words = text_of(app)
    for key in book.SHOWN[page]:
        title = registry.build(key, catalog, View(page=page, lang=either.code), either).title
        assert " ".join(title.split()) in words, key


def shown_map(app: AppTest) -> list[dict[str, Any]]:
    """What the interactive maps of a page were sent."""
    found = [element.proto for element in app.get("bidi_component") if element.proto.component_name == "aidlens_map"]
    return [json.loads(gzip.decompress(proto.bytes)) for proto in found]


def test_the_map_is_sent_with_its_name_its_words_and_its_code(catalog: Catalog, either: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AIDLENS_SITE", raising=False)
    app = run("map", lang=either.code)
    (sent,) = shown_map(app)
    item = registry.build("map", catalog, View(page="map", lang=either.code), either)
    assert (sent["name"], sent["told"], sent["code"]) == (item.title, item.alt, live.address("map"))
    # Under plain `streamlit run` nobody serves the borders by themselves: they go along.
    layers = {layer["id"]: layer for layer in sent["deck"]["layers"]}
    assert all(layers[name]["data"] for name in ("provinces", "neighbours", "rivers"))
    assert layers["relief"]["image"].startswith("data:image/jpeg;base64,")
    shown = works.select(catalog, View(page="map"))
    for name in shown.loc[shown["spot"] == "district", f"name_{either.code}"]:
        assert escape(str(name)) in sent["moving"]
    for name in shown.loc[shown["spot"] != "district", f"name_{either.code}"]:
        assert escape(str(name)) in sent["standing"]


def test_the_story_is_sent_with_a_picture_for_each_of_its_scenes(catalog: Catalog, either: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIDLENS_SITE", "1")  # which serves the relief by itself
    app = run("story", lang=either.code, scene="road")
    (sent,) = [element.proto for element in app.get("bidi_component") if element.proto.component_name == "aidlens_scenes"]
    content = json.loads(gzip.decompress(sent.bytes))
    scenes = told(catalog, View(page="story", lang=either.code), either)
    assert [scene["id"] for scene in content["places"]["scenes"]] == [scene.id for scene in scenes]
    assert faults(f"<main><h1>1</h1>{content['html']}</main>") == []
    words = html_of(app)
    for scene in scenes:
        assert f'data-layer="{scene.id}"' in content["html"] and f'id="scene-{scene.id}"' in words
        assert f'href="{escape(scene.href)}"' in content["html"]
    assert words.index('id="scene-became"') < words.index('id="became"') < words.index('id="verdicts"'), "what it leads to stands below"
    assert len(sent.bytes) < 70_000


@pytest.mark.parametrize("site", ["", "1"])
def test_the_head_offers_a_search_where_something_answers_it(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIDLENS_SITE", site)
    head = html_of(run("overview", lang="it", theme="dark")).partition("</header>")[0]
    assert "al-head" in head
    assert ('data-find="true"' in head) is ('href="/plain/search?lang=it&amp;theme=dark"' in head) is bool(site)


@pytest.mark.parametrize(("why", "again"), [("webgl", False), ("code", False), ("lost", True)])
def test_a_map_that_cannot_be_drawn_leaves_the_outline_and_a_line(why: str, again: bool, either: Lang) -> None:
    app = run("map", lang=either.code)
    app.session_state["aidlens-unable"] = why
    app.run()
    assert not app.exception and not shown_map(app)
    assert app.get("plotly_chart") or "al-d" in "".join(element.proto.body for element in app.get("html"))
    words = text_of(app)
    assert (either.t("This browser cannot draw the interactive map; the plain outline shows the same marks.") in words) != again
    assert (either.t("Load the interactive map again") in words) == again


@pytest.mark.parametrize("page", ["works", "spending", "disagreements"])
def test_a_range_of_years_is_chosen_by_clicking(page: str, either: Lang) -> None:
    """First one bound, then the other, each a link of the page that keeps what was chosen before."""
    links = addresses.in_markup(html_of(run(page, lang=either.code)))
    (first,) = {link for link in links if parse_qs(urlsplit(link).query).get("from") == ["2010"] and "to=" not in link}
    chosen = {key: values[0] for key, values in parse_qs(urlsplit(first).query).items()}
    links = addresses.in_markup(html_of(run(page, **{"lang": either.code, "from_": chosen["from"]})))
    assert any(parse_qs(urlsplit(link).query).get("from") == ["2010"] and "to=2012" in link for link in links)
