"""Evidence: what stands behind one number, claim, work or source, ready for any output.

What belongs here: gathering the facts of one row with their sources into an ``Evidence``. The drawer in ``ui`` and other outputs render
it and add nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aidlens.catalog import Catalog, split_list
from aidlens.i18n import Lang
from aidlens.measures import claims, observations, works
from aidlens.measures.claims import WORK_STEPS
from aidlens.quantity import Quantity
from aidlens.view import View

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Fact:
    """One labelled fact; ``href`` leads to more inside the site."""

    label: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class SourceRef:
    """A page as cited: who, when, what it repeats, what it supports; ``url`` empty where it may not be linked."""

    id: str
    publisher: str
    title: str
    date: str
    url: str
    archived_url: str
    origin: str
    supports: str
    href: str
    language: str = ""


@dataclass(frozen=True)
class Section:
    """A titled list of facts."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Evidence:
    """Everything shown about one thing, in reading order. ``notes`` are research notes, always English."""

    kicker: str
    title: str
    lead: str
    view: View
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def href(self) -> str:
        """Its own address."""
        return self.view.href()


def of_view(catalog: Catalog, view: View, lang: Lang) -> Evidence | None:
    """The evidence a view has open; None when it has none."""
    if view.obs:
        return of_observation(catalog, view, lang)
    if view.work:
        return of_work(catalog, view, lang)
    if view.claim and view.step in WORK_STEPS:
        return of_step(catalog, view, lang)
    if view.claim:
        return of_claim(catalog, view, lang)
    if view.source:
        return of_source(catalog, view, lang)
    return None


# ── one published number ──────────────────────────────────────────────────────────────────────────────────────────


def of_observation(catalog: Catalog, view: View, lang: Lang) -> Evidence:
    """What was published: wording or paraphrase, value, bound, scope, date, origin, the other values of its measure."""
    row = catalog.row("observations", view.obs)
    found = observations.quantity(row)
    facts = [
        _fact(lang.t("Scope"), lang.pick(row, "scope")),
        _fact(lang.t("Programme"), catalog.name("programmes", row["programme"], lang.code)),
        _fact(lang.t("Period"), period(row, lang)),
        _fact(lang.t("As of"), lang.date(observations.date_of(catalog, row)) or lang.t("undated")),
        _fact(lang.t("Bound"), catalog.code("qualifier", row["qualifier"], lang.code)),
        _fact(lang.t("What kind of number"), catalog.code("kind_of_number", row["kind"], lang.code)),
        _fact(lang.t("Formula"), row["formula"]),
    ]
    if row["wording"]:
        facts.insert(0, _fact(lang.t("The page's words"), f"«{row['wording']}»"))
    else:
        facts.insert(0, _fact(lang.t("In our words, not the page's"), f"{lang.pick(row, 'label')}: {found.words(lang)}"))
    doubts = [lang.pick(row, "why")]
    if row["do_not_add"]:
        doubts.append(lang.t("This number is part of another one, or a plan: it must not be added to other values."))
    if not row["citable"]:
        doubts.append(lang.t("The number stands in a book; the address at hand is a text copy and is not linked."))
    parts = [catalog.row("observations", key) for key in split_list(row["derived_from"])]
    sections = []
    if parts:
        sections.append(Section(lang.t("Derived from"), tuple(_value_fact(catalog, part, view, lang) for part in parts)))
    rivals = observations.siblings(catalog, view.obs).to_dict("records")
    if rivals:
        title = lang.t("Other published values of this measure") if row["measure"] else lang.t("Other values with this label")
        sections.append(Section(title, tuple(_value_fact(catalog, rival, view, lang) for rival in _newest(catalog, rivals))))
    return Evidence(
        kicker=catalog.name("measures", row["measure"], lang.code) or lang.t("A published number"),
        title=lang.pick(row, "label"),
        lead=with_unit(catalog, found, lang),
        view=view,
        facts=_kept(facts),
        sections=tuple(sections),
        sources=(source_ref(catalog, row["source"], view, lang, origin=row["origin"], cite=bool(row["citable"])),),
        doubts=tuple(filter(None, doubts)),
        notes=_notes(row["note"]),
    )


