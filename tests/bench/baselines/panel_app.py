"""Baseline: the same chart and filter in Panel, served by ``panel serve``."""

import panel as pn
from rows import SIDES, bars, rows, title

pn.extension("plotly")
frame = rows()
side = pn.widgets.Select(name="Side", options=list(SIDES), value="all")
heading = pn.bind(lambda side: pn.pane.HTML(f"<h2>{title(frame, side)}</h2>"), side)
chart = pn.bind(lambda side: pn.pane.Plotly(bars(frame, side)), side)
pn.Column(side, heading, chart).servable()
