"""Every text has its Italian: none missing, none left in English, all with the same parameters."""

from __future__ import annotations

import ast
import re

import pytest
from babel.messages.pofile import read_po

from aidlens.catalog import Catalog, site_dir
from aidlens.i18n import CODES, LOCALE_DIR, Lang, guess, lang
from tests import messages

# The same word in both languages, or nothing but parameters.
SAME = {"Menu", "CSV", "XLSX", "GeoJSON", "Data Package (zip)", "JSON", "PDF", "QR", "Email", "Excel", "PowerPoint", "AidLens", "Timer"}


def _forms(message: messages.Message) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else message


def _parameters(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)", text))


def _words(text: str) -> str:
    return re.sub(r"[^a-zA-Z]+", "", re.sub(r"\{\w*\}", "", text))


def test_nothing_is_missing_in_italian() -> None:
    assert list(messages.missing()) == []


def test_no_text_is_left_in_english() -> None:
    known = messages.translated()
    same = [message for message in messages.used() if _forms(message)[0] == known.get(message, ("",))[0]]
    assert [message for message in same if _words(_forms(message)[0]) and message not in SAME] == []


def test_translations_hold_the_same_parameters() -> None:
    used = messages.used()
    wrong = []
    for message, texts in messages.translated().items():
        wanted = [_parameters(form) for form in _forms(message)]
        # "{n}" may fall away in a form: "one work" and "un'opera" need no digit.
        if message in used and any(_parameters(text) | {"n"} not in [found | {"n"} for found in wanted] for text in texts):
            wrong.append(message)
    assert wrong == []


def test_the_catalogue_is_well_formed() -> None:
    with (LOCALE_DIR / "it.po").open("rb") as handle:
        catalogue = read_po(handle, locale="it", abort_invalid=True)
    assert catalogue.charset.lower() == "utf-8"
    assert catalogue.num_plurals == 2
    for item in catalogue:
        if item.id:
            assert not item.fuzzy, f"{item.id} waits for a reader"
            texts = item.string if isinstance(item.string, tuple) else (item.string,)
            for text in texts:
                assert text == text.strip() or item.id != str(item.id).strip(), item.id
                assert "’" not in text or "'" not in text, f"two kinds of apostrophe: {text}"


def test_no_message_stands_twice() -> None:
    ids = re.findall(r'^msgid (".*(?:\n".*)*)', (LOCALE_DIR / "it.po").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(ids) == sorted(set(ids))


def test_messages_are_written_out_where_they_are_used() -> None:
    """A message that is a variable would never be collected. Faults are the exception: their table is collected whole."""
    loose = []
    for path in [*(site_dir() / "src").rglob("*.py"), *(site_dir() / "pages").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("t", "n"):
                owner = ast.unparse(node.func.value)
                if owner.split(".")[-1] in ("lang", "language", "mine", "other") and not isinstance(node.args[0], ast.Constant):
                    loose.append(f"{path.name}:{node.lineno}")
    assert [item for item in loose if not item.startswith("faults.py:")] == []


# ── numbers, dates, lists ──


@pytest.mark.parametrize(
    ("value", "english", "italian"),
    [
        ("2014-03-25", "25 March 2014", "25 marzo 2014"),
        ("2014-03", "March 2014", "marzo 2014"),
        ("2014", "2014", "2014"),
        ("", "", ""),
        ("2014-02-31", "2014-02-31", "2014-02-31"),
        ("last spring", "last spring", "last spring"),
    ],
)
def test_a_date_is_no_finer_than_it_is(value: str, english: str, italian: str, en: Lang, it: Lang) -> None:
    assert en.date(value) == english
    assert it.date(value) == italian


def test_digits_and_lists_follow_the_language(en: Lang, it: Lang) -> None:
    assert (en.number(1234567.5), it.number(1234567.5)) == ("1,234,567.5", "1.234.567,5")
    assert (en.percent(12.9), it.percent(12.9)) == ("12.9%", "12,9%")
    assert (en.join(["a", "b", "c"]), it.join(["a", "b", "c"])) == ("a, b and c", "a, b e c")


@pytest.mark.parametrize(
    ("accept", "code"),
    [
        (["it-IT"], "it"),
        (["de", "it;q=0.7", "en"], "it"),
        (["en-GB", "it"], "en"),
        (["fa", "de"], "en"),
        ([], "en"),
        ([" IT "], "it"),
    ],
)
def test_the_language_a_reader_prefers(accept: list[str], code: str) -> None:
    assert guess(accept) == code


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        lang("de")


def test_the_record_answers_in_both_languages(catalog: Catalog) -> None:
    for code in CODES:
        assert catalog.code("status", "completed", code)
        assert catalog.name("places", "herat", code)
    assert catalog.code("status", "completed", "en") != catalog.code("status", "completed", "it")
    assert catalog.name("places", "", "en") == ""
