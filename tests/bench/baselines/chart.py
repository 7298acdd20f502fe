"""Baseline: the least Streamlit page with one chart and one filter."""

import streamlit as st
from rows import SIDES, bars, rows, title

frame = rows()
side = st.selectbox("Side", SIDES)
st.header(title(frame, side))
st.plotly_chart(bars(frame, side), key="chart")
