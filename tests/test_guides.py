"""The guides for curators: two languages, step by step alike, and nothing in them leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "guides"
GUIDES = {"fr": FOLDER / "conservateur.md", "en": FOLDER / "curator.md"}
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")


def anchors(page: Path) -> set[str]:
    """What can be linked to in a page: its headings, as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


def test_every_link_and_picture_of_the_guides_is_there_and_small() -> None:
    wrong = []
    for page in GUIDES.values():
        for picture, target in LINK.findall(page.read_text("utf-8")):
            path, _, anchor = target.partition("#")
            found = (page.parent / path).resolve() if path else page
            if not found.is_file() or (anchor and anchor not in anchors(found)):
                wrong.append(f"{page.name}: {target}")
            elif picture and found.stat().st_size > 100_000:
                wrong.append(f"{target} is larger than 100 kB")
    assert wrong == []


def test_both_tell_the_same_steps_with_pictures_of_their_language() -> None:
    shape, shown = {}, {}
    for language, page in GUIDES.items():
        text = page.read_text("utf-8")
        shape[language] = re.findall(r"^(#+|\d+\.|-|\|)", text, re.M)
        shown[language] = [target for picture, target in LINK.findall(text) if picture]
        assert all(target.endswith(f".{language}.webp") for target in shown[language])
    assert shape["fr"] == shape["en"]
    told = {target.removesuffix(f".{code}.webp") for code, all_ in shown.items() for target in all_}
    taken = {f"pictures/{path.name.split('.')[0]}" for path in (FOLDER / "pictures").iterdir()}
    assert told == taken and len(shown["fr"]) == len(shown["en"]) == len(told)
