"""The record's answer to a message: what is refused, what is asked, what is well. It sees the public copy alone, and keeps nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from aidlens.catalog import Catalog
from aidlens.contribution import reading, refused, twins
from aidlens.contribution.message import Contribution
from aidlens.exhibits.evidence import place_words, work_line
from aidlens.i18n import Lang
from aidlens.measures import works
from aidlens.view import FIRST_YEAR, LAST_YEAR, View

REFUSED, ASKED, NOTED = "refused", "asked", "noted"
FREE = ("what", "where", "when")  # the source may name numbers and people, as its title or author
_SERVING = ("orphanage", "womens_centre", "training_centre", "university", "shelter", "juvenile_centre")
_AFTER = 621  # years that the Afghan calendar is behind


@dataclass(frozen=True)
class Choice:
    """Something to look at (``href``), or to put into the field by one press (``put``)."""

    text: str
    href: str = ""
    put: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing to say of a message: of which field ("" for the whole), and how grave it is (``REFUSED``, ``ASKED``, ``NOTED``)."""

    level: str
    field: str
    text: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Answer:
    """All that is said of a message; ``taken`` is the message as it may be passed on, ``judged`` whether a person must judge it first."""

    findings: tuple[Finding, ...]
    taken: Contribution
    judged: bool

    @property
    def refused(self) -> bool:
        """Whether it may not be passed on as it is."""
        return any(item.level == REFUSED for item in self.findings)


def answer(catalog: Catalog, said: Contribution, lang: Lang) -> Answer:
    """The answer of a public copy of the record to a message."""
    work = catalog.now("works", said.work) if said.work else ""
    known = not work or catalog.has("works", work)
    where = reading.where(catalog, said.where)
    judged = _still_works(catalog, said, work if known else "")
    findings = [*_refusals(catalog, said, lang), *([] if known else [_no_such_work(lang)])]
    if judged:
        province = reading.province(catalog, where.places or _placed(catalog, work if known else ""))
        findings += _coarse(catalog, said, province, lang)
        said = replace(said, work="", where=catalog.name("places", province, lang.code))
    else:
        findings += [] if work and not said.where else _place(catalog, where, lang)
        if not any(item.level == REFUSED for item in findings):  # first what must be mended
            findings += _about(catalog, said, work if known else "", where, lang)
    findings += [*_date(said.when, lang), *_source(catalog, said.source, lang)]
    if all(item.level == NOTED for item in findings):
        findings.append(Finding(NOTED, "", lang.t("Nothing stands against it.")))
    return Answer(tuple(findings), said, judged)


# ── refusals ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _refusals(catalog: Catalog, said: Contribution, lang: Lang) -> Iterator[Finding]:
    if not said.what:
        yield Finding(REFUSED, "what", lang.t("Say in a few words what it was."))
    places = [name for row in catalog.rows("places") for name in reading.spellings(row) if " " in name]
    for name in (*FREE, "source"):
        text = refused.plain(getattr(said, name))
        free = name in FREE
        if free and (found := refused.telephone(text)):
            yield Finding(
                REFUSED, name, lang.t("“{found}” looks like a telephone number. Leave it out: it leads to a person.", found=found)
            )
        if free and (found := refused.mail(text)):
            yield Finding(
                REFUSED,
                name,
                lang.t("“{found}” looks like an e-mail address or an account. Leave it out: it leads to a person.", found=found),
            )
        if free and (found := refused.coordinates(text)):
            words = lang.t("“{found}” looks like coordinates. Leave them out: no place here is finer than a village.", found=found)
            yield Finding(REFUSED, name, words)
        if free and (found := refused.titled(text, places)):
            words = lang.t(
                "“{found}” reads like a person's name after a title. Leave the name out: AidLens names no private person.", found=found
            )
            yield Finding(REFUSED, name, words)
        if found := refused.sheltering(text):
            words = lang.t(
                "“{found}”: AidLens takes nothing of shelters, safe houses, hidden or threatened schools, nor of who runs them. It could "
                "lead to people at risk.",
                found=found,
            )
            yield Finding(REFUSED, name, words)
    if found := refused.finer(refused.plain(said.where)):
        yield Finding(
            REFUSED,
            "where",
            lang.t("“{found}” leads to something finer than a village. Write the village or the district alone.", found=found),
        )
    if not said.consent:
        yield Finding(REFUSED, "consent", lang.t("Tick the box: without your agreement to CC BY 4.0 it cannot be published."))


def _no_such_work(lang: Lang) -> Finding:
    return Finding(REFUSED, "", lang.t("There is no such work in the record. Begin again from the work's card."))


# ── what still works ──────────────────────────────────────────────────────────────────────────────────────────────


def _still_works(catalog: Catalog, said: Contribution, work: str) -> bool:
    """Whether it says, or may say, that a school, a clinic or a service for women still works."""
    row = catalog.row("works", work) if work else {"kind": "", "facility": "", "name_en": ""}
    text = f"{said.what} {row['name_en']}"
    serves = row["kind"] in reading.SERVED or row["facility"] in _SERVING or set(reading.kinds(text)) & set(reading.SERVED)
    return bool(serves) and reading.still_works(said.what, told=said.message == "outcome")


def _placed(catalog: Catalog, work: str) -> tuple[str, ...]:
    return tuple(catalog.work_places.loc[catalog.work_places["work"] == work, "place"]) if work else ()


