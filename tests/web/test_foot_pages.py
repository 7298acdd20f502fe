"""The pages linked from the foot: accessibility and privacy, told in both languages, in no menu, true to the code."""

from __future__ import annotations

import re

import pytest

from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.pagebook.pages import privacy
from aidlens.ui.assets import asset
from aidlens.view import View
from aidlens.web.plain_links import plain_href
from tests.web.reading import get

AT_FOOT = [path for path, page in book.PAGES.items() if page.foot]


def test_they_are_at_the_foot_of_every_page_and_in_no_menu(either: Lang) -> None:
    assert AT_FOOT == ["accessibility", "privacy"]
    for path in ("overview", "map", *AT_FOOT):
        head, _, rest = get(plain_href(View(page=path, lang=either.code))).text.partition("</header>")
        foot = rest.partition("<footer")[2]
        for name in AT_FOOT:
            link = f'<a href="{plain_href(View(page=name, lang=either.code))}">{book.PAGES[name].name(either)}</a>'
            assert link in foot, (path, name)
            assert f"/{name}" not in head.partition("<body>")[2].partition("<nav")[2].partition("</nav>")[0]


@pytest.mark.parametrize("path", AT_FOOT)
def test_they_say_the_same_with_and_without_scripts(path: str, either: Lang) -> None:
    (chapters,) = [block for block in book.PAGES[path].blocks if hasattr(block, "text")]
    plain, live = (get(href(View(page=path, lang=either.code))).text for href in (plain_href, View.href))
    said = chapters.text(either)
    assert len(said) >= 4
    for chapter in said:
        for words in (chapter.title, *chapter.paragraphs):
            assert words[:40].replace("'", "&#39;") in plain and words[:40].replace("'", "&#39;") in live


def test_privacy_names_all_that_the_code_keeps_in_a_browser(either: Lang) -> None:
    (chapters,) = [block for block in book.PAGES["privacy"].blocks if hasattr(block, "text")]
    said = " ".join(words for chapter in chapters.text(either) for words in chapter.paragraphs)
    for name in (*privacy.COOKIES, *privacy.LOCAL, *privacy.SESSION):
        assert name in said
    for script in ("words.js", "room.js", "deck.js", "contribute.js"):
        text = asset(script)
        for kind, names in (("localStorage", privacy.LOCAL), ("sessionStorage", privacy.SESSION)):
            for key in re.findall(rf"{kind}\.setItem\((\w+)", text):
                kept = re.findall(rf'\b{key} = "([^"]+)"', text)
                assert set(kept) <= set(names), script
    assert re.search(r'WORDS = "aidlens-words", DECKS = "aidlens-decks"', asset("words.js"))
