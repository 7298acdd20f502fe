"""Every use of what Streamlit does not document, each with the reason and with what to do when it goes.

What belongs here, and in the style sheet and script of the same name beside it: test ids, private attributes, names of its files, its keys
of local storage, its own addresses, the words and lines of its pages that ours look for. Nothing else names one (``tests/test_seam.py``
reads the code); an update that takes one away fails in ``tests/browser/test_seam.py``, which says what to mend.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# ── what is looked for in the drawn page ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Marker:
    """A part of Streamlit's drawn page: how it is found, why we need it, what to do when it is gone."""

    selector: str
    reason: str
    remedy: str
    where: str = "page"  # "page" and "drawer" are drawn; "typing", "loading" and "renamed" do not last


_ANEW = "Find the part's new name in the page, and write it in streamlit_seam.css"
MARKERS = (
    Marker('[data-testid="stApp"]', "the paper and ink of the theme; says whether a run lasts", f"{_ANEW} and .js."),
    Marker(
        '[data-testid="stApp"][data-test-script-state]',
        "waits, focus and scroll need to know that a run is over",
        "Find how the page says a run lasts (isRunning, isResting in streamlit_seam.js); else let .al-head tell it.",
    ),
    Marker(
        '[data-testid="stApp"][data-test-connection-state="CONNECTED"]',
        "one line says that the server is gone, and what was asked is done when it is back",
        "Find how the page says its line is up (isGone, isGoneForGood in streamlit_seam.js).",
    ),
    Marker('[data-testid="stAppViewContainer"]', "on paper it must not be one screen high", f"{_ANEW}."),
    Marker('[data-testid="stMain"]', "what scrolls; a landmark that must not hold head and foot", f"{_ANEW} and .js."),
    Marker('[data-testid="stMainBlockContainer"]', "the page's width and margins", f"{_ANEW}."),
    Marker('[data-testid="stVerticalBlock"]', "no gaps of Streamlit's between our parts", f"{_ANEW}."),
    Marker('[data-testid="stElementContainer"]', "style elements take no room, nothing fades in a short run", f"{_ANEW}."),
    Marker('[data-testid="stMarkdownContainer"]', "no font of Streamlit's is fetched while ours are late", f"{_ANEW}."),
    Marker('[data-testid="stLayoutWrapper"]', "nothing fades in a short run", f"{_ANEW}."),
    Marker('[data-testid="stHtml"]', "style elements take no room; tables of the stage fill what is left", f"{_ANEW}."),
    Marker(
        '[data-testid="stHeader"]',
        "Streamlit's bar, menu and status are English",
        f"{_ANEW}; drop it if the bar is gone.",
    ),
    Marker(
        '[data-testid="stSkipToContent"]',
        "the page has a skip link of its own, in the reader's language",
        f"{_ANEW} and in FIRST_STYLE; drop it if the link is gone.",
    ),
    Marker('[data-testid="stTextInput"]', "the field of search as wide and as tall as the design asks", f"{_ANEW}."),
    Marker(
        '[data-testid="InputInstructions"]',
        "English only; the placeholder says it",
        f"{_ANEW}; drop it if it is gone.",
        "typing",
    ),
    Marker(
        '[data-testid="stDialog"]',
        "the drawer's looks; Back and focus know that it is open",
        f"{_ANEW} and .js.",
        "drawer",
    ),
    Marker('[data-testid="stDialog"] [role="dialog"] > h2', "the drawer's title", f"{_ANEW}.", "drawer"),
    Marker('[data-testid="stDialog"] [role="dialog"] > button', "the drawer's cross, large enough for a finger", f"{_ANEW}.", "drawer"),
    Marker(
        '[data-testid="stDialog"] button[aria-label="Close"], button[aria-label="Dismiss"]',
        "the cross, and what a screen reader finds at the drawer's ends: English words, changed for the reader's",
        "Find the buttons' new names, and write them in streamlit_seam.js; drop them if Streamlit speaks Italian.",
        "renamed",
    ),
    Marker(
        '[data-testid="stSkeleton"]',
        "the first paint stands until no part of the page is still to come",
        "Find what stands for a part whose code still comes, and write it in PENDING.",
        "loading",
    ),
)
PENDING = '[data-testid="stSkeleton"]'
ROOT = "#root"  # where Streamlit draws; the first paint stands beside it
# Before our styles come: the skip link is not seen, and behind the fonts the theme names there is none of Streamlit's, which a browser
# would fetch as soon as ours are late.
FIRST_STYLE = (
    "[data-testid=stSkipToContent]{display:none!important}"
    "body,[data-testid=stApp],[data-testid=stDialog],[data-testid=stMarkdownContainer]"
    "{font-family:'Libre Franklin','Helvetica Neue',Arial,sans-serif!important}"
)


@cache
def script() -> str:
    """What scripts of our components need to ask Streamlit's page: goes before them."""
    return Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


@cache
def style() -> str:
    """The rules that reach parts of Streamlit: go before ours."""
    return Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


# ── what is told to its client before it starts ───────────────────────────────────────────────────────────────────

