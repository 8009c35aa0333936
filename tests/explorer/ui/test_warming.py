"""What is done once, so that no visitor waits for it: garbage, and drawings that are kept."""

import gc
import tomllib
from pathlib import Path

import pytest

from explorer.catalogue import Catalogue
from explorer.ui import house
from explorer.ui.frame import Frame
from explorer.ui.i18n import translator
from explorer.ui.themes import _all_themes, _over_years, _state
from explorer.ui.warming import warm

CONFIG = Path(__file__).resolve().parents[3] / ".streamlit" / "config.toml"


def test_what_stays_is_not_looked_at_for_garbage_again(small_bundle, monkeypatch):
    monkeypatch.setenv("EXPLORER_DATA", str(small_bundle.parent))
    held = (house.settings, house.catalogue, house.store)
    for one in held:
        one.cache_clear()
    try:
        warm()
        assert gc.get_freeze_count() > 50_000
        assert gc.isenabled()  # what visitors leave is still collected, and by Python alone
        assert tomllib.loads(CONFIG.read_text())["runner"]["postScriptGC"] is False
    finally:
        gc.unfreeze()
        house.store().close()
        for one in held:
            one.cache_clear()


@pytest.fixture(scope="module")
def entries(small_bundle):
    catalogue = Catalogue(small_bundle.parent)
    catalogue.get(small_bundle.name)
    return catalogue.entries()


def test_a_drawing_is_made_once_for_all_and_anew_for_another_language_or_theme(entries):
    def frame(language):
        return Frame(translator(language), entries, entries[0])

    def drawn(language):
        shown = frame(language)
        themes = shown.collection.themes(language=language)
        return _all_themes(shown, themes, state=_state(shown, None))

    assert drawn("fr") is drawn("fr")
    assert drawn("fr").data[0].labels[0] == "Tous"
    assert drawn("en").data[0].labels[0] == "All"

    shown = frame("fr")
    themes = {one.id: one for one in shown.collection.themes(language="fr")}
    theme = next(iter(themes.values()))
    figures = [
        _over_years(shown, themes, one, state=_state(shown, one)) for one in (None, theme, None)
    ]
    assert figures[0] is figures[2]
    assert figures[0][0] is not figures[1][0]
