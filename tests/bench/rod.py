"""The rod: the least Streamlit page with one chart, one map and one filter, to measure against. Run by Streamlit, not imported."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pydeck as pdk
import streamlit as st

random = np.random.default_rng(7)
frame = pd.DataFrame(
    {
        "group": random.integers(0, 10, 500),
        "side": random.choice(["left", "right"], 500),
        "lat": 34 + random.normal(0, 1, 500),
        "lon": 63 + random.normal(0, 1, 500),
    }
)
side = st.selectbox("Side", ["all", "left", "right"])
shown = frame if side == "all" else frame[frame["side"] == side]
st.header(f"{side}: {len(shown)}")
counts = shown["group"].value_counts().sort_index()
st.plotly_chart(go.Figure(go.Bar(x=counts.index, y=counts.to_numpy(), name=side)), key="chart")
layer = pdk.Layer("ScatterplotLayer", shown[["lat", "lon"]], get_position="[lon, lat]", get_radius=4000, id="points")
state = pdk.ViewState(latitude=34, longitude=63, zoom=6)
st.pydeck_chart(pdk.Deck(layers=[layer], initial_view_state=state, map_provider=None))