# Streamlit's client looks for its server below the page's own path first: on /works it asks /works/_stcore/health, gets 404 twice, logs two
# errors and loses a round trip. To answer there would be worse: what answers is taken for the app's base, the session is opened below it
# and /works becomes the main page. Told where its server is, the client asks there and nowhere else. Its own dialogues are English and
# stand over what is being read; where something is wrong, the page says it itself.
# When it goes: BACKEND_BASE_URL and HOST_CONFIG are what the client reads of window.__streamlit; look there for their successors.
_HOST = "<script>window.__streamlit={BACKEND_BASE_URL:location.origin,HOST_CONFIG:{blockErrorDialogs:true}}</script>"
# Streamlit reads its theme from local storage, one entry a path, before it draws: a theme asked for in the address is written there first.
# When it goes: look in the client for the key (here and in streamlit_seam.js).
_THEME = (
    "<script>(function(){var t=new URLSearchParams(location.search).get('theme');window.__aidlensThemed=true;"
    "var k='stActiveTheme-'+location.pathname+'-v2';"
    "if(t==='light')localStorage.setItem(k,'\"Light\"');else if(t==='dark'||t==='projector')localStorage.setItem(k,'\"Dark\"');"
    "else localStorage.removeItem(k);"
    "document.documentElement.dataset.theme=t||(matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light')})()"
    "</script>"
)
# Streamlit asks for its icon font, the heaviest file after the charts, before anything else: here an icon that is drawn asks for it.
# When it goes: drop this if the client no longer calls document.fonts.load for it.
_ICONS = (
    "<script>(function(){var fonts=document.fonts,load=fonts.load.bind(fonts);"
    "fonts.load=function(font,text){return /Material Symbols/.test(font)?Promise.resolve([]):load(font,text)}})()</script>"
)
START = _HOST + _THEME + _ICONS


# ── its first page, index.html ────────────────────────────────────────────────────────────────────────────────────

# What web/shell.py cuts out or puts something beside, each once or more. When one goes: look at index.html for what stands there now.
INDEX = {
    "language": re.compile(r'(?<=<html lang=")en(?=">)'),  # the page's own language
    "start of head": re.compile(r'(?<=<meta charset="UTF-8" />)'),  # our fonts first
    "end of head": re.compile(r"(?=</head>)"),
    "title": re.compile(r"<title>Streamlit</title>"),  # each page has its own
    "icon": re.compile(r'href="\./favicon\.png"'),  # ours
    "pointer for agents": re.compile(r'<link\s+rel="service-desc"[^>]*>'),  # this is off here; the API has a description of its own
    "font": re.compile(r'<link\s+rel="preload"[^>]*SourceSans[^>]*>'),  # never seen in a page of ours
    "without scripts": re.compile(r"<noscript>.*?</noscript>", re.DOTALL),  # the first paint says more
    # Only fonts and formulas are in it, but nothing after it is painted before it has come.
    "style sheet": re.compile(r'<link\s+rel="stylesheet"[^>]*>'),
    "root": re.compile(r'(?=<div id="root"></div>)'),  # the first paint stands before it
    "after root": re.compile(r'(?<=<div id="root"></div>)'),
}


def put(html: str, part: str, text: str = "") -> str:
    """The first page with ``text`` in the place of a part of INDEX."""
    return INDEX[part].sub(lambda _found: text, html)


def taken(html: str, part: str) -> tuple[str, str]:
    """The first page without a part of INDEX, and that part."""
    return put(html, part), "".join(INDEX[part].findall(html))


# ── its files and addresses ───────────────────────────────────────────────────────────────────────────────────────

FILES = "/static/"  # where its own files are asked for
INNER = "_stcore"  # the first part of its inner addresses
SESSION = "stream"  # the last part of a session's
UPLOADS = f"/{INNER}/upload_file/"
# Chunks that every page of ours needs and the client asks for only once it has read the first message: named early they come sooner. When
# one goes: the page is slower by a round trip; look for the chunk that st.html, or a component, needs now.
CHUNKS = ("Html", "BidiComponent")
_IMPORTS = re.compile(r'(?:from|import)\s*"\./([\w.~-]+\.js)"')


def client() -> Path:
    """The folder of Streamlit's client, with its index.html; found without importing Streamlit."""
    found = find_spec("streamlit")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("streamlit is not installed: install AidLens with its dependencies")
    return Path(found.origin).parent / "static"


@cache
def hints() -> tuple[str, ...]:
    """Addresses of the chunks every page needs, to be loaded early."""
    return tuple(dict.fromkeys(f".{FILES}js/{name}" for chunk in CHUNKS for name in chunk_files(chunk)))


def chunk_files(chunk: str) -> tuple[str, ...]:
    """The file of a chunk and those it imports at once; nothing where Streamlit names its files otherwise."""
    folder = client() / "static" / "js"
    found = sorted(folder.glob(f"{chunk}.*.js"))
    if len(found) != 1:
        return ()
    text = found[0].read_text(encoding="utf-8", errors="replace")
    near = [name for name in dict.fromkeys(_IMPORTS.findall(text[:20_000])) if (folder / name).exists()]
    return (found[0].name, *near)


# ── in its process ────────────────────────────────────────────────────────────────────────────────────────────────


def pages_are_those_of_the_app() -> None:
    """Have Streamlit take its pages from app.py's st.navigation, not from the files in pages/ by themselves.

    A process just started takes the folder for pages of its own kind until app.py has run once: a reader who comes to an inner page first
    would get the bare page. When it goes: move pages/ to another name, as Streamlit's documents advise.
    """
    # Only here: the plain pages and the API do without Streamlit.
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False


def configure(options: dict[str, Any]) -> None:
    """Set options of Streamlit as its command line does, before an app is built.

    st.App reads .streamlit/config.toml and the environment, but cannot be told. When it goes: set STREAMLIT_SERVER_PORT and the like.
    """
    from streamlit import config

    config.get_config_options(force_reparse=True, options_from_flags=options)
