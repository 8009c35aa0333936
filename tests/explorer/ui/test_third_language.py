"""A third language is one file, brought without touching the program: a pseudo-language proves it.

Every sentence of it is the English one between marks, so that a sentence which is not taken from
the catalogue shows.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import write_po

from explorer.languages import DOMAIN, LANGUAGES
from explorer.ui.i18n import read_catalogue

CODE = "eo"
ROOT = Path(__file__).resolve().parents[3]
ASK = """
import json, sys, time
from pathlib import Path
import httpx
from explorer.languages import LANGUAGES, LANGUAGE_NAMES
from explorer.site.statement import checks
from explorer.ui.gallery import item_texts
from explorer.ui.i18n import choose, translator
from explorer.ui.numbers import number, share, years
from explorer.ui.viewer_texts import viewer_texts
from tests.serving import serving

say = translator("eo")
told = {"languages": LANGUAGES, "names": LANGUAGE_NAMES, "chosen": choose(["eo-XX"]),
        "viewer": viewer_texts(say), "item": item_texts(say),
        "share": share(0.5, "eo"), "number": number(1234, "eo"), "years": years(-3, 12, say)}
with serving(Path(sys.argv[1]), profile="public", language="eo") as root:
    while httpx.get(f"{root}/api/v1/small/themes", timeout=60).status_code != 200:
        time.sleep(0.1)
    for name, path in {"home": "c/small/", "item": "c/small/item/doc-9", "missing": "c/x/",
                       "theme": "c/small/theme/0", "statement": "c/accessibility"}.items():
        told[name] = httpx.get(f"{root}/{path}").text
    themes = httpx.get(f"{root}/api/v1/small/themes?lang=eo").json()["results"]
    told["labels"] = [one["label"] for one in themes]
    told["checked"] = [page["name"] for page in checks()["pages"]]
    told["search"] = httpx.get(f"{root}/api/v1/small/search?q=xyzzy").json()
    told["french"] = httpx.get(f"{root}/c/small/?lang=fr").text
    told["unknown"] = httpx.get(f"{root}/api/v1/small?lang=xx").json()
json.dump(told, sys.stdout)
"""


class Words(HTMLParser):
    """What one reads on a page, but for scripts and what is marked as of another language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[bool] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("img", "meta", "link", "br"):
            said = dict(attrs)
            other = "lang" in said and said["lang"] != CODE
            self._open.append(tag in ("script", "style", "title", "dd") or other)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(self._open):
            self.found.append(data.strip())


@pytest.fixture(scope="module")
def told(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("locales")
    catalogue = read_catalogue("en")
    for message in catalogue:
        if message.id:
            one = isinstance(message.id, str)
            texts = [message.string] if one else list(message.string)
            marked = [f"⟦{text}⟧" for text in texts]
            message.string = marked[0] if one else tuple(marked)
    path = folder / CODE / "LC_MESSAGES" / f"{DOMAIN}.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as handle:
        write_po(handle, catalogue)
    (folder / "not-a-language" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "not-a-language" / "LC_MESSAGES" / f"{DOMAIN}.po").write_text("")
    run = subprocess.run(
        [sys.executable, "-c", ASK, str(small_bundle.parent)],
        cwd=ROOT, env=os.environ | {"EXPLORER_LOCALES": str(folder)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_the_language_is_there_with_its_own_name(told: dict) -> None:
    assert told["languages"] == [*LANGUAGES, CODE]
    assert told["names"][CODE] == "Esperanto"
    assert told["chosen"] == CODE
    assert told["unknown"]["error"] == "lang is fr or en or eo"


def test_every_sentence_of_the_pages_comes_from_the_file(told: dict) -> None:
    # What records, and what was found by a machine, say in their own language.
    records = re.compile(
        r"Cimaise|small|Inventory|Esperanto|FR|EN|EO|CC0 1\.0|[\w' ]+ n° \d+|Anonyme \d.*"
        r"|[,.;]|[\d –]+"
    )
    own = set(told["labels"]) | set(told["checked"])
    for name in ("home", "item", "missing", "theme", "statement"):
        assert f'<html lang="{CODE}">' in told[name]
        words = Words(told[name]).found
        marked = [text for text in words if "⟦" in text]
        assert len(marked) >= 3
        plain = [text for text in words if "⟦" not in text and text not in own]
        plain = [text for text in plain if not records.fullmatch(text)]
        assert plain == [], name
    assert f'hreflang="{CODE}"' in told["french"] and "⟦" not in told["french"]


def test_so_do_the_sentences_of_widgets_and_answers(told: dict) -> None:
    def plain(texts: object) -> list[str]:
        if isinstance(texts, dict):
            return [one for value in texts.values() for one in plain(value)]
        if isinstance(texts, list):
            return [one for value in texts for one in plain(value)]
        return [texts] if isinstance(texts, str) and " " in texts and "⟦" not in texts else []

    assert plain(told["item"]) == []
    assert plain(told["viewer"]) == []
    assert told["search"]["notice"].startswith("⟦")
    assert told["share"] and told["number"] and "⟦" in told["years"]
