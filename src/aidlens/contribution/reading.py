"""How the free words of a message are read: which places, years and kinds of work they mean, what kind of source they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from aidlens.catalog import Catalog, split_list
from aidlens.contribution.refused import mail, plain, titled
from aidlens.measures.search import words
from aidlens.single_flight_cache import once

CLOSE, NEAR = 68.0, 88.0
OFFERED = 4
COUNTRY, COUNTRY_NAME = "country", "afghanistan"
_LEVELS = ("village", "district", "province")
_PARTS = re.compile(r"[,;/()|–—]|\s-\s|\b(?:in|nel|nella|a|of|di)\b", re.IGNORECASE)
_FILLING = {
    "district",
    "distretto",
    "province",
    "provincia",
    "village",
    "villaggio",
    "town",
    "city",
    "citta",
    "the",
    "il",
    "la",
    "del",
    "della",
}


@dataclass(frozen=True)
class Where:
    """Places that words mean, from the finest up; the parts that mean none, and the places they may mean."""

    places: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()


def where(catalog: Catalog, text: str) -> Where:
    """The places that a text means. A part that is no known place is left to a village where its district is named beside it."""
    index = _names(catalog)
    found: list[str] = []
    unknown: dict[str, str] = {}
    parts = [(part.strip(), name) for part in _PARTS.split(text) if (name := _plain(part)) and name != COUNTRY_NAME]
    for part, name in parts:
        if name in index:
            found += index[name][: 1 if len(parts) > 1 else None]  # behind another name a province's is no district's
        else:
            unknown[name] = part
    kinds = {key: str(catalog.row("places", key)["kind"]) for key in found}
    places = sorted(dict.fromkeys(found), key=lambda key: (_LEVELS.index(kinds[key]), found.index(key)))
    settled = any(kinds[key] == "district" for key in places)
    offered: dict[str, None] = {}
    for name in unknown:
        least = NEAR if settled else CLOSE
        for _, _, at in process.extract(name, list(index), scorer=fuzz.ratio, score_cutoff=least, limit=OFFERED):
            offered |= dict.fromkeys(key for key in list(index.values())[at] if key not in places)
    return Where(tuple(places), tuple(unknown.values()), tuple(offered)[:OFFERED])


def _plain(text: str) -> str:
    return " ".join(word for word in words(text) if word not in _FILLING)


@once(4)
def _names(catalog: Catalog) -> dict[str, list[str]]:
    """Places by each of their spellings: of one name the larger only, for the smaller says no more."""
    found: dict[str, list[str]] = {}
    for level in reversed(_LEVELS):
        for row in catalog.rows("places"):
            if row["kind"] == level:
                for name in {_plain(name) for name in spellings(row)} - {""}:
                    if level != "village" or name not in found:
                        found.setdefault(name, []).append(str(row["id"]))
    return found


def spellings(row: Any) -> list[str]:
    """Every way a place's name is written."""
    return [str(row["name_en"]), str(row["name_it"]), *split_list(str(row["alternative_spellings"]))]


def above(catalog: Catalog, key: str) -> Iterator[str]:
    """A place and those it lies in, below the country."""
    while key and catalog.row("places", key)["kind"] != COUNTRY:
        yield key
        key = str(catalog.row("places", key)["parent"])


def province(catalog: Catalog, places: tuple[str, ...]) -> str:
    """The one province that places lie in, "" for none or several."""
    found = {own for key in places for own in above(catalog, key) if catalog.row("places", own)["kind"] == "province"}
    return found.pop() if len(found) == 1 else ""


def finer_names(catalog: Catalog, text: str) -> list[str]:
    """Names of districts and villages in a text, but those that are a province's too."""
    said = f" {' '.join(words(text))} "
    provinces = {name for name, keys in _names(catalog).items() if any(catalog.row("places", key)["kind"] == "province" for key in keys)}
    return [name for name in _names(catalog) if len(name) > 3 and name not in provinces and f" {name} " in said]


# ── years ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_MONTHS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov "
    "dec gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre gen mag giu lug ago set ott dic"
)
_SAID = set(
    f"{_MONTHS} spring summer autumn fall winter primavera estate autunno inverno about around circa ca c verso by before after until "
    "since from to and or between early late mid beginning end half first second the of in on year anno dal dall al all da a e o tra fra "
    "fino prima dopo entro inizio fine meta primo secondo del dell della nel nell il l solar jalali".split()
)
_DAY = 31
OWN_CALENDAR = (1370, 1410)  # years of the Afghan calendar that can be meant


def years(text: str) -> tuple[list[int], bool]:
    """The years that a text gives, and whether it is read to its end: it holds nothing else that matters."""
    found, whole = [], True
    for word in words(text):
        if word.isdigit() and len(word) == 4:
            found.append(int(word))
        elif word.isdigit():
            whole = whole and 0 < int(word[:3]) <= _DAY
        else:
            whole = whole and word in _SAID
    return found, whole and bool(found)


