"""Labels, lists and codes on paper, read and looked at by another program; and the tables."""

from __future__ import annotations

import csv
import io
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pytest

from explorer.collection import Collection
from explorer.publishing.paper import KINDS, SIZES, Size, paper
from explorer.publishing.tables import checklist_csv, omeka_csv
from explorer.publishing.typesetting import paragraph, typesetting
from tests.explorer.publishing.exhibited import (
    ARABIC,
    BARE,
    CC0,
    CYRILLIC,
    EVIL,
    FORMULA,
    GREEK,
    HEBREW,
    exhibition_of,
)

ADDRESS = "https://www.example.org/monstres/"
A4 = (595, 842)
CARDS: dict[Size, int] = {"small": 10, "medium": 8, "large": 2}
WORKS = 1 + 12 + 5 + 6 + 10


def opened(data: bytes) -> Any:
    assert data.startswith(b"%PDF-")
    return pypdfium2.PdfDocument(data)


def words(data: bytes) -> str:
    pages = [page.get_textpage().get_text_bounded() for page in opened(data)]
    return " ".join(" ".join(pages).split())


def test_a_document_has_its_own_letters_whatever_was_printed_before(hostile: Collection) -> None:
    for title in ("Ascii alone", "Щука и ѣ", "Ξένια"):
        told = {"title": {"fr": title}, "sections": [{"id": "t", "kind": "text"}]}
        assert title in words(
            paper("checklist", exhibition_of(hostile, **told), hostile, language="fr")
        )


def within_the_sheet(document: Any) -> bool:
    """Whether every letter of every page is on it."""
    for page in document:
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(at)
            if left < 0 or bottom < 0 or right > A4[0] or top > A4[1]:
                return False
    return True