def with_unit(catalog: Catalog, found: Quantity, lang: Lang) -> str:
    """A quantity in words with the name of its unit, where it has one."""
    if found.unit in ("count", "percent", "EUR", "USD") or not catalog.has("codes", f"unit_name/{found.unit}"):
        return found.words(lang)
    return f"{found.words(lang)} {catalog.code('unit_name', found.unit, lang.code)}"


def period(row: Row, lang: Lang) -> str:
    """The period a number covers, in words; "" if the page gives none."""
    start, end = lang.date(row["period_start"]), lang.date(row["period_end"])
    if start and end:
        return start if start == end else f"{start} – {end}"
    return lang.t("from {date}", date=start) if start else lang.t("to {date}", date=end) if end else ""


def _newest(catalog: Catalog, rows: list[Row], limit: int = 14) -> list[Row]:
    return sorted(rows, key=lambda row: observations.date_of(catalog, row), reverse=True)[:limit]


def _value_fact(catalog: Catalog, row: Row, view: View, lang: Lang) -> Fact:
    source = catalog.row("sources", row["source"])
    when = lang.date(observations.date_of(catalog, row), short=True) or lang.t("undated")
    text = (
        f"{observations.quantity(row).words(lang)} · {lang.pick(row, 'label')} · {lang.pick(row, 'scope')} · {source['publisher']}, {when}"
    )
    return Fact("", text.replace(" ·  · ", " · "), view.closed.href(obs=row["id"]))


# ── one claim, one step of its ladder ─────────────────────────────────────────────────────────────────────────────


def of_claim(catalog: Catalog, view: View, lang: Lang) -> Evidence:
    """What the article says, the official count chosen and why, the rivals, what may safely be said."""
    row = catalog.row("claims", view.claim)
    passage = catalog.row("passages", row["passage"])
    item = claims.ladder(catalog, view.claim, view)
    facts = [
        _fact(lang.t("The article's words"), f"«{passage['passage']}»"),
        _fact(lang.t("Why works cannot check it"), lang.pick(row, "unchecked")),
    ]
    if item.official:
        official = catalog.row("observations", item.official[0])
        facts.append(
            Fact(
                lang.t("Official count"),
                f"{observations.quantity(official).words(lang)} · {lang.pick(official, 'label')}",
                view.closed.href(obs=official["id"]),
            )
        )
        facts.append(_fact(lang.t("Why this one"), lang.t("The last count the builder itself published over its whole life.")))
    sections = []
    if item.full:
        sections.append(Section(lang.t("The ladder, step by step"), tuple(_step_facts(item, view, lang))))
    first = [catalog.row("observations", key) for key in split_list(row["first_said"])]
    if first:
        sections.append(Section(lang.t("First published"), tuple(_value_fact(catalog, found, view, lang) for found in first)))
    rivals = [catalog.row("observations", key) for key in item.rivals]
    if rivals:
        sections.append(Section(lang.t("Other published values"), tuple(_value_fact(catalog, rival, view, lang) for rival in rivals)))
    said = (
        _fact(lang.t("May safely be said"), lang.pick(row, "safe")),
        _fact(lang.t("Better not said"), f"«{lang.pick(row, 'avoid')}»"),
        _fact(lang.t("Why not"), lang.pick(row, "avoid_reason")),
    )
    sections.append(Section(lang.t("What you may safely say"), said))
    keys = [row["source"], *(catalog.row("observations", key)["source"] for key in item.sources)]
    return Evidence(
        kicker=lang.t("A claim of the article"),
        title=lang.pick(row, "title"),
        lead=lang.t("the article says {words}", words=lang.pick(row, "article_words")),
        view=view,
        facts=_kept(facts),
        sections=tuple(sections),
        sources=tuple(source_ref(catalog, key, view, lang) for key in dict.fromkeys(keys)),
        doubts=(limits(lang),) if item.full else (),
    )


def limits(lang: Lang) -> str:
    """The sentence that stands beside every count of works."""
    return lang.t("What could be traced measures our search of public pages, not what was built.")


def step_names(lang: Lang) -> dict[str, str]:
    """Names of the ladder's steps."""
    return {
        "bulk": lang.t("reported in bulk"),
        "traced": lang.t("traced one by one"),
        "placed": lang.t("placed in one district"),
        "confirmed": lang.t("two origins"),
        "elsewhere": lang.t("outside the scope of the count"),
    }


