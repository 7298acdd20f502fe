"""The record's answer to a message, in both languages: what is refused and why, what is asked, what is coarsened, what it never sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from aidlens.catalog import Catalog
from aidlens.contribution import reading, refused
from aidlens.contribution.answer import ASKED, NOTED, REFUSED, Answer, Finding, answer
from aidlens.i18n import Lang, lang
from aidlens.public_copy import public_copy
from tests import shipped
from tests.contribution.conftest import GOOD

Told = Callable[..., Answer]
WHOLE = shipped.catalog()


def of(found: Answer, level: str, field: str) -> list[Finding]:
    return [item for item in found.findings if (item.level, item.field) == (level, field)]


# ── what is never taken ──

NUMBERS = (
    "+39 06 1234 5678",
    "0093 799 123 456",
    "(0799) 123-456",
    "tel. 12345",
    "799123456",
    "۰۷۹۹۱۲۳۴۵۶",
    "0799\u200d123456",
    "+93-79-9123456",
)
MAILS = (
    "name@example.org",
    "name (at) example.org",
    "name [chiocciola] example.it",
    "@some_account",
    "name at gmail dot com",
    "nome [chiocciola] gmail punto com",
    "ｎａｍｅ＠example.org",
)
POINTS = (
    "34.3482, 62.1997",
    "34,3482 62,1997",
    "34.35, 62.2",
    "34°20'53\"N",
    "41S MU 123 456",
    "8J4J+Q9",
    "lat 34.35",
    "N 34.3482",
    "https://maps.app.goo.gl/x",
)
NAMES = (
    *("Mr Smith", "Mrs. Karimi", "Dr Wali", "haji ahmad", "Hajji Abdul", "Mullah Omar", "Maulawi Karim", "Engineer Nader", "eng. Nader"),
    *("sig. Rossi", "Sig.ra De Luca", "dott. Bianchi", "dott.ssa Verdi", "Capitano Neri", "il maresciallo Bruni", "Gen. Di Stefano"),
    *("Governor Ismail", "la maestra Zahra", "مولوی احمد", "انجنیر کریم"),
    *("Headmistress is Fatima Rezai", "la preside Fatima Rezai", "principal: Zahra Noori"),
)  # fmt: skip
SHELTERS = (
    *("a women's shelter", "Safe House", "casa protetta", "il rifugio per donne", "centro antiviolenza", "a secret girls' school"),
    *("the school was threatened", "una scuola minacciata", "home-based classes", "girls' school, its director is in hiding", "خانه امن"),
)  # fmt: skip


@pytest.mark.parametrize("words", [*NUMBERS, *MAILS, *POINTS, *NAMES, *SHELTERS])
def test_what_could_lead_to_somebody_is_refused_with_its_reason(words: str, told: Told, either: Lang) -> None:
    found = told(what=f"Bridge, {words}")
    (first, *_) = of(found, REFUSED, "what")
    assert (found.refused and "“" in first.text) or "«" in first.text
    reasons = {
        "en": r"telephone|e-mail|coordinates|person's name|people at risk",
        "it": r"telefono|e-mail|coordinate|nome di una persona|persone in pericolo",
    }
    assert re.search(reasons[either.code], first.text), first.text


@pytest.mark.parametrize(
    "words",
    [
        *("between 2005 and 2009", "2005-2009", "in 2009 105 schools", "58,423,735 euros", "8000000 euro", "1.200 pupils, 24 classrooms"),
        *("9° Reggimento Alpini", "Direttore Della Scuola", "General Hospital", "Ten schools", "the engineers of the PRT", "Major works"),
        *("rifugiati", "teacher training", "9/5/2009", "Ospedale Maggiore di Herat", "at 30°C", "the mullah said yes"),
    ],
)  # fmt: skip
def test_what_only_looks_like_it_passes(words: str, told: Told) -> None:
    assert not of(told(what=f"Bridge: {words}"), REFUSED, "what")


def test_the_source_may_name_numbers_and_titles_but_no_shelter_and_nobodys_mail(told: Told) -> None:
    source = "Gen. Rossi, Herat 2009, tel. 06 1234567, ISBN 978-88-04-12345-6"
    assert not told(source=source).refused
    for words in ("https://example.org/safe-house-herat", "Casa rifugio di Herat, 2009", "name@example.org"):
        assert of(told(source=words), REFUSED, "source"), words


def test_no_name_of_the_record_is_refused_by_mistake() -> None:
    """Places and works are called what they are called; these few stand for a reason of their own."""
    places = [name for row in WHOLE.rows("places") for name in reading.spellings(row)]
    assert [name for name in places if refused.titled(name, places) or refused.finer(name) or refused.telephone(name)] == []
    names = {row["id"] for row in WHOLE.rows("works") for name in (row["name_en"], row["name_it"]) if refused.titled(refused.plain(name))}
    assert names == {"public-building-herat-airport-terminal-2012"}, "a terminal that bears a captain's name"


SEPARATOR = some.sampled_from(["", " ", "-", ".", " - ", "/"])


@given(
    some.lists(some.tuples(some.text("0123456789", min_size=2, max_size=4), SEPARATOR), min_size=3, max_size=5),
    some.sampled_from(["+", "0", "00"]),
)
@settings(max_examples=150, deadline=None)
def test_a_number_with_its_prefix_is_found_however_it_is_written(parts: list[tuple[str, str]], prefix: str) -> None:
    figures = prefix + "".join(a + b for a, b in parts).rstrip(" -./")
    if len(re.sub(r"\D", "", figures)) >= 7 and not refused._DATE.fullmatch(figures):
        assert refused.telephone(refused.plain(f"call {figures} today"))


@given(some.integers(1999, 2026), some.integers(1999, 2026), some.integers(1, 400))
@settings(max_examples=60, deadline=None)
def test_years_and_counts_are_no_telephone(first: int, last: int, count: int) -> None:
    for words in (
        f"{first}-{last}",
        f"from {first} to {last}",
        f"{count} wells in {first}",
        f"in {first} {count} wells",
        f"{first}–{last}, {count}",
    ):
        assert refused.telephone(refused.plain(words)) == "", words


@given(some.text(max_size=200), some.text(max_size=60), some.text(max_size=20), some.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_words_get_an_answer(what: str, where: str, when: str, source: str) -> None:
    for code in ("en", "it"):
        found = answer(WHOLE, replace(GOOD, what=what, where=where, when=when, source=source), lang(code))
        assert found.findings and all(item.text for item in found.findings)


@pytest.mark.parametrize(
    "where",
    ["Street 4, Herat", "behind the mosque, Shindand", "via Roma 2", "vicino alla moschea, Herat", "3 km north of Obe", "house no 4"],
)
def test_nothing_finer_than_a_village(where: str, told: Told) -> None:
    assert of(told(where=where), REFUSED, "where")


def test_consent_and_words_are_needed_and_a_person_is_no_source(told: Told) -> None:
    assert of(told(consent=False), REFUSED, "consent")
    assert of(told(what=""), REFUSED, "what")
    for source in ("my uncle", "I saw it myself", "mio padre", "un amico", "Dr. Ahmad", "haji ahmad"):
        assert of(told(source=source), REFUSED, "source"), source
    for source in (
        "https://wa.me/123",
        "https://drive.google.com/x",
        "http://localhost/x",
        "http://10.0.0.1/",
        "javascript:alert(1)",
        "file:///x",
    ):
        assert of(told(source=source), REFUSED, "source"), source


def test_without_a_source_it_is_told_what_becomes_of_it(told: Told, either: Lang) -> None:
    found = told(source="")
    (asked,) = of(found, ASKED, "source")
    assert not found.refused
    assert {"en": "enters no count and no map", "it": "in nessun conteggio e in nessuna mappa"}[either.code] in asked.text


# ── what still works ──


@pytest.mark.parametrize(
    ("message", "what"),
    [
        ("new", "The school still works"), ("new", "La scuola funziona ancora"), ("new", "Clinic, it is open today"),
        ("new", "Il poliambulatorio è aperto"), ("outcome", "A midwives' course goes on"), ("outcome", "The hospital was never closed"),
        ("correction", "The girls' school is still open"), ("outcome", "La scuola non è stata chiusa"),
    ],
)  # fmt: skip
def test_that_a_school_still_works_is_taken_at_province_level_and_judged(message: str, what: str, told: Told, either: Lang) -> None:
    found = told(message=message, what=what, where="Azizabad, Shindand")
    assert found.judged and not found.refused
    assert (found.taken.where, found.taken.work) == ("Herat", "")
    assert {"en": "a person judges it", "it": "una persona lo valuta"}[either.code] in of(found, ASKED, "where")[0].text
    assert "Azizabad" not in found.taken.text and "Shindand" not in found.taken.text


def test_what_still_works_names_no_district_in_its_words_either(told: Told) -> None:
    found = told(message="outcome", what="The school in Shindand still works", where="Herat")
    assert of(found, REFUSED, "what")


def test_what_still_works_names_no_work(told: Told) -> None:
    found = told(message="outcome", what="It is in use", work="school-abu-walid-2014", where="")
    assert found.judged
    assert (found.taken.work, found.taken.where) == ("", "Herat")


@pytest.mark.parametrize(
    "what", ["The school was destroyed", "La scuola è stata distrutta", "The road still carries lorries", "The well still gives water"]
)
def test_what_is_gone_or_serves_nobody_at_risk_is_taken_as_it_is(what: str, told: Told) -> None:
    found = told(message="outcome", what=what, where="Shindand")
    assert not found.judged
    assert found.taken.where == "Shindand"


# ── what is asked ──


def test_an_unknown_district_is_offered_its_spellings(told: Told) -> None:
    (asked,) = of(told(where="Shindan"), ASKED, "where")
    assert "Shindand, Herat" in {item.put for item in asked.choices}
    assert of(told(where="Zzyzzyx"), ASKED, "where")[0].choices == ()
    assert not of(told(where="Scindand, Herat"), ASKED, "where"), "a spelling the record knows"
    assert of(told(where="Newvillage, Shindand"), NOTED, "where"), "a village is new, its district is not"


def test_twins_are_shown_beside_with_their_links(told: Told, either: Lang) -> None:
    (asked,) = of(told(what="School of Abestan", where="Shindand", when="2013"), ASKED, "what")
    first = asked.choices[0]
    assert first.text.startswith(("Abestan school", "Scuola di Abestan", "Scuola"))
    assert re.fullmatch(r"/works\?(lang=it&)?work=[a-z0-9-]+", first.href.replace("lang=en&", ""))
    assert len(asked.choices) <= 5


@pytest.mark.parametrize(
    "when",
    ["2009", "2009-05", "2009-05-03", "May 2009", "maggio 2009", "3 May 2009", "2005-2009", "dal 2005 al 2007", "about 2009", "۲۰۰۹", ""],
)
def test_a_date_is_understood(when: str, told: Told) -> None:
    assert not [item for item in told(when=when).findings if item.field == "when"]


def test_a_date_that_cannot_be_is_told(told: Told) -> None:
    assert of(told(when="2099"), REFUSED, "when")
    assert of(told(when="long ago"), ASKED, "when")
    assert of(told(when="2009-2005"), ASKED, "when")
    assert of(told(when="1985"), ASKED, "when")
    (own,) = of(told(when="1388"), ASKED, "when")
    assert [item.put for item in own.choices] == ["2009"]


def test_a_page_the_record_holds_is_named(told: Told, catalog: Catalog) -> None:
    row = next(row for row in catalog.rows("sources") if row["url"])
    (noted,) = of(told(source=f"see {row['url']}"), NOTED, "source")
    assert f"source={row['id']}" in noted.choices[0].href
    (half,) = of(told(source="www.example.org/page"), ASKED, "source")
    assert [item.put for item in half.choices] == ["https://www.example.org/page"]


def test_a_message_that_nothing_stands_against_is_told_so(told: Told) -> None:
    found = told()
    assert not found.refused and not found.judged
    assert {item.level for item in found.findings} == {NOTED}
    assert found.taken == replace(GOOD)


# ── the public record alone ──


def test_the_answer_knows_the_public_record_only() -> None:
    """A withheld work is no twin, and asking for it says no more than asking for one that never was."""
    whole = shipped.catalog()
    works = whole.works.copy()
    works.loc[works["id"] == "school-abu-walid-2014", "sensitivity"] = "withheld"
    public = public_copy(replace(whole, tables={**whole.tables, "works": works}))
    said = replace(GOOD, what="Abu Walid school", where="Abu Walid", when="2014")
    assert "abu-walid" in str(answer(whole, said, lang("en")).findings)
    assert "school-abu-walid" not in str(answer(public, said, lang("en")).findings)
    for message in ("correction", "outcome"):
        hidden, never = (
            answer(public, replace(said, message=message, what="It has nine rooms", work=work), lang("en"))
            for work in ("school-abu-walid-2014", "school-that-never-was")
        )
        assert hidden.findings == never.findings and hidden.refused
