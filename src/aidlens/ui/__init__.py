"""Streamlit only: the page shell, the exhibit frame, the evidence drawer. Renders what lies below and computes nothing."""
