"""A small collection of works: pages of one, translations, rights of all kinds, hostile texts."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.makers import HOSTILE, KINDS, ODD_IDS, Source, draw, small_source

LARGE_ROW, LARGE_SIZE = 9, (2600, 1700)
STEPS = {10: ".", 11: ".."}
"""Identifiers that no browser lets stand in an address, by row."""

ALBUM, BOOK = "Album d’Orléans", "doc-20"
"""A work that pages alone name, and one that is an item with pages."""

ALBUM_ROWS, BOOK_ROWS = (13, 14, 12), (20, 21, 22)
"""Rows of their pages, in order."""

LICENCE = "Licence Ouverte 2.0 (Etalab)"
SOURCE = "Source gallica.bnf.fr / BnF"
SERVICE = "https://gallica.bnf.fr/iiif/ark:/12148/btv1b8432895r/f1"

RIGHTS = {
    15: ("https://creativecommons.org/licenses/by-sa/4.0/deed.fr", ""),
    16: ("https://rightsstatements.org/page/InC/1.0/?language=fr", ""),
    17: (LICENCE, SOURCE),
    18: ("https://www.etalab.gouv.fr/licence-ouverte-open-licence", SOURCE),
    19: ("", ""),
}
"""``rights`` and ``credit`` as the table has them, by row."""

COLUMNS = (
    *("id", "filename", "title@fr", "title@en", "creator", "date", "technique", "subject@fr"),
    *("subject@en", "rights", "credit", "source", "description", "alt", "parent", "order"),
    *("inventory", "iiif_service", "iiif_service_type"),
)


def works_source(folder: Path) -> Source:
    """Pictures, table, vectors and vocabulary of 24 items."""
    made = small_source(folder, count=24)
    draw(made.kinds[LARGE_ROW], seed=1, size=LARGE_SIZE).save(
        folder / "images" / f"{LARGE_ROW:03}.png"
    )
    with made.table.open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, COLUMNS)
        table.writeheader()
        for row, kind in enumerate(made.kinds):
            table.writerow(_record(row, kind))
    return made


def build_works(source: Source, out: Path) -> Path:
    """Its bundle, with the full picture of the large one."""
    from tests.makers import build

    return build(source, out, full="tiles", layouts=("map",))


def id_of(row: int) -> str:
    """The identifier of a row."""
    return STEPS.get(row) or ODD_IDS.get(row, f"doc-{row}")


def _record(row: int, kind: str) -> dict[str, str]:
    french = KINDS[kind][0]
    rights, credit = RIGHTS.get(row, ("http://creativecommons.org/publicdomain/zero/1.0/", ""))
    record = {
        "id": id_of(row),
        "filename": f"{row:03}.png",
        "title@fr": HOSTILE if row == 6 else f"{french.capitalize()} n° {row}",
        "title@en": HOSTILE if row == 6 else f"{kind.capitalize()} no. {row}",
        "creator": "Anonyme",
        "date": str(1700 + row),
        "technique": "encre",
        "subject@fr": f"{french}|dessin",
        "subject@en": f"{kind}|drawing",
        "rights": rights,
        "credit": credit,
        "inventory": f"INV.{row:04}",
        "description": HOSTILE if row == 6 else "",
        "alt": f"Un {french}" if row == 7 else "",
    }
    if row in ALBUM_ROWS:
        record |= {"parent": ALBUM, "order": str(ALBUM_ROWS.index(row) + 1)}
    if row in BOOK_ROWS[1:]:
        record |= {"parent": BOOK, "order": str(BOOK_ROWS.index(row))}
    if row == 17:
        record |= {"iiif_service": SERVICE, "iiif_service_type": "ImageService2 level2"}
        record["source"] = "https://gallica.bnf.fr/ark:/12148/btv1b8432895r"
    if row == 18:
        record |= {"iiif_service": "http://192.168.1.4/iiif/x", "source": "javascript:alert(1)"}
    return record
