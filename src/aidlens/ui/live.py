"""A drawing on a live page: the SVG of the exhibit, put in its place by a component of ours; ``assets/marks.js`` makes it alive.

What belongs here: which drawing a page shows. How marks move, speak and are reached by keys is the browser's business.
"""

from __future__ import annotations

from functools import cache
from math import ceil
from typing import Any

import streamlit as st

from aidlens.ui.assets import asset


@cache
def _component() -> Any:
    return st.components.v2.component("aidlens_drawing", js=asset("drawing.js"), isolate_styles=False)


def drawing(svg: str, height: float, key: str) -> None:
    """Show an ``<svg>`` of this height in px; drawings shown under one key follow each other, and their marks move."""
    # The room is kept from the start: what comes below stands where it will stay before the script has come.
    _component()(key=key, data={"svg": svg}, height=ceil(height))