def _step_facts(item: claims.Ladder, view: View, lang: Lang) -> Iterable[Fact]:
    for name, label in step_names(lang).items():
        step = item.steps[name]
        text = step.units.words(lang) if step.works else lang.t("none")
        if step.unknown:
            text += " " + lang.n("(and {n} work without a number)", "(and {n} works without a number)", step.unknown)
        yield Fact(label, text, view.closed.href(claim=item.claim, step=name))


def of_step(catalog: Catalog, view: View, lang: Lang) -> Evidence:
    """The works behind one step of a claim's ladder."""
    item = claims.ladder(catalog, view.claim, view)
    step = item.steps.get(view.step, claims.Step(Quantity.of(0), 0, ()))
    rows = claims.step_works(catalog, view.claim, view.step, view).sort_values(["date", "id"])
    claim = catalog.row("claims", view.claim)
    facts = tuple(
        Fact(place_words(catalog, row, lang), work_line(catalog, row, lang), view.closed.href(work=row["id"]))
        for row in rows.to_dict("records")
    )
    explained = {
        "bulk": lang.t("Works a page reports only as a sum: it gives a number, and neither places nor names its parts."),
        "traced": lang.t("Single works, and batches whose parts a page places or describes."),
        "placed": lang.t("Traced works with exactly one district known."),
        "confirmed": lang.t(
            "Traced works whose existence and completion two different parties state, one of them neither funder nor builder."
        ),
        "elsewhere": lang.t("Completed works of Italian public aid outside the official count's scope: never compared with that count."),
    }
    return Evidence(
        kicker=lang.pick(claim, "title"),
        title=step_names(lang)[view.step],
        lead=step.units.words(lang) if step.works else lang.t("none"),
        view=view,
        facts=(_fact(lang.t("What this step counts"), explained[view.step]),),
        sections=(Section(lang.n("{n} work", "{n} works", len(facts)), facts),) if facts else (),
        doubts=(limits(lang),),
    )


# ── one work ──────────────────────────────────────────────────────────────────────────────────────────────────────


def work_line(catalog: Catalog, row: Row, lang: Lang) -> str:
    """One line about a work: name, status with date, units where more than one."""
    status = catalog.code("status", row["status"], lang.code)
    date = lang.date(row["date"], short=True)
    parts = [lang.pick(row, "name"), f"{status}, {date}" if date else status]
    return " · ".join(parts)


def place_words(catalog: Catalog, row: Row, lang: Lang) -> str:
    """Where a work is, as precisely as the record says: village, district, province; or that no place is known."""
    names = [
        lang.join(catalog.name("places", key, lang.code) for key in row[level])
        for level in ("villages", "districts", "provinces")
        if row[level]
    ]
    return ", ".join(dict.fromkeys(names)) if names else lang.t("place not known")


