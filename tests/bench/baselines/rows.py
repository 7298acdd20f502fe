"""What every rod shows: 500 rows in ten groups, a filter of three choices, a title, ten bars. Made of fixed pseudo-random numbers."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

SIDES = ("all", "left", "right")


def rows() -> pd.DataFrame:
    random = np.random.default_rng(7)
    return pd.DataFrame(
        {
            "group": random.integers(0, 10, 500),
            "side": random.choice(["left", "right"], 500),
            "lat": 34 + random.normal(0, 1, 500),
            "lon": 63 + random.normal(0, 1, 500),
        }
    )


def of_side(frame: pd.DataFrame, side: str) -> pd.DataFrame:
    return frame if side == "all" else frame[frame["side"] == side]


def title(frame: pd.DataFrame, side: str) -> str:
    return f"{side}: {len(of_side(frame, side))}"


def bars(frame: pd.DataFrame, side: str) -> go.Figure:
    counts = of_side(frame, side)["group"].value_counts().sort_index()
    return go.Figure(go.Bar(x=counts.index, y=counts.to_numpy(), name=side))
