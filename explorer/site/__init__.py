"""The pages of the public site that are written whole: for crawlers, slow networks, no script.

Knows neither HTTP nor Streamlit: ``explorer/api/site.py`` serves what is made here.
"""