def of_work(catalog: Catalog, view: View, lang: Lang) -> Evidence:
    """A work's card: what, where, when, who paid, who built, what became of it, and what each page supports."""
    frame = works.table(catalog)
    row = frame[frame["id"] == view.work].to_dict("records")[0]
    lines = catalog.work_sources[catalog.work_sources["work"] == view.work].to_dict("records")
    facts = [
        _fact(lang.t("Where"), place_words(catalog, row, lang)),
        _fact(lang.t("How precisely"), precision(row, lang)),
        _fact(lang.t("Status"), catalog.code("status", row["status"], lang.code)),
        _fact(lang.t("Date"), _dated(catalog, row, lang)),
        _fact(lang.t("What was done"), _done(catalog, row, lang)),
        _fact(lang.t("Units"), "" if row["granularity"] == "single" else _units(row, lang)),
        _fact(lang.t("Capacity"), _capacity(catalog, row, lang)),
        _fact(lang.t("Cost"), _cost(catalog, row, lang)),
        _fact(lang.t("Who paid"), _paid(catalog, row, lang)),
        _fact(lang.t("Who built"), _names(catalog, "organisations", row["implementers"], lang)),
        _fact(lang.t("Whose aid"), catalog.code("class", row["class"], lang.code)),
        _fact(lang.t("Confidence"), catalog.code("review_confidence", row["review_confidence"], lang.code)),
    ]
    sections = [_outcomes(catalog, row, view, lang)]
    related = [("part_of", lang.t("Part of")), ("possible_twins", lang.t("May be the same work as"))]
    for name, title in related:
        keys = split_list(row[name])
        found = tuple(Fact("", lang.pick(catalog.row("works", key), "name"), view.closed.href(work=key)) for key in keys)
        sections.append(Section(title, found))
    parties = [lang.pick(catalog.row("parties", key), "name") for key in row["parties"]]
    origins = lang.n("{n} origin assessed", "{n} origins assessed", len(parties)) + (f": {lang.join(parties)}" if parties else "")
    facts.append(_fact(lang.t("Origins"), origins))
    doubts = [lang.pick(row, "doubt")]
    if row["sensitivity"] == "withheld":
        doubts.append(lang.t("Place and operator are withheld: they could put people at risk."))
    refs = tuple(source_ref(catalog, line["source"], view, lang, origin=line["origin"], supports=line["supports"]) for line in lines)
    return Evidence(
        kicker=catalog.name("kinds", row["kind"], lang.code),
        title=lang.pick(row, "name"),
        lead=work_line(catalog, row, lang).removeprefix(lang.pick(row, "name")).removeprefix(" · "),
        view=view,
        facts=_kept(facts),
        sections=tuple(section for section in sections if section.facts),
        sources=refs,
        doubts=tuple(filter(None, doubts)),
        notes=_notes(row["note"]),
    )


def precision(row: Row, lang: Lang) -> str:
    """How precisely a work is placed, in words."""
    if row["villages"]:
        return lang.t("a village is named; shown as text only, never as a point")
    if row["placed"]:
        return lang.t("the district is known")
    if row["districts"]:
        return lang.t("several districts")
    return lang.t("the province only") if row["provinces"] else lang.t("no finer than the country")


def _dated(catalog: Catalog, row: Row, lang: Lang) -> str:
    if not row["date"]:
        return lang.t("undated")
    what = catalog.code("date_is", row["date_is"], lang.code)
    return f"{lang.date(row['date'])}" + (f" ({what})" if what else "")


def _done(catalog: Catalog, row: Row, lang: Lang) -> str:
    names = (("action", row["action"]), ("facility", row["facility"]), ("extent", row["extent"]))
    return " · ".join(filter(None, (catalog.code(vocabulary, code, lang.code) for vocabulary, code in names)))


def _units(row: Row, lang: Lang) -> str:
    found = Quantity.of(row["units"])
    return found.words(lang) if found.value is not None else lang.t("the page gives no number")


def _capacity(catalog: Catalog, row: Row, lang: Lang) -> str:
    found = Quantity.of(row["capacity_value"])
    return "" if found.value is None else f"{found.words(lang)} {catalog.code('capacity_unit', row['capacity_unit'], lang.code)}".strip()


def _cost(catalog: Catalog, row: Row, lang: Lang) -> str:
    found = works.cost(row)
    if found.value is None:
        return ""
    scope = catalog.code("cost_scope", row["cost_scope"], lang.code)
    return found.words(lang) + (f" ({scope})" if scope else "")


def _paid(catalog: Catalog, row: Row, lang: Lang) -> str:
    names = _names(catalog, "organisations", row["funders"], lang)
    how = catalog.code("funder_is", row["funder_is"], lang.code)
    return f"{names} ({how})" if names and how else names or how


def _names(catalog: Catalog, table: str, cell: str, lang: Lang) -> str:
    keys = split_list(cell)
    return lang.join(catalog.name(table, key, lang.code) for key in keys) if keys else ""


def _outcomes(catalog: Catalog, row: Row, view: View, lang: Lang) -> Section:
    frame = catalog.outcomes
    found = frame[(frame["work"] == row["id"]) & (frame["work"] != "")].sort_values("as_of").to_dict("records")
    facts = tuple(
        Fact(
            f"{catalog.code('state', item['state'], lang.code)}, {lang.date(item['as_of'], short=True) or lang.t('undated')}",
            lang.pick(item, "statement"),
            view.closed.href(source=item["source"]),
        )
        for item in found
    )
    return Section(lang.t("What became of it"), facts)


# ── one source ────────────────────────────────────────────────────────────────────────────────────────────────────


