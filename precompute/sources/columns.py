"""Columns of the tables people already have, and the names under which they are kept.

``ALIASES`` is the one place that knows how PixPlot, VIKUS, CollectionBuilder, Wax, Omeka Classic
("Dublin Core : Title") and Omeka S (``dcterms:title``) name things. Case, accents, spaces,
underscores, hyphens and the prefixes of vocabularies make no difference.
"""

from __future__ import annotations

import html
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from explorer.bundle import ITEM_SCHEMA, LEDGER_SCHEMA
from precompute.errors import InputError
from precompute.sources.dates import read_years
from precompute.sources.text import LINE, PARAGRAPHS, clean, clean_line

ALIASES: dict[str, str] = {
    "id": "id objectid pid identifier uid objectnumber accessionnumber inventorynumber"
    " numeroinventaire identifiant",
    "file": "filename file image filepath path objectlocation imagefile imagefilename imagename"
    " media mediaurl fichier nomfichier nomdufichier chemin",
    "title": "title titre objecttitle intitule name nom",
    "creator": "creator createur artist artiste author auteur photographer photographe maker"
    " artistdisplayname artistname",
    "date": "date objectdate datation datecreated dateofcreation datedecreation displaydate created"
    " year annee temporal issued",
    "year_from": "yearfrom datestart startdate yearstart objectbegindate begindate datedebut"
    " anneedebut notbefore earliestdate",
    "year_to": "yearto dateend enddate yearend objectenddate datefin anneefin notafter latestdate",
    "technique": "technique techniques medium materials material materiaux"
    " techniquesandmaterials materiauxettechniques",
    "subject": "subject subjects sujet sujets tags tag keywords keyword motscles motcle mots",
    "category": "category categories categorie type objecttype classification genre",
    "folder": "folder dossier",
    "place": "place lieu location spatial coverage placename city ville",
    "lat": "lat latitude",
    "lng": "lng lon long longitude",
    "rights": "rightsstatement rights droits license licence",
    "credit": "credit creditline rightsholder attribution mentionobligatoire copyright",
    "source": "source permalink url link lien objecturl webpage",
    "description": "description abstract caption legende resume",
    "language": "language langue lang",
    "alt": "alt alttext imagealttext textealternatif",
    "parent": "parent parentid ispartof",
    "order": "order ordre sequence",
}
"""Each column of the collection, and the names it may have, the most telling first.

Where several are in a table, the first that is filled in a row is taken (lists are joined) and
the others are kept as unknown columns. ``label`` is not here: see ``Columns``.
"""

LISTS = ("technique", "subject", "category")
"""Columns of several values, split on ``|`` and ``;``; ``keywords`` on ``,`` too, as VIKUS does."""

MOST_COLUMNS = 500

_FIELDS = {
    alias: (field, rank)
    for field, names in ALIASES.items()
    for rank, alias in enumerate(names.split())
}
_PREFIX = re.compile(r"^(?:dc ?terms|dc|dublin core|edm|schema|foaf|bibo)\s*:\s*", re.IGNORECASE)
_TRANSLATED = (
    *LISTS, "title", "creator", "description", "alt", "place", "rights", "credit", "source",
)  # fmt: skip
_CODES = {
    "fra": "fr", "fre": "fr", "eng": "en", "deu": "de", "ger": "de", "spa": "es", "ita": "it",
    "nld": "nl", "dut": "nl", "por": "pt", "cat": "ca", "francais": "fr", "french": "fr",
    "english": "en", "anglais": "en",
}  # fmt: skip
_AT = re.compile(r"^(.+?)\s*@\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*$")
_BESIDE = re.compile(
    r"^(.+?)[\s_.\-(\[]+(fr|fra|fre|francais|français|french|en|eng|english|anglais|de|es|it|nl|pt"
    r"|ca|pl|ru|ar|zh|ja)[)\]]?$",
    re.IGNORECASE,
)
_TAKEN = {*ITEM_SCHEMA.names, *LEDGER_SCHEMA.names, "table_row"}
_MOST_VALUES = 200
_LONG = ("description", "alt")


class _Cell(NamedTuple):
    """What is done with one cell of each row."""

    column: int
    field: str
    read: Callable[[str], Any]