@pytest.mark.parametrize("size", SIZES)
def test_labels_say_all_and_stay_on_their_cards(hostile: Collection, size: Size) -> None:
    data = paper("labels", exhibition_of(hostile), hostile, language="fr", size=size)
    document = opened(data)
    assert len(document) == -(-(WORKS - 1) // CARDS[size])
    assert tuple(round(side) for side in document[0].get_size()) == A4
    assert within_the_sheet(document)
    said = words(data)
    for text in (
        GREEK,
        CYRILLIC,
        "Boucle d'oreille",
        "Don <b>X</b>",
        "Droits : CC0 1.0",
        EVIL[:20],
    ):
        assert text in said.replace("\u00a0", " "), text
    for empty in ("None", "()", "[]", " , ", "…, "):
        assert empty not in said
    assert "Un très long titre qui ne finit pas" in said


def test_what_is_not_known_leaves_nothing_empty(hostile: Collection) -> None:
    wall = [{"id": "w", "kind": "wall", "exhibits": [{"item": BARE}]}]
    shown = exhibition_of(hostile, sections=wall)
    label = paper("labels", shown, hostile, language="en", size="medium")
    assert words(label) == "Untitled Rights: CC0 1.0"
    listed = words(paper("checklist", shown, hostile, language="en"))
    assert f"Untitled Identifier {BARE} CC0 1.0 Said by a machine, checked by nobody" in listed


def test_words_that_are_read_from_the_right_stand_at_the_right_in_their_order(
    hostile: Collection,
) -> None:
    ids = list(hostile.ids([2, 6]).values())
    exhibits = [{"item": id_} for id_ in ids]
    shown = exhibition_of(hostile, sections=[{"id": "w", "kind": "wall", "exhibits": exhibits}])
    data = paper("labels", shown, hostile, language="fr", size="large")
    text = opened(data)[0].get_textpage()
    said = "".join(text.get_text_bounded().split())
    # On the page, left to right: the last letter of the title comes first.
    assert "".join(HEBREW.split())[::-1] in said or "".join(HEBREW.split()) in said
    with typesetting([HEBREW, ARABIC]) as setter:
        block = setter.block([paragraph(HEBREW, "serif", 20)], 300)
        (line,) = [line for line, _, _ in block.lines]
        drawn = "".join(run for _, run in line.runs)
        assert line.right and drawn == HEBREW[::-1]
        arabic = setter.block([paragraph(ARABIC, "serif", 20)], 300).lines[0][0]
        joined = "".join(run for _, run in arabic.runs)
        assert "(1845)" in joined and joined.index("(1845)") == 0


def test_long_words_and_texts_are_broken_made_smaller_and_at_last_cut() -> None:
    with typesetting(["mot " * 400]) as setter:
        wide = setter.block([paragraph("x" * 300, "sans", 10)], 100)
        assert len(wide.lines) > 10 and all(line.width <= 100 for line, _, _ in wide.lines)
        small = setter.fitting([paragraph("mot " * 60, "sans", 20)], 200, 200)
        assert small.height <= 200 and not small.cut
        cut = setter.fitting([paragraph("mot " * 400, "sans", 20)], 100, 60)
        assert cut.height <= 60 and cut.cut
        few = setter.block([paragraph("mot " * 400, "sans", 20, most=2)], 100)
        assert len(few.lines) == 2 and "".join(t for _, t in few.lines[1][0].runs).endswith("…")


def test_emphasis_is_set_apart_and_html_is_not_read(hostile: Collection) -> None:
    ids = list(hostile.ids([4]).values())
    exhibit = {"item": ids[0], "caption": {"fr": "Un *grand* <b>mot</b>"}}
    shown = exhibition_of(hostile, sections=[{"id": "w", "kind": "wall", "exhibits": [exhibit]}])
    said = words(paper("labels", shown, hostile, language="fr"))
    assert "Un grand <b>mot</b>" in said


@pytest.mark.parametrize("kind", ["checklist", "contact", "codes"])
def test_lists_show_every_work_in_order(hostile: Collection, kind: Any) -> None:
    shown = exhibition_of(hostile)
    data = paper(kind, shown, hostile, language="fr", address=ADDRESS)
    document = opened(data)
    assert within_the_sheet(document) and len(document) >= 2
    said = words(data)
    gone = WORKS - 5 - 6 - 10  # it has a number, and nothing that a code could lead to
    for n in range(1, WORKS + 1):
        assert (f" {n} " in f" {said} ") == (kind != "codes" or n != gone), n
    assert ("N’est plus dans la collection" in said) == (kind != "codes") and CYRILLIC in said
    picture = np.asarray(document[0].render(scale=1).to_pil().convert("L"))
    assert picture.std() > 5 and picture[:20].min() == 255  # something is there, not at the edge
    if kind == "checklist":
        assert "Liste des œuvres · 34 œuvres" in said.replace("\u00a0", " ")
        assert "Dit par une machine, vérifié par personne" in said


def test_codes_lead_to_the_works(hostile: Collection) -> None:
    shown = exhibition_of(hostile)
    found = codes(paper("codes", shown, hostile, language="fr", address=ADDRESS))
    assert f"{ADDRESS}fr/index.html#p-b-1" in found and f"{ADDRESS}fr/index.html#p-c-1" in found
    # Without an address of ours, to the institution; what has none has no code.
    ids = list(hostile.ids([0, 1, 9]).values())
    wall = {"id": "w", "kind": "wall", "exhibits": [{"item": id_} for id_ in ids]}
    away = paper("codes", exhibition_of(hostile, sections=[wall]), hostile, language="en")
    assert codes(away) == {"https://museum.example/1?a=1&b=2"}
    wall["exhibits"] = [{"item": BARE}]
    none = paper("codes", exhibition_of(hostile, sections=[wall]), hostile, language="en")
    assert "No work has an address" in words(none)


def codes(data: bytes) -> set[str]:
    """What a reader of codes reads on the first page."""
    picture = np.asarray(opened(data)[0].render(scale=3).to_pil().convert("L"))
    found, told, *_ = cv2.QRCodeDetector().detectAndDecodeMulti(picture)
    return {text for text in told if text} if found else set()


def test_the_same_words_give_the_same_bytes_and_no_font_is_left(hostile: Collection) -> None:
    from reportlab.pdfbase import pdfmetrics

    shown = exhibition_of(hostile)
    before = set(pdfmetrics.getRegisteredFontNames())
    for kind in KINDS:
        paper(kind, shown, hostile, language="en")
    assert set(pdfmetrics.getRegisteredFontNames()) - before <= {"Helvetica"}


def rows(data: bytes) -> list[dict[str, str]]:
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_checklist_is_a_table_without_formulas(hostile: Collection) -> None:
    found = rows(checklist_csv(exhibition_of(hostile), hostile, language="fr"))
    assert [row["number"] for row in found] == [str(n) for n in range(1, WORKS + 1)]
    assert found[0]["caption"] == EVIL and found[0]["details"] == "Le détail <i>"
    assert found[0]["source"] == "javascript:alert(1)" and found[0]["rights"] == CC0
    assert next(row for row in found if row["in_collection"] == "no")["id"] == "gone"
    formula = next(row for row in found if FORMULA in row["title"])
    assert formula["title"] == f"'{FORMULA}"
    assert not any(
        value.startswith(("=", "+", "@", "-")) for row in found for value in row.values()
    )
    assert "(" in found[1]["said_by_a_machine"]


def test_the_table_for_omeka_has_each_item_once_with_its_terms(hostile: Collection) -> None:
    shown = exhibition_of(hostile)
    found = rows(omeka_csv(shown, hostile, language="fr"))
    assert len(found) == 12 and len({row["dcterms:identifier"] for row in found}) == 12
    assert all(name.startswith("dcterms:") for name in found[0])
    reserved = next(row for row in found if row["dcterms:rights"])
    assert reserved["dcterms:rights"] == "© Studio" and reserved["dcterms:license"] == ""
    assert found[1]["dcterms:license"] == CC0 and found[1]["dcterms:isPartOf"].startswith("Mon")
    assert found[10]["dcterms:subject"].count("|") == 1
    online = rows(omeka_csv(shown, hostile, language="fr", address=ADDRESS))
    item = hostile.item(online[1]["dcterms:identifier"], language="fr")
    assert item is not None
    expected = f"{ADDRESS}works/thumbs/{item.sha256[:2]}/{item.sha256}-1024.webp"
    assert online[1]["media_url"] == expected