def _coarse(catalog: Catalog, said: Contribution, province: str, lang: Lang) -> Iterator[Finding]:
    finer = reading.finer_names(catalog, said.what)
    if finer:
        words = lang.t(
            "“{found}”: that a school, a clinic or a service for women still works is taken at province level only. Write the province "
            "alone, here too.",
            found=finer[0],
        )
        yield Finding(REFUSED, "what", words)
    if province:
        words = lang.t(
            "That a school, a clinic or a service for women still works is taken at province level only, and a person judges it before "
            "anything is shown. The file says {province}, and names no work.",
            province=catalog.name("places", province, lang.code),
        )
    else:
        words = lang.t(
            "That a school, a clinic or a service for women still works is taken at province level only, and a person judges it before "
            "anything is shown. The file names no place and no work; write the province if you know it."
        )
    yield Finding(ASKED, "where", words)


# ── place, works beside, date, source ─────────────────────────────────────────────────────────────────────────────


def _place(catalog: Catalog, where: reading.Where, lang: Lang) -> Iterator[Finding]:
    if not where.places and not where.unknown:
        yield Finding(NOTED, "where", lang.t("Without a place it can stand on no map."))
        return
    if not where.unknown:
        return
    name = where.unknown[0]
    if where.offered:
        choices = tuple(Choice(_full_name(catalog, key, lang), put=_full_name(catalog, key, lang)) for key in where.offered)
        yield Finding(ASKED, "where", lang.t("The record knows no “{name}”. Is it one of these?", name=name), choices)
    elif any(catalog.row("places", key)["kind"] == "district" for key in where.places):
        yield Finding(NOTED, "where", lang.t("“{name}” is new to the record: it is taken as a village of that district.", name=name))
    else:
        yield Finding(ASKED, "where", lang.t("The record knows no “{name}”. If it is a village, write its district too.", name=name))


def _full_name(catalog: Catalog, key: str, lang: Lang) -> str:
    return ", ".join(dict.fromkeys(catalog.name("places", own, lang.code) for own in reading.above(catalog, key)))


def _about(catalog: Catalog, said: Contribution, work: str, where: reading.Where, lang: Lang) -> Iterator[Finding]:
    if work:
        yield Finding(NOTED, "", lang.t("It is about this work of the record."), (_work(catalog, works.row(catalog, work), lang),))
    elif said.message == "new":
        found = twins.beside(catalog, said.what, reading.kinds(said.what), where.places, reading.years(said.when)[0])
        if found:
            words = lang.t("The record has works that may be the same one. Look at them first:")
            yield Finding(ASKED, "what", words, tuple(_work(catalog, row, lang) for row in found))
    else:
        yield Finding(ASKED, "what", lang.t("Which work of the record is it? Say it as exactly as its card does, or begin from its card."))


def _work(catalog: Catalog, row: Mapping[str, Any], lang: Lang) -> Choice:
    words = f"{work_line(catalog, row, lang)} · {place_words(catalog, row, lang)}"
    return Choice(words, View(page="works", lang=lang.code, work=str(row["id"])).href())


def _date(when: str, lang: Lang) -> Iterator[Finding]:
    if not when:
        return
    years, whole = reading.years(when)
    first, last = reading.OWN_CALENDAR
    if not whole:
        yield Finding(ASKED, "when", lang.t("Write the date as 2009, 2009-05, 2009-05-03 or 2005–2007."))
    elif own := [year for year in years if first <= year <= last]:
        began = own[0] + _AFTER
        words = lang.t("Is {year} a year of the Afghan calendar? It began in March {began}.", year=own[0], began=began)
        yield Finding(ASKED, "when", words, (Choice(f"{began}", put=f"{began}"),))
    elif max(years) > dt.datetime.now(tz=dt.UTC).year:
        yield Finding(REFUSED, "when", lang.t("{year} lies in the future.", year=max(years)))
    elif years != sorted(years):
        yield Finding(ASKED, "when", lang.t("The span ends before it begins."))
    elif not FIRST_YEAR <= years[0] <= years[-1] <= LAST_YEAR:
        words = lang.t("The works of the record lie between {first} and {last}. Is the year right?", first=FIRST_YEAR, last=LAST_YEAR)
        yield Finding(ASKED, "when", words)


def _source(catalog: Catalog, text: str, lang: Lang) -> Iterator[Finding]:
    kind = reading.source(text)
    if kind == reading.PERSON:
        words = lang.t("This reads like a person. Name the page, document or book that says so, never a person; or leave the field empty.")
        yield Finding(REFUSED, "source", words)
    elif kind == reading.PRIVATE:
        words = lang.t("Not everybody can open this. Name a public page, or a printed document with its date and page.")
        yield Finding(REFUSED, "source", words)
    elif kind == reading.HALF:
        whole = f"https://{text.strip()}"
        yield Finding(ASKED, "source", lang.t("Write the whole address:"), (Choice(whole, put=whole),))
    elif kind == reading.NONE:
        words = lang.t(
            "No page, document or book is named. So it enters no count and no map; after a person has judged it, it may stand on the "
            "claim's page as told and not confirmed, with kind, province and year alone."
        )
        yield Finding(ASKED, "source", words)
    elif kind == reading.PRINT:
        yield Finding(NOTED, "source", lang.t("Taken as something printed: title, date and page make it easy to find."))
    else:
        held = catalog.sources[catalog.sources["url"] == reading.address(text)]
        for row in held.to_dict("records"):
            choice = Choice(
                f"{row['publisher']}, {lang.date(row['date']) or lang.t('undated')}", View(lang=lang.code, source=row["id"]).href()
            )
            yield Finding(NOTED, "source", lang.t("The record knows this page; its card says what it supports."), (choice,))
