"""The story told while it is scrolled: text at the left, one stage at the right whose marks move from scene to scene.

What belongs here: which scenes a page shows and in which words. Which picture stands with the paragraph in view is the browser's business
(``assets/scenes.js``); where the marks stand is said in ``exhibits.scenes``.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import streamlit as st

from aidlens import streamlit_seam
from aidlens.exhibits import registry
from aidlens.exhibits.scenes_stage import Stage, stage
from aidlens.pagebook.scenes import told
from aidlens.story import Placed, Story
from aidlens.templates import Markup, macros
from aidlens.ui import html
from aidlens.ui.assets import asset
from aidlens.ui.context import Context, served
from aidlens.view import View


@dataclass(frozen=True)
class Written:
    """A stage as pieces of HTML."""

    width: float
    height: float
    grounds: list[tuple[str, Markup]]
    layers: list[tuple[str, Markup]]
    marks: Markup


@cache
def _component() -> Any:
    return st.components.v2.component("aidlens_scenes", js=streamlit_seam.script() + asset("scenes.js"), isolate_styles=False)


def tell(story: Story, head: Markup, context: Context) -> None:
    """The story with its stage; ``head`` stands above the text."""
    view, lang = context.view.only(), context.lang
    scenes = told(context.catalog, view, lang)
    frame = html.Frame(lang)
    first = scenes[0].id if scenes else ""
    text = macros("tale").text(frame, lang, head, story, first, _placed(story, context))
    with st.container(key="tale", gap=None):
        st.html(macros("tale").styles(Markup(asset("scenes.css"))))
        with st.container(key="tale-text"):
            st.html(text)
        if scenes:
            captions = tuple((scene.id, scene.text) for scene in scenes)
            made = stage(context.catalog, view, context.canvas, captions, inside=not served())
            with st.container(key="tale-stage"):
                body = macros("tale").stage(frame, lang, _written(made), scenes)
                _component()(key="stage", data=packed(str(body), made.places))


@lru_cache(16)
def packed(body: str, places: str) -> bytes:
    """A stage as it is sent: its HTML and its places (JSON)."""
    written = f'{{"html":{json.dumps(body, ensure_ascii=False)},"places":{places}}}'
    return gzip.compress(written.encode(), mtime=0)


def _placed(story: Story, context: Context) -> dict[str, tuple[str, str]]:
    """The exhibits that have a place in the story, with the anchor and the title of each."""
    keys = [block.exhibit for section in story.sections for block in section.blocks if isinstance(block, Placed)]
    items = {key: registry.build(key, context.catalog, seen(key, context.view), context.lang) for key in keys if key in registry.BUILDERS}
    return {key: (item.anchor, item.title) for key, item in items.items()}


def seen(key: str, view: View) -> View:
    """The view an exhibit of the story is shown in: the years chosen must not narrow the others."""
    return view if registry.OBEYS[key] == "years" else view.only()


def _written(made: Stage) -> Written:
    grounds = [(name, Markup(svg)) for name, svg in made.grounds.items()]
    layers = [(name, Markup(svg)) for name, svg in made.layers.items()]
    return Written(made.width, made.height, grounds, layers, Markup(made.marks))
