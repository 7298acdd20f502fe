"""Overview, run without a browser: it draws in both languages and every state of the address, and its words come from the exhibits.

Streamlit's AppTest sees the HTML, the buttons and the dialog's contents; the figure and the shell component are opaque to it, so what
they do is tested as data (``tests/exhibits``) and in a browser (``tests/browser``).
"""

from __future__ import annotations

import json
import re
from html import escape, unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from aidlens.catalog import Catalog, site_dir
from aidlens.exhibits import evidence, ladder, safe_statements, short_ladder
from aidlens.exhibits.evidence import of_view
from aidlens.i18n import Lang
from aidlens.view import View
from tests import addresses, tables


def run(**query: str) -> AppTest:
    """The app after one run at an address of the overview."""
    app = AppTest.from_file(str(site_dir() / "app.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key.rstrip("_")] = value
    return app.run()


def html_of(app: AppTest) -> str:
    """All HTML a run has written, styles left out."""
    return "\n".join(item.body for item in app.get("html") if not item.body.startswith("<style"))  # type: ignore[union-attr]


def drawings(app: AppTest) -> list[str]:
    """The drawings of a run, as SVG."""
    return [json.loads(item.proto.json)["svg"] for item in app.get("bidi_component") if item.proto.component_name == "aidlens_drawing"]


def text_of(app: AppTest) -> str:
    """The words of a run."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html_of(app))).split())


def test_the_page_says_what_the_exhibits_say(catalog: Catalog, either: Lang) -> None:
    app = run(lang=either.code)
    assert not app.exception
    view = View(lang=either.code)
    words = text_of(app)
    first, second = ladder.build(catalog, view, either), short_ladder.build(catalog, view, either)
    for part in (
        ladder.headline(catalog, view, either),
        ladder.lead(catalog, either),
        first.title,
        first.subtitle,
        first.source_line,
        first.coverage,
        second.title,
        evidence.limits(either),
        ladder.gap(either),
        *(item.safe for item in safe_statements.build(catalog, view, either)),
    ):
        assert " ".join(part.split()) in words
    assert words.index(ladder.headline(catalog, view, either)) < words.index(first.title)
    for cells in first.table().to_numpy():
        assert all(str(cell) in words for cell in cells)


def test_what_can_be_said_is_no_wall_and_has_its_old_address(either: Lang) -> None:
    """Folded, since each row of the ladder leads there; its address unfolds it (``bindSections``)."""
    page = html_of(run(lang=either.code))
    assert re.findall(r'<(\w+) class="al-section" id="safe"', page) == ["details"]


def test_a_claims_card_begins_with_what_can_be_said_to_copy_and_to_share(catalog: Catalog, either: Lang) -> None:
    for row in catalog.rows("claims"):
        found = of_view(catalog, View(lang=either.code, claim=row["id"]), either)
        assert found is not None and found.sections[0].say == either.pick(row, "safe")
        assert found.sections[0].title == either.t("What you can safely say")
    page = html_of(run(lang=either.code, claim="schools"))
    safe = escape(either.pick(catalog.row("claims", "schools"), "safe"))
    address = escape(View(lang=either.code, claim="schools").href())
    data = f'data-copy="{safe}" data-link="{address}"'
    assert page.count(data) == 2 and page.count(f"{data} data-share") == 1


def test_the_figure_and_the_files_are_there(either: Lang) -> None:
    app = run(lang=either.code)
    assert len(drawings(app)) == 4, "the ladder; where, when and how much"
    assert [button.label for button in app.get("download_button")] == ["CSV", "XLSX"] * 2  # type: ignore[union-attr]
    assert len(app.get("bidi_component")) == 5, "the shell and the drawings"


def test_the_two_languages_share_no_sentence() -> None:
    english, italian = (set(re.findall(r"[^.?!]{40,}[.?!]", text_of(run(lang=code)))) for code in ("en", "it"))
    assert english & italian == set()


@pytest.mark.parametrize(
    "query",
    [
        {"claim": "schools"},
        {"claim": "schools", "step": "traced"},
        {"claim": "wells", "step": "bulk"},
        {"claim": "hospitals", "step": "confirmed"},
        {"claim": "security-buildings", "step": "elsewhere"},
        {"claim": "spend"},
        {"claim": "sector-roads"},
        {"claim": "schools", "step": "official"},
        {"obs": "schools-prt-herat-2014-03-25-adnkronos"},
        {"work": "school-abu-walid-2014"},
        {"work": "school-three-districts-2013"},
        {"source": "adnkronos-2014-03-25"},
    ],
    ids=str,
)
def test_each_kind_of_evidence_opens(query: dict[str, str], catalog: Catalog, either: Lang) -> None:
    app = run(lang=either.code, **query)
    assert not app.exception
    found = of_view(catalog, View(lang=either.code, **query), either)  # type: ignore[arg-type]
    assert found is not None
    words = text_of(app)
    assert found.kicker in words
    for section in found.sections:
        assert section.title in words
    for source in found.sources:
        assert source.publisher in words


@pytest.mark.parametrize(
    "query",
    [
        {"sector": "nope"},
        {"from_": "soon", "to": "3000"},
        {"claim": "castles", "step": "moat"},
        {"lang": "xx", "theme": "pink"},
        {"work": "<script>alert(1)</script>"},
        {"q": "x" * 3000},
        {"kind": "school,,,Scuole"},
        {"utm_source": "newsletter"},
    ],
    ids=lambda query: next(iter(query)),
)
def test_a_mangled_address_gives_the_page_and_one_notice(query: dict[str, str]) -> None:
    app = run(**query)
    assert not app.exception
    page = html_of(app)
    assert '<h1 class="al-h1">' in page
    assert page.count('class="al-notice"') <= 1
    assert "<script>alert" not in page


@pytest.mark.parametrize("query", [{}, {"kind": "school"}, {"theme": "projector"}, {"claim": "schools", "step": "traced"}], ids=str)
def test_every_link_of_the_page_is_a_view_that_keeps_language(query: dict[str, str], catalog: Catalog) -> None:
    found = addresses.in_markup(html_of(run(lang="it", **query)))
    assert found
    assert [fault for address in found if (fault := addresses.fault(address, catalog))] == []
    others = [address for address in found if "lang=it" not in address]
    assert [address for address in others if "lang=" not in address] == [], "only the language switch leaves Italian"


def test_under_filters_the_page_stays_neutral(either: Lang) -> None:
    words = text_of(run(lang=either.code, kind="school"))
    assert either.t("Claims, official counts and the works traced, in this selection") in words
    assert either.t("What Italy built in Afghanistan, claim beside evidence") in words


def test_a_record_that_does_not_pass_shows_its_faults_and_nothing_else(
    excerpt: Path, monkeypatch: pytest.MonkeyPatch, en: Lang, it: Lang
) -> None:
    tables.change(excerpt, "works", lambda row: True, status="<b>done</b>")
    monkeypatch.setenv("AIDLENS_DATA", str(excerpt))
    app = run(lang="it")
    assert not app.exception
    words = text_of(app)
    for language in (en, it):
        assert language.t("The record does not pass its checks") in words
        assert language.t("this code is not known") in words
    assert words.index(it.t("this code is not known")) < words.index(en.t("this code is not known"))
    assert "&lt;b&gt;done&lt;/b&gt;" in html_of(app)
    assert not drawings(app)
