"""Baseline: the least Streamlit page with one chart, one map and one filter."""

import pydeck as pdk
import streamlit as st
from rows import SIDES, bars, of_side, rows, title

frame = rows()
side = st.selectbox("Side", SIDES)
st.header(title(frame, side))
st.plotly_chart(bars(frame, side), key="chart")
points = of_side(frame, side)[["lat", "lon"]]
layer = pdk.Layer("ScatterplotLayer", points, get_position="[lon, lat]", get_radius=4000, id="points")
state = pdk.ViewState(latitude=34, longitude=63, zoom=6)
st.pydeck_chart(pdk.Deck(layers=[layer], initial_view_state=state, map_provider=None))
