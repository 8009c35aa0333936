"""The app: ``streamlit run app.py``. Routes for data, Streamlit for the pages.

Settings are environment variables; see ``explorer/settings.py``.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from explorer.api import routes
from explorer.ui import failures, house
from explorer.ui.document import DocumentMiddleware

app = st.App(
    Path(__file__).parent / "pages" / "shell.py",
    routes=routes(house.catalogue(), house.settings()),
    middleware=[Middleware(DocumentMiddleware, default=house.settings().language)],
    on_script_error=failures.show,
)
