"""A page that fails says one kind line, in the visitor's language, and nothing of the error."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Cette page n’a pas pu s’afficher. Réessayez dans un instant."),
        ("en", "This page could not be shown. Try again in a moment."),
        ("<b>", "Cette page n’a pas pu s’afficher. Réessayez dans un instant."),
    ],
)
def test_one_kind_line(language: str, line: str) -> None:
    def script(language: str) -> None:
        import streamlit as st

        from explorer.ui import failures

        st.session_state["language"] = language
        try:
            raise ValueError("/srv/secret/path")
        except ValueError as error:
            assert failures.show(error)

    page = AppTest.from_function(script, args=(language,)).run()
    assert [warning.value for warning in page.warning] == [line]
    assert not page.exception
    assert "secret" not in str(page)
