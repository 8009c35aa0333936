"""How often the first ten results are right, on a collection that tells what it shows.

``python -m benchmarks.precision COLLECTION`` prints a Markdown table. What is right is decided by
regular expressions over titles, subjects and techniques (``TRUTH``, below), so a picture of a dog
that nobody wrote "dog" about counts as wrong: these are lower bounds. A collection that holds
fewer than ten right works is measured on as many results as it holds.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from explorer.collection import Collection
from explorer.search.query import Query, Why

ASKED = (
    ("vase", "vase"),
    ("coin", "pièce de monnaie"),
    ("earring", "boucle d'oreille"),
    ("horse", "cheval"),
    ("clock", "horloge"),
)

ALSO = (
    ("portrait", "portrait"),
    ("landscape", "paysage"),
    ("painting", "peinture"),
    ("chair", "chaise"),
    ("textile", "textile"),
    ("armor", "armure"),
    ("bowl", "bol"),
    ("cup", "tasse"),
    ("plate", "assiette"),
    ("necklace", "collier"),
    ("bracelet", "bracelet"),
    ("dog", "chien"),
    ("lion", "lion"),
    ("bird", "oiseau"),
    ("ship", "bateau"),
    ("map", "carte"),
    ("book", "livre"),
    ("crucifix", "crucifix"),
    ("hat", "chapeau"),
    ("mask", "masque"),
    ("tapestry", "tapisserie"),
    ("pottery", "poterie"),
    ("statue", "statue"),
)

TRUTH = {
    "vase": r"\bvases?\b|amphora|krater|lekythos|\bjars?\b|hydria|oinochoe|\bvessels?\b|\bewer",
    "coin": r"\bcoins?\b|\bmedals?\b",
    "earring": r"\bear-?rings?\b|\bear ornaments?\b",
    "horse": r"\bhorses?\b|\bhorse(wo)?m[ae]n\b|equestrian|\briding\b|\briders?\b",
    "clock": r"\bclocks?\b|\bwatch(es)?\b|\bregulator\b",
    "portrait": r"\bportrait|\bbust of\b",
    "landscape": r"\blandscapes?\b|\bview of\b|\bpasture",
    "painting": r"\bpaintings?\b|\boil on\b",
    "chair": r"\b(arm)?chairs?\b",
    "textile": r"\btextiles?\b|\btapestr|\bweav|\blinen\b|\bwool\b|\bsilk\b|\bcotton\b",
    "armor": r"\barmou?rs?\b|\bhelmets?\b|\bcuirass|\bgauntlet",
    "bowl": r"\bbowls?\b",
    "cup": r"\bcups?\b|kylix|skyphos|\bbeaker|\bgoblet",
    "plate": r"\bplates?\b|\bdish(es)?\b|\bplatter",
    "necklace": r"\bnecklaces?\b",
    "bracelet": r"\bbracelets?\b|\barmlets?\b|\bbangles?\b",
    "dog": r"\bdogs?\b|\bhounds?\b",
    "lion": r"\blions?\b",
    "bird": r"\bbirds?\b|\bparrot|\bduck|\bowls?\b|\beagle|\brooks\b|\brooster|\bgoose\b",
    "ship": r"\bships?\b|\bboats?\b|\bsailing\b|\bseascape|\bharbou?r",
    "map": r"\bmaps?\b",
    "book": r"\bbooks?\b|\bqur|\bmanuscript",
    "crucifix": r"\bcrucifix|\bcross\b",
    "hat": r"\bhats?\b|\bheaddress|\bbonnet",
    "mask": r"\bmasks?\b",
    "tapestry": r"tapestr",
    "pottery": r"terracotta|ceramic|earthenware|stoneware|porcelain|pottery|faience",
    "statue": r"\bstatu(e|ette)s?\b|\bfigurines?\b|\bsculptures?\b|\btorso",
}

WAYS: dict[str, tuple[Why, ...]] = {
    "pictures alone": ("picture",),
    "words alone": ("words",),
    "both, as served": ("picture", "words"),
}


@dataclass(frozen=True)
class Line:
    """What one word gave: ``right`` works there are; of the first ``out_of``, how many by way."""

    english: str
    french: str
    right: int
    out_of: int
    found: dict[tuple[str, str], int]


def measure(collection: Collection, pairs: Sequence[tuple[str, str]]) -> list[Line]:
    """One line a pair of words, for those of which the collection holds something."""
    items = collection.items(range(len(collection)), language="en")
    texts = [" | ".join((item.title, *item.subject, *item.technique)) for item in items]
    lines = []
    for english, french in pairs:
        right = {row for row, text in enumerate(texts) if re.search(TRUTH[english], text, re.I)}
        if not right:
            continue
        out_of = min(10, len(right))
        found = {}
        for way, by in WAYS.items():
            for language, text in (("en", english), ("fr", french)):
                query = Query(text=text, language=language, k=10, by=by)
                hits = collection.engine.search(query).hits[:out_of]
                found[way, language] = sum(hit.row in right for hit in hits)
        lines.append(Line(english, french, len(right), out_of, found))
    return lines


def table(lines: Sequence[Line]) -> str:
    """The lines as a Markdown table, with their means."""
    ways = [(way, language) for way in WAYS for language in ("en", "fr")]
    head = ["word", "mot", "right works", *(f"{way}, {language}" for way, language in ways)]
    rows = [head, ["---"] * 2 + ["---:"] * (len(head) - 2)]
    for line in lines:
        shares = [f"{line.found[way]}/{line.out_of}" for way in ways]
        rows.append([line.english, line.french, str(line.right), *shares])
    means = [sum(line.found[way] / line.out_of for line in lines) / len(lines) for way in ways]
    rows.append(["**mean**", "", "", *(f"**{mean:.2f}**" for mean in means)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables of a collection."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.precision", description=__doc__)
    parser.add_argument("collection", type=Path, help="a bundle")
    given = parser.parse_args(arguments)
    collection = Collection(given.collection)
    print(f"{collection.name}: {len(collection)} items, search by {collection.engine.mode}\n")
    for title, pairs in (("The five words asked of it", ASKED), ("Other words", ALSO)):
        lines = measure(collection, pairs)
        print(f"### {title}\n")
        print(table(lines) if lines else "None of them is in this collection.")
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
