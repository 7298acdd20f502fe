"""Baseline: a Streamlit page with a title and nothing else."""

import streamlit as st

st.header("all: 500")
