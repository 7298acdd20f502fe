"""Baseline: the same chart and filter in Dash, served as ``app.run`` does."""

import sys

from dash import Dash, Input, Output, callback, dcc, html
from rows import SIDES, bars, rows, title

app = Dash(__name__)
app.layout = [dcc.Dropdown(SIDES, "all", id="side", clearable=False), html.H2(id="title"), dcc.Graph(id="chart")]
frame = rows()


@callback(Output("title", "children"), Output("chart", "figure"), Input("side", "value"))
def update(side: str):
    return title(frame, side), bars(frame, side)


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]))
