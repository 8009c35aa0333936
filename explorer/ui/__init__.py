"""The interface: what Streamlit pages share, in French and English."""