def of_source(catalog: Catalog, view: View, lang: Lang) -> Evidence:
    """A page: who published it, what it repeats, and every row of the record that rests on it."""
    row = catalog.row("sources", view.source)
    numbers = catalog.observations[catalog.observations["source"] == view.source].to_dict("records")
    keys = catalog.work_sources.loc[catalog.work_sources["source"] == view.source, "work"]
    named = tuple(
        Fact("", lang.pick(catalog.row("works", key), "name"), view.closed.href(work=key)) for key in keys if _linkable(catalog, key)
    )
    facts = (
        _fact(lang.t("Published"), lang.date(row["date"]) or lang.t("undated")),
        _fact(lang.t("Kind of publisher"), catalog.code("source_kind", row["kind"], lang.code)),
        _fact(lang.t("Language"), catalog.code("language", row["language"], lang.code)),
        _fact(lang.t("Last seen"), lang.date(row["last_seen"])),
    )
    sections = (
        Section(lang.t("Numbers read on it"), tuple(_value_fact(catalog, number, view, lang) for number in numbers)),
        Section(lang.t("Works it supports"), named),
        Section(lang.t("What it says of what became of them"), _said(catalog, view, lang)),
        Section(lang.t("Events it dates"), _dated_events(catalog, view, lang)),
    )
    return Evidence(
        kicker=lang.t("A source"),
        title=row["publisher"],
        lead=row["title"],
        view=view,
        facts=_kept(facts),
        sections=tuple(section for section in sections if section.facts),
        sources=(source_ref(catalog, view.source, view, lang, origin=row["origin"]),),
        notes=_notes(row["note"]),
    )


def _said(catalog: Catalog, view: View, lang: Lang) -> tuple[Fact, ...]:
    frame = catalog.outcomes
    rows = frame[(frame["source"] == view.source) & (frame["sensitivity"] != "withheld")].sort_values("as_of").to_dict("records")
    return tuple(Fact("", lang.pick(row, "statement"), view.closed.href(work=row["work"]) if row["work"] else "") for row in rows)


def _dated_events(catalog: Catalog, view: View, lang: Lang) -> tuple[Fact, ...]:
    """The events that rest on a page, with what they mean for the article's words."""
    frame = catalog.events
    rows = frame[(frame["source"] == view.source) | (frame["second_source"] == view.source)].sort_values("date").to_dict("records")
    facts = []
    for row in rows:
        verdict = catalog.code("verdict", row["verdict"], lang.code)
        checked = f" {lang.t('The article’s words: {verdict}.', verdict=verdict)} {lang.pick(row, 'correction')}" if verdict else ""
        facts.append(Fact("", f"{lang.date(row['date'], short=True)}: {lang.pick(row, 'title')}.{checked}".rstrip()))
    return tuple(facts)


def _linkable(catalog: Catalog, work: str) -> bool:
    return bool(catalog.row("works", work)["sensitivity"] != "withheld")


def source_ref(catalog: Catalog, key: str, view: View, lang: Lang, *, origin: str = "", supports: str = "", cite: bool = True) -> SourceRef:
    """A source as cited, with the origin judged for this use (else the page's own)."""
    row = catalog.row("sources", key)
    origin = origin or row["origin"]
    if origin:
        found = catalog.row("origins", origin)
        party = lang.pick(catalog.row("parties", found["party"]), "name")
        words = lang.t("origin: {origin} ({party})", origin=lang.pick(found, "name"), party=party)
    else:
        words = lang.t("origin not assessed: counts as one")
    if row["sensitivity"] == "withheld":
        words = lang.t("address withheld: it could point at people at risk")
    return SourceRef(
        id=key,
        publisher=row["publisher"],
        title=row["title"],
        date=lang.date(row["date"]),
        url=row["url"] if cite else "",
        archived_url=row["archived_url"] if cite else "",
        origin=words,
        supports=lang.join(catalog.code("supports", item, lang.code) for item in split_list(supports)),
        href=view.closed.href(source=key),
        language=row["language"],
    )


def _fact(label: str, text: str) -> Fact:
    return Fact(label, text)


def _kept(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.text)


def _notes(cell: str) -> tuple[str, ...]:
    return (cell,) if cell else ()
