"""Settings come from the environment, are checked, and are each described."""

import pytest
from pydantic import ValidationError

from explorer.settings import Settings


def test_they_are_read_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("EXPLORER_DATA", str(tmp_path))
    monkeypatch.setenv("EXPLORER_PROFILE", "kiosk")
    monkeypatch.setenv("EXPLORER_LANGUAGE", "en")
    found = Settings()
    assert (found.data, found.profile, found.language) == (tmp_path, "kiosk", "en")


@pytest.mark.parametrize(
    ("name", "value"),
    [("PROFILE", "king"), ("LANGUAGE", "de"), ("THREADS", "0"), ("QUERY_LENGTH", "lots")],
)
def test_what_does_not_do_is_named(monkeypatch, name, value):
    monkeypatch.setenv(f"EXPLORER_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_each_is_described():
    assert all(field.description for field in Settings.model_fields.values())
