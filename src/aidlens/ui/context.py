"""What one run of a page knows: the record, the view, the language and the canvas; and how a page changes its address."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from aidlens.catalog import Catalog, default_dir
from aidlens.checks.faults import Fault
from aidlens.exhibits.style import DARK, LIGHT, THEMES, Canvas
from aidlens.i18n import Lang, guess, lang
from aidlens.records import current, in_use
from aidlens.single_flight_cache import Keeping
from aidlens.view import HOME, Notice, View

SHAPES = ("middle", "low")


@dataclass(frozen=True)
class Context:
    """Everything a page needs for one run."""

    catalog: Catalog
    view: View
    lang: Lang
    canvas: Canvas
    notices: tuple[Notice, ...]
    base: str = ""

    @property
    def keeping(self) -> Keeping:
        """What is made in this context is kept with its record."""
        return self.catalog.keeping


def record() -> tuple[Catalog | None, list[Fault]]:
    """The record in use and its faults."""
    return current(default_dir())


def waiting() -> int:
    """The number of faults of a newer record that waits to be mended."""
    return len(in_use(default_dir()).waiting)


def read(catalog: Catalog, page: str) -> Context:
    """The context of this run, read from the address and from what the browser reported."""
    view, notices = View.from_query(st.query_params.to_dict(), catalog, page)
    code = view.lang or preferred_language()
    if view.lang is None and code != "en":
        # An address shared by an Italian reader should open in Italian elsewhere: the guess becomes explicit in every link.
        view = View(**{**view.__dict__, "lang": code})
    theme = THEMES.get(view.theme) or (DARK if is_dark() else LIGHT)
    if is_narrow():
        theme = replace(theme, size=LIGHT.size)  # a phone is held in the hand, also in the projector's colours
    return Context(catalog, view, lang(code), Canvas(theme, lang(code), is_narrow()), notices, base())


def base() -> str:
    """The address of the site without a path ("https://example.org"): AIDLENS_URL where set, else as the browser asked for it."""
    own = os.environ.get("AIDLENS_URL", "").rstrip("/")
    parts = urlsplit(str(st.context.url or ""))
    return own or (f"{parts.scheme}://{parts.netloc}" if parts.netloc else "")


def served() -> bool:
    """Whether the site's own addresses are there: under plain ``streamlit run`` only Streamlit's are."""
    return bool(os.environ.get("AIDLENS_SITE"))


def preferred_language() -> str:
    """The language the browser prefers, as far as the site has it."""
    header = str(st.context.headers.get("Accept-Language") or "")
    return guess([st.context.locale or "", *header.split(",")])


def column() -> bool | str:
    """Whether the page is shown in a narrow column, "middle" or "low" where it has a shape: as the browser reported, before that by its
    name.
    """
    reported = _shell_state("narrow")
    if reported is None:
        return "Mobi" in str(st.context.headers.get("User-Agent") or "")
    return str(reported) if reported in SHAPES else bool(reported)


def is_narrow() -> bool:
    """Whether the page is shown in a narrow column."""
    return bool(column())


def shaped(canvas: Canvas) -> Canvas:
    """The canvas with the shape of its column, for what is laid out by it."""
    shape = column()
    return replace(canvas, shape=shape) if isinstance(shape, str) and canvas.narrow else canvas


def is_dark() -> bool:
    """Whether the browser shows the dark theme."""
    reported = _shell_state("dark")
    return bool(reported) if reported is not None else st.context.theme.type == "dark"


def _shell_state(name: str) -> object:
    state = st.session_state.get("shell")
    return state.get(name) if state is not None and hasattr(state, "get") else None


def asked() -> str:
    """The in-site address the reader has just asked for, or ""."""
    return str(st.session_state.pop("aidlens-go", "") or _shell_state("go") or "")


def go(href: str, page: str, pages: dict[str, st.Page]) -> None:
    """Open an in-site address without a reload; an address of no page is left alone.

    Within the ``page`` whose run has just begun only its parameters change, and the run goes on with them: a second one would cost as
    much again.
    """
    parts = urlsplit(href)
    name = parts.path.strip("/") or HOME
    query = {key: ",".join(items) for key, items in parse_qs(parts.query).items()}
    if name == page:
        st.query_params.from_dict(query)
    elif name in pages:
        st.switch_page(pages[name], query_params=query)
