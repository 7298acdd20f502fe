"""What a message never holds: ways to reach or to find a person, names after a title, and places that shelter somebody.

What belongs here: finding such words in a text. Each search gives the words found, "" for none; what is said of them stands in ``answer``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_FIGURES = re.compile(r"(?<![\w])[+(]?\d[\d\s().\-/–]*\d")
_SPLIT = re.compile(r"\D+")
_YEAR = re.compile(r"1[3-9]\d\d|20\d\d")
_DATE = re.compile(r"(1[3-9]|20)\d\d[-./](0?[1-9]|1[0-2])[-./]\d{1,2}|\d{1,2}[-./](0?[1-9]|1[0-2])[-./](1[3-9]|20)\d\d")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([., ’'])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?")
_MONEY_BEFORE = re.compile(r"(?:€|\$|\beur|\beuros?|\busd|\bdollars?|\bdollari|\bafn)\s*$", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"^\s*(?:€|\$|euros?\b|eur\b|usd\b|dollar|afghani|afn\b|lire\b|mil[ai]\b|milion|million)", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:tel|telephone|phone|mobile|cell|cellulare|telefono|whats ?app|viber|telegram|fax|تلفن|تلیفون|موبایل)\b"
    r"\W{0,4}(?:\w+\W{1,2})?\+?\d(?:[\s().\-/]*\d){4,}",
    re.IGNORECASE,
)
_BARE, _NATIONAL, _GROUPED = 7, 7, 9  # figures of a telephone number: in one piece, with its + or 0, in groups
_MOBILE = re.compile(r"7\d{8}")

_MAIL = re.compile(
    r"[^\s@<>(),;:]+\s*(?:@|\(at\)|\[at\]|\(chiocciola\)|\[chiocciola\]|\schiocciola\s)\s*[^\s@<>(),;:]+\.\w{2,}"
    r"|\b\w[\w.]*\s+(?:at|[\[(]?chiocciola[\])]?)\s+\w+\s+(?:dot|punto)\s+\w{2,4}\b|(?<![\w/])@\w{3,}|\b(?:wa\.me|t\.me)/\S+",
    re.IGNORECASE,
)

_LAT, _LON = r"(?:29|3[0-9])[.,]\d+", r"(?:6\d|7[0-5])[.,]\d+"
_COORDINATES = re.compile(
    rf"(?<![\d.,]){_LAT}°?\s*[NSEWO]?[\s,;/|]{{1,4}}[NSEWO]?\s*{_LON}(?!\d)|(?<![\d.,]){_LON}°?\s*[NSEWO]?[\s,;/|]{{1,4}}[NSEWO]?\s*{_LAT}(?!\d)"
    r"|\d{1,3}(?:[.,]\d+)?\s*°\s*\d{1,2}(?:[.,]\d+)?\s*['′’‘]|\d[.,]\d+\s*°(?!\s*C\b)|\d\s*°\s*[NSEW]\b"
    r"|\b\d{1,3}[.,]\d{2,}\s*[NSEW]\b|\b[NSEW]\s?\d{1,3}[.,]\d{2,}"
    r"|\b(?i:lat(?:itud[ei]n?e?)?|lon(?:g(?:itud[ei]n?e?)?)?)\b\W{0,4}\d{1,3}[.,]\d"
    r"|\b\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}\b"
    r"|\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b"
    r"|(?i:\bgeo:|maps\.app\.goo\.gl|google\.[a-z.]+/maps|maps\.google|openstreetmap\.org|what3words|w3w\.co)|///\w+\.\w+\.\w+"
)

# Titles that are no other word, titles that are one but for a stop or a capital letter, and what such a word stands before otherwise.
_CLEAR = (
    r"mr|mrs|ms|mister|dr|dr\.ssa|dott|dott\.ssa|dottor|dottoressa|sig|sig\.?ra|sig\.na|signor|signora|signorina|ha[jg]+i|hajj|al-hajj|hadji|"
    r"hajja|mul+ah?|mol+ah|mawl?awi|maulawi|maulvi|molvi|maw?lana|maulana|qari|akhund|sheikh|shaikh|shaykh|sceicco|ustad|ustaz|arbab|khalifa|"
    r"maresciallo|m\.llo|mar\.llo|ingegner|dottore"
)
_STOPPED = r"prof|ing|eng|arch|avv|geom|cap|capt|col|gen|magg|maj|ten|lt|sgt|serg|cpl|on|sen|rev"
_CAPITAL = (
    r"professor|professore|professoressa|ingegnere|engineer|architetto|avvocato|geometra|captain|capitano|colonel|colonnello|general|generale|"
    r"major|maggiore|lieutenant|tenente|sergeant|sergente|corporal|caporale|commander|comandante|minister|ministro|governor|governatore|judge|"
    r"giudice|imam|malik|malek|sayed|sayyid|suor|padre|don|father|sister|doctor|headmaster|headmistress|headteacher|principal|preside|dirigente|teacher|maestro|maestra|"
    r"director|direttore|direttrice|driver|autista|nurse|infermier[ea]|midwife|ostetrica|senator|senatore|onorevole|lady"
)
_NOT_NAMES = (
    "Hospital|Ospedale|Staff|Stato|Command|Comando|Directorate|Direzione|Works|Lavori|Assembly|Assemblea|Secretariat|Segretariato|Road|Strada|"
    "School|Scuola|Schools|Scuole|Public|Health|Affairs|Repairs|Civile|Militare|Engineering|Training|Centre|Center|Centro|College|House|Well|"
    "Wells|Building|Hall|Office|Ufficio|Regiment|Reggimento|Battalion|Corps|Clinic|University|Of|The|And|For|In|At|And|Per|Nel|Nella|Jail|Prison|Carcere|Palace"
)
_LOWER = (
    "of|the|and|for|in|at|to|from|with|or|who|whom|that|which|is|was|has|had|said|told|gave|asked|came|opened|built|di|del|della|dei|degli|"
    "delle|da|dal|dalla|che|ha|aveva|era|disse|diede|con|per|nel|nella|si"
)
_PARTICLE = r"(?:(?:[Aa]l|[Uu]l|[Ee]l|De|Di|Del|Della|Dal|Dalla|[Vv]on|[Vv]an)[\s-]+)?+"
_NAME = rf"(?!(?:{_NOT_NAMES})\b){_PARTICLE}(?!(?:{_NOT_NAMES})\b)[A-ZÀ-Þ][\w’'-]+"
_TITLED = (
    re.compile(rf"\b(?i:{_CLEAR})\b\.?\s+(?!(?i:{_NOT_NAMES}|{_LOWER})\b)[^\W\d_]{{3,}}"),
    re.compile(rf"\b(?i:{_CLEAR})\b\.?\s+{_NAME}"),
    re.compile(rf"\b(?i:{_STOPPED})\.\s*{_NAME}"),
    re.compile(rf"\b(?i:{_CAPITAL})(?:\s+(?:is|was|è|era|fu)|\s*:)?\s+{_NAME}"),
    re.compile(
        r"(?:حاجی|حاجي|ملا|مولوی|مولوي|انجنیر|انجینر|مهندس|داکتر|دکتر|ډاکټر|استاد|قاری|معلم|جنرال|قوماندان|آقای|خانم|ښاغلی|مېرمن)\s+\w{2,}"
    ),
)

_GAP = r"[\s_-]*"
_SHELTER = re.compile(
    rf"\bshelters?\b|\bsafe{_GAP}(?:house|home)s?\b|\brefuges?\b|\bhideouts?\b|\bhiding{_GAP}places?\b|\bcas[ae]{_GAP}(?:protett[ae]|rifugio|famiglia)\b|"
    rf"\brifugi[o]?\b|\bcentr[oi]{_GAP}anti{_GAP}?violenza\b|\bcas[ae]{_GAP}di{_GAP}accoglienza\b|\bnascondigli[o]?\b|"
    rf"\b(?:secret|hidden|underground|clandestine|home{_GAP}based){_GAP}(?:girls?['’]?s?{_GAP})?(?:schools?|class(?:es|rooms?)?|clinics?)\b|"
    rf"\b(?:scuol[ae]|class[ei]|lezion[ei]|ambulator[io]+|clinic(?:a|he)){_GAP}(?:segret[aeio]|clandestin[aeio]|nascost[aeio])\b|"
    r"خانه\s*(?:های\s*)?امن|پناهگاه|مکتب\s*(?:مخفی|پنهان)",
    re.IGNORECASE,
)
_THREAT = re.compile(
    r"\bthreat\w*|\bminacc\w*|\bnight letters?\b|\blettere notturne\b|\bat risk\b|\ba rischio\b|\bin hiding\b|\bin danger\b|"
    r"\bin pericolo\b|تهدید",
    re.IGNORECASE,
)
_SERVED = re.compile(
    r"scho+l|scuol|clinic|hospital|ospedal|ambulator|girl|women|woman|donn[ae]|ragazz[ae]|teacher|maestr[aoe]|مکتب|شفاخانه|زنان", re.I
)

_FINER = re.compile(
    r"\b(?:street|alley|lane|avenue|house no|house number|building no|room|floor|apartment|flat|compound|behind|opposite|next to|"
    r"in front of|beside|near the|across from|corner of|via|viale|vicolo|piazza|civico|numero civico|casa di|piano|cortile|accanto|"
    r"dietro|di fronte|davanti|vicino (?:al|alla|all|allo|ai|alle)|a fianco|all['’]angolo|km|kilomet\w+|chilomet\w+|met(?:re|er)s?|"
    r"metri|کوچه|سرک|خانه)\b",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """A text with figures and signs in their common form, whatever script or width they were typed in."""
    common = unicodedata.normalize("NFKC", text)
    return "".join(
        str(unicodedata.decimal(sign)) if not sign.isascii() and sign.isdecimal() else sign for sign in common if sign not in "\u200c\u200d"
    )


def telephone(text: str) -> str:
    """A telephone number in a plain text."""
    if found := _CALLED.search(text):
        return found.group(0)
    return next((found.group(0).strip() for found in _FIGURES.finditer(text) if _calls(found, text)), "")


def _calls(found: re.Match[str], text: str) -> bool:
    """Whether figures are a telephone number: no years, no date, no sum of money, and long enough."""
    piece = found.group(0).strip()
    parts = [part for part in _SPLIT.split(piece) if part]
    figures = "".join(parts)
    abroad = piece.startswith(("+", "(0", "(+", "0"))
    if len(figures) < min(_BARE, _NATIONAL) or _DATE.fullmatch(piece):
        return False
    if abroad:
        return True
    if all(_YEAR.fullmatch(part) for part in parts):
        return False
    if _MONEY_AFTER.match(text[found.end() :]) or _MONEY_BEFORE.search(text[: found.start()]):
        return False
    if _YEAR.fullmatch(parts[0]) or _YEAR.fullmatch(parts[-1]):  # a year beside a number: "in 2009 105 schools"
        return len(figures) >= _GROUPED + 2
    if _THOUSANDS.fullmatch(piece) and not _MOBILE.fullmatch(figures):
        return False
    return len(figures) >= (_BARE if len(parts) == 1 else _GROUPED)


def mail(text: str) -> str:
    """An address of e-mail, or a name in a network, in a plain text."""
    return _first((_MAIL,), text)


def coordinates(text: str) -> str:
    """Coordinates, or a link to a spot on a map, in a plain text."""
    return _first((_COORDINATES,), text)


def titled(text: str, known: Iterable[str] = ()) -> str:
    """A person's name after a title in a plain text; names of ``known`` places are none."""
    for name in known:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "·", text, flags=re.IGNORECASE)
    return _first(_TITLED, text)


def sheltering(text: str) -> str:
    """A shelter, a safe house, a hidden school, or one that is threatened, in a plain text."""
    if found := _first((_SHELTER,), text):
        return found
    return _first((_THREAT,), text) if _SERVED.search(text) else ""


def finer(text: str) -> str:
    """Words of a place that lead to something finer than a village."""
    return _first((_FINER,), text)


def _first(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    return next((found.group(0).strip() for pattern in patterns if (found := pattern.search(text))), "")