# ── kinds ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_KINDS = {
    "women": r"\bwom[ae]n|\bfemale|\bdonn[ae]\b|\bfemminil|\bmidwi|\bostetric|\bgirls?\b|\bragazz[ae]\b|زنان|دختران",
    "school": r"scho+l|\bscuol|\bnurser(?:y|ies)\b|\basil[oi]\b|\bkindergarten|\bclassroom|\baul[ae]\b|\blice[oi]\b|\bmadras|مکتب|لیسه",
    "health": r"\bclinic|\bhospital|\bospedal|ambulator|\bhealth|\bsanitari|\bmedical|شفاخانه|کلینیک",
    "road": r"\broads?\b|\bstrad[ae]\b|\bhighway|سرک",
    "bridge": r"\bbridges?\b|\bpont[ei]\b",
    "energy": r"\bpower|\belectric|\belettric|\bsolar|\bgenerator|\blamp",
    "security": r"\bbarracks|\bcaserm|\bpolice|\bpolizia|\bcheckpoint|\bposto di controllo",
    "justice": r"\bprison|\bcarcer|\bcourt|\btribunal",
    "water": r"\baqueduct|\bacquedott|\bwater|\bidric|\bcanal|\birrigat|\birrigaz",
    "agriculture": r"\bfarm|\bagric|\blivestock|\ballevament|\bseeds?\b",
    "public_building": r"\boffice|\buffici|\bmunicip|\bgovernor",
    "culture": r"\bmosque|\bmoschea|\bmuseum|\bmuseo|\bsport|\bpark\b|\bstadi",
    "well": r"\bwells\b|\b(?:a|one|two|three|four|five|the|water|drinking|deep|new|\d+)\s+wells?\b|^wells?\b|\bpozz[oi]\b|چاه",
}
KINDS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _KINDS.items()}
SERVED = ("school", "health", "women")  # that one of these still works is told at province level only

_STILL = re.compile(
    r"\bstill\b|\bis (?:now )?(?:open|running|working|operating|functioning|functional|active|in use)|\bare (?:open|running|working)|"
    r"\bcontinu\w+ to\b|\bre-?open|\b(?:works?|working|running|operat\w+|open) (?:today|now|again)\b|\bin use\b|\bancora\b|\btuttora\b|"
    r"\bfunziona|\b(?:è|e'|sono) (?:ancora |tuttora )?(?:apert|attiv|in funzione|in uso)|\bcontinua\w* a\b|\briapert|\bin funzione\b|"
    r"هنوز|فعال",
    re.IGNORECASE,
)
_ENDED = (
    r"(?:closed?\b|shut|destroy|demolish|ruin|abandon|razed|burn|bombed|collaps|looted|chius|distrutt|demolit|rovin|abbandonat|bruciat|"
    r"bombardat|crollat|saccheggiat|inattiv)"
)
_OVER = re.compile(rf"\b{_ENDED}", re.IGNORECASE)
_NOT_OVER = re.compile(rf"(?:\b(?:not|never|non|mai|no longer|without|senza)\b|n['’]t\b)(?:\W+\w+){{0,2}}\W+{_ENDED}", re.IGNORECASE)


def kinds(text: str) -> tuple[str, ...]:
    """The kinds of work that a text speaks of."""
    return tuple(name for name, pattern in KINDS.items() if pattern.search(text))


def still_works(text: str, *, told: bool) -> bool:
    """Whether a text says, or lets one think, that something still works; ``told``: it is about what became of it."""
    return bool(_STILL.search(text)) or (told and (not _OVER.search(text) or bool(_NOT_OVER.search(text))))


# ── sources ───────────────────────────────────────────────────────────────────────────────────────────────────────

NONE, WEB, PRINT, PERSON, PRIVATE, HALF = "none", "web", "print", "person", "private", "half"
_KIN = r"uncle|aunt|father|mother|brother|sister|friend|cousin|husband|wife|colleague|neighbou?r|grand\w+"
_KIN_IT = r"padre|madre|fratello|sorella|zi[oa]|cugin[oa]|amic[oa]|marito|moglie|collega|nonn[oa]|vicin[oa]"
_PERSON = re.compile(
    rf"\bi (?:saw|was there|know|heard|built|worked)\b|\bmyself\b|\bmy (?:own\b|(?:{_KIN})\b)|\ba friend\b|\beye-?witness|"
    r"\b(?:he|she|they|somebody|someone) told\b|\btold me\b|\bpersonal(?:ly| communication| knowledge)\b|\bby word of mouth\b|"
    r"\bio stess[oa]\b|\bho (?:visto|costruito|lavorato)\b|\b(?:io )?c['’]ero\b|\bero (?:lì|là|presente)\b|"
    rf"\bmi[oa] (?:{_KIN_IT})\b|\bun['’]? ?amic[oa]\b|\btestimone\b|\bmi (?:ha|hanno) (?:detto|raccontato)\b|\blo so io\b|"
    r"\bconoscenza (?:personale|diretta)\b|\ba voce\b",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"^\s*(?:javascript|data|file|vbscript|mailto|tel|sms|blob|ftp|geo|whatsapp):", re.IGNORECASE)
_CLOSED = re.compile(
    r"(?:^|\.)(?:wa\.me|whatsapp\.com|drive\.google\.com|docs\.google\.com|mail\.google\.com|dropbox\.com|icloud\.com|localhost|local)$"
)


def address(text: str) -> str:
    """The first web address in a text, "" for none."""
    found = re.search(r"https?://\S+", text)
    return found.group(0).rstrip(".,;)»”\"'") if found else ""


def source(text: str) -> str:
    """What a text names as its source: nothing, a page of the web, half an address, something printed, a person, something not public."""
    if not text.strip():
        return NONE
    if url := address(text):
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            host = ""
        return WEB if "." in host and not _CLOSED.search(host) and not re.fullmatch(r"[\d.]+", host) else PRIVATE
    if _SCHEME.match(text):
        return PRIVATE
    if re.match(r"\s*(?:www\.\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|it|net|eu|gov|af|int|info)(?:/\S*)?)\s*$", text, re.IGNORECASE):
        return HALF
    said = plain(text)
    name = titled(said)
    alone = bool(name) and not re.search(r"\d|[«“\"]", said) and len(said) - len(name) < 12
    return PERSON if mail(said) or _PERSON.search(said) or alone else PRINT