class Columns:
    """How the cells of a row become values of ``ITEM_SCHEMA`` and unknown columns.

    ``label`` is a class in PixPlot and the title in Wax: it is the title when the table has no
    title and either a ``pid`` or no ``filename``, and a category otherwise.

    Raises ``InputError`` when the header names no files and gives no ids to find them by.
    """

    def __init__(self, header: Sequence[str], *, table: str) -> None:
        if len(header) > MOST_COLUMNS:
            raise InputError(
                f"{table} has {len(header)} columns: keep those that matter, at most {MOST_COLUMNS}"
            )
        self.names: dict[str, str] = {}
        self.width = len(header)
        found = _recognised(header)
        fields = {field for field, _, _ in found.values()}
        if not fields & {"file", "id"}:
            shown = ", ".join(clean_line(name, limit=40) for name in header[:12])
            raise InputError(
                f"{table} has no column that names the image files (filename, file, image, "
                f"object_location …) nor an id; its columns are: {shown}"
            )
        self.finds_by_id = "file" not in fields
        self._cells: list[_Cell] = []
        self._extras: list[tuple[int, str]] = []
        self._dates: list[int] = []
        self.places_unread = 0
        firsts: set[str] = set()
        for index in sorted(found, key=lambda index: (found[index][1], index)):
            field, _, language = found[index]
            written = clean_line(header[index], limit=100)
            self._cells.append(_Cell(index, field, _reader(field, written)))
            self.names[written] = f"{field}@{language}" if language else field
            if language:
                self._extras.append((index, self._free(f"{field}@{language}")))
            elif field in firsts and field not in LISTS:
                self._extras.append((index, self._free(written)))
            firsts.add(field)
            if field == "date":
                self._dates.append(index)
        for index, name in enumerate(header):
            if index not in found:
                written = clean_line(name, limit=100)
                kept = self._free(written or f"column {index + 1}")
                self._extras.append((index, kept))
                self.names[written or kept] = kept
        self.extra = tuple(name for _, name in self._extras)

    def _free(self, name: str) -> str:
        """``name``, or that name with a number when it means something else already."""
        used = {kept for _, kept in self._extras} | _TAKEN
        candidates = (f"{name} ({number})" for number in range(2, MOST_COLUMNS + 3))
        return name if name not in used else next(c for c in candidates if c not in used)

    def read(self, cells: Sequence[str]) -> tuple[str, str, dict[str, Any]]:
        """The id, the name of the file and the values of a row; empty cells give no value."""
        cells = [*cells, *[""] * (self.width - len(cells))]
        values: dict[str, Any] = {}
        for index, field, read in self._cells:
            before = values.get(field)
            if before is not None and not isinstance(before, list):
                continue
            value = read(cells[index]) if cells[index] else None
            if value is not None:
                values[field] = _joined(before, value) if before else value
        for index, name in self._extras:
            if cells[index]:
                text = clean(cells[index])
                if text:
                    values[name] = text
        _set_years(values, [cells[index] for index in self._dates])
        self._check_place(values, cells)
        return values.pop("id", ""), values.pop("file", ""), values

    def _check_place(self, values: dict[str, Any], cells: Sequence[str]) -> None:
        place = (values.get("lat"), values.get("lng"))
        if None not in place and any(place):
            return
        # Half a place is none, and 0, 0 is what programs write for "I do not know".
        values.pop("lat", None)
        values.pop("lng", None)
        written = [cells[cell.column] for cell in self._cells if cell.field in ("lat", "lng")]
        self.places_unread += any(text.strip(" 0.") for text in written)


def recognised(header: Sequence[str]) -> int:
    """How many columns of a header have names that mean something here."""
    return len(_recognised(header))


def field_of(name: str) -> str:
    """The column of the collection that a name means, or ``""``."""
    known = _field(name)
    return known[0] if known else ""


def _recognised(header: Sequence[str]) -> dict[int, tuple[str, int, str]]:
    """Position of each column that is known: its field, its rank, and its language or nothing."""
    found = {}
    for index, name in enumerate(header):
        known = _field(name)
        if known is not None:
            found[index] = known
    plain = {_plain(name): index for index, name in reversed(list(enumerate(header)))}
    if "label" in plain:
        titled = any(field == "title" and not language for field, _, language in found.values())
        is_title = not titled and ("pid" in plain or "filename" not in plain)
        found[plain["label"]] = ("title" if is_title else "category", 0, "")
    return found


def _field(name: str) -> tuple[str, int, str] | None:
    known = _FIELDS.get(_plain(name))
    if known:
        return (*known, "")
    for pattern in (_AT, _BESIDE):
        match = pattern.match(name.strip())
        known = _FIELDS.get(_plain(match[1])) if match else None
        if match and known and known[0] in _TRANSLATED:
            code = match[2].lower().replace("ç", "c")
            return known[0], 100 + known[1], _CODES.get(code, code)
    return None


def _plain(name: str) -> str:
    name = unicodedata.normalize("NFKD", _PREFIX.sub("", name.strip()))
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _reader(field: str, written: str) -> Callable[[str], Any]:
    if field in LISTS:
        commas = _plain(written) in ("keywords", "keyword")
        return lambda text: _split(text, commas=commas)
    if field in ("lat", "lng"):
        return lambda text: _degrees(text, most=90.0 if field == "lat" else 180.0)
    if field == "order":
        return _whole
    if field == "file":
        return lambda text: text.strip() or None
    limit = {"id": 500, "date": 300, "language": 60}.get(field, LINE)
    if field in _LONG:
        return lambda text: clean(text, limit=PARAGRAPHS) or None
    return lambda text: clean_line(text, limit=limit) or None


def _split(text: str, *, commas: bool) -> list[str] | None:
    if "&" in text:
        text = html.unescape(text)  # "&amp;" must not be cut at its semicolon
    if "|" in text or ";" in text:
        parts = re.split(r"[|;]", text)
    else:
        parts = text.split(",") if commas else [text]
    values = dict.fromkeys(clean_line(part, limit=300) for part in parts[:_MOST_VALUES])
    values.pop("", None)
    return list(values) or None


def _joined(before: list[str], more: list[str]) -> list[str]:
    return list(dict.fromkeys([*before, *more]))[:_MOST_VALUES]


def _degrees(text: str, *, most: float) -> float | None:
    """Decimal degrees (with a point or a comma) within range, else ``None``."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= most else None


def _whole(text: str) -> int | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if math.isfinite(value) and abs(value) < 2**31 else None


def _set_years(values: dict[str, Any], dates: list[str]) -> None:
    """Limits given as such, else the first of the date columns that can be read as years."""
    given = (read_years(values.pop(field, "")) for field in ("year_from", "year_to"))
    limits = [year for years in given if years for year in years]
    if limits:
        values["year_from"], values["year_to"] = min(limits), max(limits)
        return
    for text in dates:
        years = read_years(text) if text else None
        if years:
            values["year_from"], values["year_to"] = years
            return
