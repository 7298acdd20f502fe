"""Templates: what is put in is escaped, what is missing is an error, and their words are translated."""

from __future__ import annotations

import pytest
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from aidlens.i18n import Lang
from aidlens.templates import FOLDER, PART, Markup, environment, render, styles
from aidlens.web import plain_page
from tests.messages import used


def test_what_is_put_in_is_escaped_and_what_is_html_is_not(either: Lang) -> None:
    given = {"title": "<script>alert(1)</script>", "body": Markup("<p>ours</p>"), "theme": 'dark" onload="x'}
    page = render("skeleton", lang=either, fonts=(), styles="", **given)
    assert "<script>" not in page and 'onload="x' not in page
    assert "<p>ours</p>" in page and "&lt;script&gt;" in page
    head = plain_page.masthead(either, {"overview": '/?q="><b>', "map": "/map"}, "map", [("", "/", "<i>")], {"en": "?lang=en&x=<i>"})
    assert "<b>" not in head and "<i>" not in head and "aria-current=page" in head


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="lang"):
        render("skeleton")


def test_no_file_outside_the_folder_is_a_template() -> None:
    for name in ("../plain", "nothing", "/etc/passwd"):
        with pytest.raises(TemplateNotFound):
            render(name)


def test_lines_are_joined_and_errors_keep_their_numbers(monkeypatch: pytest.MonkeyPatch, tmp_path: pytest.TempPathFactory) -> None:
    monkeypatch.setattr("aidlens.templates.FOLDER", tmp_path)
    (tmp_path / "good.html").write_text("<p>\n  <b>{{ word }}</b>\n</p>\n", encoding="utf-8")  # type: ignore[operator]
    (tmp_path / "bad.html").write_text("<p>\n  <b>\n  {% nonsense %}\n", encoding="utf-8")  # type: ignore[operator]
    environment.cache_clear()
    try:
        assert render("good", word=Markup("<i>x</i>")) == "<p><b><i>x</i></b></p>"
        with pytest.raises(TemplateSyntaxError) as told:
            render("bad")
        assert told.value.lineno == 3
    finally:
        environment.cache_clear()


def test_every_template_is_read_for_its_words() -> None:
    assert {path.name for path in FOLDER.glob("*.html")} >= {"plain.html", "lost.html", "masthead.html"}
    assert used()["To show this in another site, copy this"] == "src/aidlens/templates/plain.html"


def test_what_is_not_streamlits_has_one_style_sheet() -> None:
    """Live pages take their colours from it, too; rules of their own stand with what they dress."""
    package = FOLDER.parent
    beside = [path for path in package.rglob("*.css") if path != FOLDER / "site.css"]
    assert {path.relative_to(package).parts[0] for path in beside} <= {"ui", "streamlit_seam.css"}
    assert not any(":root{--paper" in path.read_text(encoding="utf-8").replace(" ", "") for path in beside)
    parts = PART.findall((FOLDER / "site.css").read_text(encoding="utf-8"))
    assert all(styles(part) for part in parts) and len(parts) == len(set(parts))
    alone = styles("colours", "base", "handout")
    assert "url(" not in alone, "a file that stands alone fetches nothing"
