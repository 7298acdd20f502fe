"""Figures made ready to send: what the browser gets is worked out once an exhibit, not once a run.

Streamlit copies a figure deeply at every run; it asks the object itself to do it, so these objects answer with what they have kept. They
are for showing only: nobody changes them.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.style import Canvas
from aidlens.view import View


class ReadyFigure(go.Figure):  # type: ignore[misc]
    """A figure that gives its content away without copying it."""

    def __init__(self, content: dict[str, Any]) -> None:
        # The parent's set-up would check and copy everything again.
        self.__dict__["content"] = content

    def to_dict(self) -> dict[str, Any]:
        """The content; the outer levels are new each time, since a reader may take keys out of them."""
        kept = self.__dict__["content"]
        return {**kept, "data": [dict(trace) for trace in kept["data"]]}


def figure(item: Exhibit, view: View, canvas: Canvas) -> ReadyFigure:
    """The figure of an exhibit for a canvas, ready to send; its marks say what they change of the view shown.

    So a figure that a filter leaves alone stays what it was, and the browser does not draw it again.
    """
    return item.kept(("ready", canvas, view), lambda: ReadyFigure(_stepping(item.figure(canvas).to_dict(), view)))


def _stepping(content: dict[str, Any], view: View) -> dict[str, Any]:
    for trace in content["data"]:
        if "customdata" in trace:
            trace["customdata"] = [view.step_to(href) if isinstance(href, str) else href for href in trace["customdata"]]
    return content
