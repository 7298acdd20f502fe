"""The ASGI side: what stands around Streamlit on the same port. ``site`` is the one module here that imports streamlit (for ``st.App``)."""
