"""Which documents the archive has: decided before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from precompute.demo.albums import TITLES, page_kind
from precompute.demo.records import Origin, Record, origin, record
from precompute.demo.reproductions import TRANSFORMS
from precompute.demo.sampling import Truth, choose, techniques_of
from precompute.demo.subjects import SUBJECTS
from precompute.demo.techniques import TECHNIQUES

SMALLEST_ARCHIVE = 24


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the archive.

    ``kind`` is ``document``, ``reproduction``, ``duplicate``, ``lookalike``, or for pages of an
    album ``cover``, ``blank``, ``text``, ``picture``. ``source`` is the number of the document it
    reproduces, duplicates or looks like (-1: none); ``transform`` how. ``truth`` and ``made`` are
    empty for pages of albums.
    """

    number: int
    kind: str
    record: Record
    truth: Truth | None = None
    made: Origin | None = None
    source: int = -1
    transform: str = ""
    album: int = -1
    order: int = 0

    @property
    def file(self) -> str:
        """Path within the archive."""
        return self.record.file


def plan(size: int, seed: int) -> list[Document]:
    """The ``size`` (24 or more) documents of the archive of a seed, in shelf order.

    The same arguments give the same plan. Raises ValueError when ``size`` is too small for an
    album, a reproduction, a duplicate and a look-alike.
    """
    if size < SMALLEST_ARCHIVE:
        raise ValueError(f"an archive has {SMALLEST_ARCHIVE} documents or more, not {size}")
    rng = np.random.default_rng((seed, 0))
    pages = min(12, max(4, size // 40))
    counts = {
        "reproduction": max(4, round(size * 0.03)),
        "duplicate": max(1, round(size * 0.003)),
        "lookalike": max(1, round(size * 0.006)),
    }
    plain = size - 3 * pages - sum(counts.values())
    documents = [_document(number, seed) for number in range(plain)]
    # A newspaper or an album shows the print, never the plate it was made from.
    photographs = [
        d.number
        for d in documents
        if d.truth
        and TECHNIQUES[d.truth.technique].photographic
        and d.truth.technique != "glass_negative"
    ]
    picked = [int(k) for k in rng.permutation(photographs)]
    while len(picked) < counts["reproduction"]:  # a small archive: some come back twice
        picked += picked or [0]
    number = plain
    for k in range(counts["reproduction"]):
        transform = list(TRANSFORMS)[k % len(TRANSFORMS)]
        documents.append(_again(documents[picked[k]], number, "reproduction", transform, seed))
        number += 1
    for kind in ("duplicate", "lookalike"):
        for _ in range(counts[kind]):
            shown = [
                d for d in documents[:plain] if kind == "duplicate" or (d.truth and d.truth.setting)
            ]
            documents.append(_again(shown[int(rng.integers(len(shown)))], number, kind, "", seed))
            number += 1
    for album in range(3):
        documents += _album(album, pages, number, seed)
        number += pages
    return documents


def _name(number: int) -> tuple[str, str]:
    identifier = f"AC-{number + 1:05d}"
    return identifier, f"images/{identifier.lower()}.jpg"


def _document(number: int, seed: int) -> Document:
    """The first use every technique, then every subject, in turn; chance does the rest."""
    rng = np.random.default_rng((seed, 1, number))
    keys, ways = list(SUBJECTS), list(TECHNIQUES)
    subjects: tuple[str, ...] = ()
    technique = ""
    if number < len(ways):
        technique = ways[number]
    elif number - len(ways) < len(keys):
        # Spread over the table, so that a small archive is varied too.
        subjects = (keys[(number - len(ways)) * 11 % len(keys)],)
    truth = choose(rng, subjects=subjects, technique=technique)
    made = origin(truth, rng)
    identifier, file = _name(number)
    return Document(number, "document", record(identifier, file, truth, made, rng), truth, made)


def _again(one: Document, number: int, kind: str, transform: str, seed: int) -> Document:
    """The same document another time; what the table says of it may differ."""
    rng = np.random.default_rng((seed, 2, number))
    assert one.truth is not None
    assert one.made is not None
    identifier, file = _name(number)
    truth, made = one.truth, one.made
    if transform == "newspaper":
        truth = replace(truth, technique="halftone")
        made = replace(made, year=min(made.year + int(rng.integers(0, 9)), 1985), maker="La Vigie")
    elif transform == "recoloured" and truth.technique == "cyanotype":
        truth = replace(truth, technique="black_and_white")
    elif kind == "lookalike":
        made = replace(made, year=made.year + int(rng.integers(0, 3)))
    row = record(identifier, file, truth, made, rng)
    return Document(number, kind, row, truth, made, one.number, transform)


def _album(album: int, pages: int, number: int, seed: int) -> list[Document]:
    rng = np.random.default_rng((seed, 3, album))
    cover, _ = _name(number)
    year = int(rng.integers(1890, 1960))
    names = {
        "cover": ("couverture", "cover"),
        "blank": ("page blanche", "blank page"),
        "text": ("page de texte", "page of text"),
        "picture": ("page de photographies", "page of photographs"),
    }
    title = TITLES[album].capitalize().replace("ménerval", "Ménerval").replace("côte", "Côte")
    out = []
    for order in range(1, pages + 1):
        identifier, file = _name(number + order - 1)
        kind = page_kind(order, pages, rng)
        fr, en = names[kind]
        row = Record(
            id=identifier,
            file=file,
            title_fr=f"{title}, {fr}" if order > 1 else title,
            title_en=f"{title}, {en}" if order > 1 else title,
            creator="Famille Tarnec" if album else "Photo-Club de Kervaël",
            date=f"{year}-{year + 4}",
            technique_fr="album",
            technique_en="album",
            place="Ménerval",
            parent="" if order == 1 else cover,
            order=str(order),
        )
        out.append(Document(number + order - 1, kind, row, album=album, order=order))
    return out


__all__ = ["Document", "plan", "techniques_of"]
