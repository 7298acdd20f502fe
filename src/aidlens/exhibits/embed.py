"""The snippet that shows an exhibit in another site: one for the live page, the plain page and whoever asks."""

from __future__ import annotations

from urllib.parse import urlencode

from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.style import LIGHT, Canvas
from aidlens.i18n import Lang
from aidlens.templates import render

HEAD, FOOT = 110, 90  # px of title and subtitle, and of the lines under the picture, on a wide page
TABLE = 640  # px of a table's frame, in which it is scrolled


def embed_path(item: Exhibit, lang: Lang) -> str:
    """The in-site address of the embed of an exhibit in its view."""
    query = urlencode(item.view.without_evidence.having(page="overview", theme="", sheet=1, lang=lang.code).to_query(), safe=",")
    return f"/embed/{item.id}?{query}"


def snippet(item: Exhibit, lang: Lang, base: str, more: str) -> str:
    """A frame of the picture's shape, and a link for readers and feeds without frames; ``more`` is where that leads (a whole address)."""
    if item.draw is None:
        shape = f"height:{TABLE}px"
    else:
        canvas = Canvas(LIGHT, lang)
        shape = f"aspect-ratio:{canvas.width}/{round(item.drawing(canvas).height) + HEAD + FOOT};min-height:420px"
    return render("snippet", src=base + embed_path(item, lang), title=item.title, shape=shape, more=more)
