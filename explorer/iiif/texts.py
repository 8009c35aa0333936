"""What a record says, by language, as IIIF writes texts: ``{"fr": ["…"], "none": ["…"]}``.

In a table ``title@fr`` is French. ``title`` alone says no language: where it repeats a translation
it adds nothing, and else it is of none that is known.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

from explorer.bundle import MACHINE_COLUMNS
from explorer.filtering.tongues import split
from explorer.iiif.rights import rights_address

LanguageMap = dict[str, list[str]]
Record = Mapping[str, Any]

LABELS = {
    "creator": ("Créateur", "Creator"),
    "date": ("Date", "Date"),
    "technique": ("Technique", "Technique"),
    "subject": ("Sujet", "Subject"),
    "category": ("Catégorie", "Category"),
    "place": ("Lieu", "Place"),
    "language": ("Langue", "Language"),
    "folder": ("Dossier", "Folder"),
    "rights": ("Droits", "Rights"),
    "credit": ("Crédit", "Credit"),
    "id": ("Identifiant", "Identifier"),
}
"""What the columns that are shown are called, in French and in English, in their order."""

SHORT = 300
"""Characters of a label in a list of many works."""

_UNSHOWN = frozenset(
    (
        *("id", "row", "file", "sha256", "title", "year_from", "year_to", "lat", "lng", "source"),
        *("description", "alt", "parent", "order", "width", "height", "colour", "manifest"),
        *MACHINE_COLUMNS,
    )
)
_LISTS = ("technique", "subject", "category")
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")


def said(record: Record, field: str) -> LanguageMap:
    """What a column says in each language; ``none`` is no language in particular."""
    found: LanguageMap = {}
    for name, value in record.items():
        base, at, code = name.partition("@")
        if at and base == field and value:
            language = code if _CODE.fullmatch(code) else "none"
            found.setdefault(language, []).extend(_values(field, value))
    told = {value for values in found.values() for value in values}
    rest = [value for value in _values(field, record.get(field)) if value not in told]
    if rest:
        found["none"] = [*found.get("none", []), *rest]
    return found


def label_of(record: Record, *, short: bool = False) -> LanguageMap:
    """The title, or the identifier where there is none."""
    titles = said(record, "title") or {"none": [str(record.get("id", ""))]}
    if not short:
        return titles
    return {code: [_cut(value) for value in values[:1]] for code, values in titles.items()}


def metadata_of(record: Record) -> list[dict[str, LanguageMap]]:
    """The record as pairs of label and value: the columns that all know, then its own."""
    own = dict.fromkeys(name.partition("@")[0] for name in record)
    names = [*LABELS, *(name for name in own if name not in LABELS and name not in _UNSHOWN)]
    pairs = []
    for name in names:
        value = said(record, name)
        if value:
            pairs.append({"label": labelled(name), "value": marked(value)})
    return pairs


def labelled(name: str) -> LanguageMap:
    """What a column is called."""
    if name not in LABELS:
        return {"none": [name]}
    french, english = LABELS[name]
    return {"fr": [french], "en": [english]}


def rights_of(record: Record) -> dict[str, Any]:
    """``rights``, ``requiredStatement``, both or neither: what the record says, as it says it."""
    found: dict[str, Any] = {}
    statements: LanguageMap = said(record, "credit")
    told = [value for values in said(record, "rights").values() for value in values]
    address = next(filter(None, map(rights_address, told)), "")
    if address:
        found["rights"] = address
    for code, values in said(record, "rights").items():
        texts = [text for text in values if not rights_address(text)]
        if texts:
            held = statements.setdefault(code, [])
            held += [text for text in texts if text not in held]
    if statements:
        found["requiredStatement"] = {
            "label": {"fr": ["Mention obligatoire"], "en": ["Required statement"]},
            "value": marked(statements),
        }
    return found


def marked(texts: Mapping[str, Iterable[str]]) -> LanguageMap:
    """Texts for places where IIIF allows HTML: none of ours is, so none may be taken for it.

    A value that begins with ``<`` and ends with ``>`` is HTML there.
    """
    return {code: [_plain(value) for value in values] for code, values in texts.items()}


def by_language(texts: Mapping[str, str]) -> LanguageMap:
    """Texts by language as our own documents keep them."""
    kept = {code: [text] for code, text in texts.items() if text.strip()}
    return {code if _CODE.fullmatch(code) else "none": text for code, text in kept.items()}


def _plain(text: str) -> str:
    bare = text.strip()
    return f"<span>{html.escape(bare)}</span>" if bare[:1] == "<" and bare[-1:] == ">" else text


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


def _values(field: str, value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return [str(one) for one in value if str(one).strip()]
    if field in _LISTS:
        return list(split(str(value)))
    return [str(value)] if str(value).strip() else []
