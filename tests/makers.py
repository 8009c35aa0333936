"""Drawing and writing what tests feed the program: pictures, tables, vectors, vocabularies."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

DIM = 48

KINDS = {
    # English name: (French name, colour, how it is drawn)
    "vase": ("vase", (178, 96, 52), "tall"),
    "coin": ("pièce de monnaie", (196, 160, 70), "disc"),
    "earring": ("boucle d'oreille", (90, 140, 190), "ring"),
    "horse": ("cheval", (120, 84, 60), "wide"),
    "clock": ("horloge", (70, 90, 84), "dial"),
    "portrait": ("portrait", (150, 60, 70), "bust"),
}
"""What the small collection shows; ten of each by default."""

OTHER_NAMES = (
    ("airplane", "avion"),
    ("anchor", "ancre"),
    ("apple", "pomme"),
    ("basket", "panier"),
    ("bell", "cloche"),
    ("bicycle", "vélo"),
    ("bridge", "pont"),
    ("butterfly", "papillon"),
    ("candle", "bougie"),
    ("castle", "château"),
    ("cat", "chat"),
    ("chair", "chaise"),
    ("cloud", "nuage"),
    ("crown", "couronne"),
    ("door", "porte"),
    ("drum", "tambour"),
    ("feather", "plume"),
    ("fish", "poisson"),
    ("flute", "flûte"),
    ("fork", "fourchette"),
    ("garden", "jardin"),
    ("glove", "gant"),
    ("hammer", "marteau"),
    ("harp", "harpe"),
    ("house", "maison"),
    ("island", "île"),
    ("key", "clé"),
    ("ladder", "échelle"),
    ("lamp", "lampe"),
    ("leaf", "feuille"),
    ("lighthouse", "phare"),
    ("mirror", "miroir"),
    ("mountain", "montagne"),
    ("needle", "aiguille"),
    ("owl", "hibou"),
    ("paintbrush", "pinceau"),
    ("pear", "poire"),
    ("piano", "piano"),
    ("river", "rivière"),
    ("saddle", "selle"),
    ("scissors", "ciseaux"),
    ("sea horse", "hippocampe"),
    ("shoe", "chaussure"),
    ("spoon", "cuillère"),
    ("statue (sculpture)", "statue"),
    ("swan", "cygne"),
    ("table", "table"),
    ("tower", "tour"),
    ("tree", "arbre"),
    ("trumpet", "trompette"),
    ("umbrella", "parapluie"),
    ("violin", "violon"),
    ("wheel", "roue"),
    ("window", "fenêtre"),
)

ODD_IDS = {
    0: "a/b é/similar",
    1: "50% off?#&+ +",
    2: "../../etc/passwd",
    3: "日本/01",
    4: "x similar",
    5: "%2e%2e%2f",
}
"""Ids that an address must carry unharmed, by row of the small collection."""

HOSTILE = "<script>alert('titre')</script>"


@dataclass(frozen=True)
class Source:
    """Paths of a collection to be built, and the kind of each row of its table."""

    table: Path
    vectors: Path
    vocabulary: Path
    vocabulary_vectors: Path
    kinds: tuple[str, ...]

    def arguments(self) -> dict[str, object]:
        """What ``BuildOptions`` needs besides ``out``."""
        return {
            "source": str(self.table),
            "vectors": self.vectors,
            "vocabulary": self.vocabulary,
            "vocabulary_vectors": self.vocabulary_vectors,
        }


def draw(kind: str, *, seed: int, size: tuple[int, int] = (160, 120)) -> Image.Image:
    """A small picture of one of ``KINDS``: a shape on a wash, its place and tint from ``seed``."""
    rng = np.random.default_rng(seed)
    width, height = size
    colour, shape = KINDS[kind][1:]
    tint = tuple(int(np.clip(part + rng.integers(-25, 26), 0, 255)) for part in colour)
    paper = tuple(int(part) for part in rng.integers(205, 245, 3))
    image = Image.new("RGB", size, paper)
    pen = ImageDraw.Draw(image)
    middle, half = width * (0.5 + rng.uniform(-0.1, 0.1)), min(size) * rng.uniform(0.25, 0.38)
    centre = height / 2
    if shape == "tall":
        pen.ellipse([middle - half * 0.6, centre - half, middle + half * 0.6, centre + half], tint)
        pen.rectangle(
            [middle - half * 0.25, centre - half * 1.3, middle + half * 0.25, centre], tint
        )
    elif shape == "wide":
        pen.ellipse(
            [middle - half * 1.3, centre - half / 2, middle + half, centre + half / 2], tint
        )
        for leg in (-0.9, -0.5, 0.3, 0.7):
            pen.line(
                [middle + leg * half, centre, middle + leg * half, centre + half * 1.2], tint, 5
            )
    elif shape == "bust":
        pen.ellipse([middle - half / 2, centre - half, middle + half / 2, centre], tint)
        pen.pieslice([middle - half, centre, middle + half, centre + half * 2], 180, 360, tint)
    else:
        box = [middle - half, centre - half, middle + half, centre + half]
        pen.ellipse(box, None if shape == "ring" else tint, tint, 8)
        if shape == "dial":
            for hour in range(12):
                angle = hour * math.pi / 6
                x, y = middle + half * 0.8 * math.cos(angle), centre + half * 0.8 * math.sin(angle)
                pen.ellipse([x - 3, y - 3, x + 3, y + 3], paper)
    return image


def small_source(folder: Path, *, count: int = 60, seed: int = 7) -> Source:
    """Pictures, a table of them with titles in both languages, vectors and a vocabulary.

    The vectors of a kind lie around the vector of its name, at some distance, as texts and images
    do in the space of a real model. Some ids, and one title, are what a hostile table may hold.
    """
    rng = np.random.default_rng(seed)
    names = [(english, french[0]) for english, french in KINDS.items()] + list(OTHER_NAMES)
    words = _unit(rng.normal(size=(len(names), DIM)))
    towards_texts, towards_images = _unit(rng.normal(size=(2, DIM)))
    kinds = tuple(list(KINDS)[row % len(KINDS)] for row in range(count))
    nouns = np.array([list(KINDS).index(kind) for kind in kinds], int)
    vectors = _unit(
        words[nouns] * 1.2 + 0.9 * _unit(rng.normal(size=(count, DIM))) + towards_images
    )
    texts = _unit(words + towards_texts)

    images = folder / "images"
    images.mkdir(parents=True)
    table = folder / "table.csv"
    with table.open("w", encoding="utf-8", newline="") as handle:
        columns = "id,filename,title,title@en,creator,date,subject,technique,place,rights,"
        handle.write(f"{columns}description,inventory\n")
        writer = csv.writer(handle)
        for row, kind in enumerate(kinds):
            size = (160, 120) if row % 3 else (110, 170)
            draw(kind, seed=seed * 1000 + row, size=size).save(images / f"{row:03}.png")
            french = KINDS[kind][0]
            title, english = f"{french.capitalize()} n° {row}", f"{kind.capitalize()} no. {row}"
            if row == 6:
                title = english = HOSTILE
            record = [ODD_IDS.get(row, f"doc-{row}"), f"{row:03}.png", title, english]
            record += [f"Anonyme {row % 4}", str(1700 + row), f"{french}|dessin"]
            record += ["encre" if row % 2 else "gouache", "Orléans" if row % 5 else "Nîmes"]
            record += ["http://creativecommons.org/publicdomain/zero/1.0/"]
            record += ["L'été, à l'École des chartes." if row == 7 else "", f"INV.{row:04}"]
            writer.writerow(record)
    np.save(folder / "vectors.npy", vectors.astype(np.float32))
    vocabulary = folder / "names.csv"
    with vocabulary.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([("en", "fr"), *names])
    np.save(folder / "names.npy", texts.astype(np.float32))
    return Source(table, folder / "vectors.npy", vocabulary, folder / "names.npy", kinds)


LARGE = {9: (2600, 1700), 10: (300, 5000), 11: (1024, 700), 12: (1025, 700)}
"""Sizes of the pictures, by row, that ``large_source`` draws larger than the others."""


def large_source(folder: Path) -> Source:
    """The small collection's first 16 rows, some of whose pictures are large."""
    made = small_source(folder, count=16)
    for row, size in LARGE.items():
        draw(made.kinds[row], seed=row, size=size).save(folder / "images" / f"{row:03}.png")
    return made


def build(source: Source, out: Path, **options: object) -> Path:
    """Build a bundle of ``source`` at ``out`` by the real pipeline; return ``out``."""
    from precompute.options import BuildOptions
    from precompute.pipeline import build_bundle
    from precompute.progress import Progress
    from precompute.stages import STAGES

    asked = {**source.arguments(), "workers": 1, **options}
    build_bundle(BuildOptions(out=out, **asked), STAGES, Progress(quiet=True))
    return out


def build_demo(archive: Path, out: Path) -> Path:
    """Build the bundle of a drawn archive with the archive's own encoder; return ``out``."""
    from precompute.demo import NAMES
    from precompute.options import BuildOptions
    from precompute.pipeline import build_bundle
    from precompute.progress import Progress
    from precompute.stages import STAGES

    asked = BuildOptions(
        source=str(archive / "metadata.csv"),
        out=out,
        model="demo",
        vocabulary=archive / NAMES,
        workers=1,
    )
    build_bundle(asked, STAGES, Progress(quiet=True))
    return out


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
