"""What the archive's table says of a document, as archivists write it; some of it is missing."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from precompute.demo.nouns import PROPER, a, le, of_place, to_place, un
from precompute.demo.sampling import SINCE, Truth
from precompute.demo.settings import SETTINGS
from precompute.demo.subjects import SUBJECTS, Subject
from precompute.demo.techniques import TECHNIQUES, Label
from precompute.demo.words import PLACES

RIGHTS = "https://creativecommons.org/publicdomain/zero/1.0/"
CREDIT_FR = "Archives de la Côte (fiction, images dessinées par un programme)"
CREDIT_EN = "Archives of the Coast (fiction, pictures drawn by a program)"

PHOTOGRAPHERS = (
    "Studio Aubin, Ménerval",
    "Lucie Tarnec",
    "Frères Maudez, photographes",
    "Atelier Corvin",
    "Émile Garrec",
    "Photo-Club de Kervaël",
)
PRINTERS = (
    "Imprimerie Le Scour",
    "H. Vallois, graveur",
    "Maison Perroux et fils",
    "Anne Delorge",
    "Atelier des Salines",
    "Th. Quéven",
)
PRESS = ("L'Écho de Ménerval", "La Vigie", "Le Courrier de la Côte")
FIRST = ("Jeanne", "Marthe", "Louise", "Aline", "Rose", "Yvonne", "Catherine", "Odile")
FIRST_M = ("Pierre", "Anselme", "Joseph", "Marcel", "Lucien", "Yann", "Auguste", "Paul")
LAST = ("Kerdoual", "Maubrey", "Tarnec", "Lescop", "Vaudrin", "Ozenne", "Le Brazec", "Carhan")
IN_FR = {
    "sea": "en mer",
    "field": "à la campagne",
    "street": "en ville",
    "studio": "en atelier",
    "night": "de nuit",
}
IN_EN = {
    "sea": "at sea",
    "field": "in the country",
    "street": "in town",
    "studio": "in a studio",
    "night": "by night",
}


@dataclass(frozen=True, slots=True)
class Record:
    """A row of ``metadata.csv``; the names of the columns are in ``COLUMNS``."""

    id: str = ""
    file: str = ""
    title_fr: str = ""
    title_en: str = ""
    creator: str = ""
    date: str = ""
    technique_fr: str = ""
    technique_en: str = ""
    subject_fr: str = ""
    subject_en: str = ""
    description_fr: str = ""
    description_en: str = ""
    place: str = ""
    lat: str = ""
    lng: str = ""
    rights: str = RIGHTS
    credit_fr: str = CREDIT_FR
    credit_en: str = CREDIT_EN
    language: str = "fr"
    parent: str = ""
    order: str = ""


COLUMNS = tuple(
    f.name.replace("_fr", "@fr").replace("_en", "@en")
    if f.name.endswith(("_fr", "_en"))
    else f.name
    for f in fields(Record)
)
"""Header of ``metadata.csv``: a translated column is ``title@fr``."""


@dataclass(frozen=True, slots=True)
class Origin:
    """When, where and by whom a document was made."""

    year: int
    place: str
    lat: float
    lng: float
    maker: str
    title_fr: str
    title_en: str

    def label(self, number: int) -> Label:
        """What may be written on the document itself."""
        return Label(self.title_fr, self.place, str(self.year), self.maker, str(number))


def origin(truth: Truth, rng: np.random.Generator) -> Origin:
    """Invent the circumstances of a document."""
    technique = TECHNIQUES[truth.technique]
    first = max([technique.years[0], *(SINCE.get(key, 0) for key in truth.subjects)])
    last = max(technique.years[1], first + 10)
    year = int(first + (last - first) * rng.beta(1.4, 1.4))
    place, lat, lng = PLACES[int(rng.integers(len(PLACES)))]
    cast: tuple[str, ...] = PHOTOGRAPHERS if technique.photographic else PRINTERS
    if truth.technique == "halftone":
        cast = PRESS
    maker = cast[int(min(rng.geometric(0.3), len(cast)) - 1)]
    title_fr, title_en = titles(truth, place, rng)
    return Origin(
        year,
        place,
        lat + float(rng.normal(0, 0.006)),
        lng + float(rng.normal(0, 0.009)),
        maker,
        title_fr,
        title_en,
    )


def titles(truth: Truth, place: str, rng: np.random.Generator) -> tuple[str, str]:
    """A title in French and in English."""
    lead = SUBJECTS[truth.subjects[0]]
    if lead.key in PROPER:
        fr, en = _sitter(lead, rng)
    elif len(truth.subjects) > 1:
        other = truth.subjects[1]
        fr, en = f"{un(lead.key)} et {un(other)}", f"{a(lead.key)} and {a(other)}"
    elif lead.key in _OF_A_PLACE:
        fr, en = (name.format(of=of_place(place), place=place) for name in _OF_A_PLACE[lead.key])
    elif lead.family == "sky":
        fr, en = f"{le(lead.key)}, {to_place(place)}", f"{lead.en}, at {place}"
    elif lead.stance in ("specimen", "table", "page"):
        fr, en = (lead.fr, lead.en) if rng.random() < 0.5 else (un(lead.key), a(lead.key))
        if not truth.setting and rng.random() < 0.4:
            number = int(rng.integers(1, 40))
            fr, en = f"{fr}, planche {number}", f"{en}, plate {number}"
    else:
        kind = rng.random()
        if kind < 0.45:
            fr, en = f"{le(lead.key)} {of_place(place)}", f"{lead.en}, {place}"
        elif kind < 0.75 or truth.setting not in IN_FR:
            fr, en = f"{un(lead.key)} {to_place(place)}", f"{a(lead.key)} at {place}"
        else:
            where = truth.setting
            fr, en = f"{un(lead.key)} {IN_FR[where]}", f"{a(lead.key)} {IN_EN[where]}"
    return f"{fr[0].upper()}{fr[1:]}", f"{en[0].upper()}{en[1:]}"


_OF_A_PLACE = {
    "island_map": ("carte {of}", "map of an island near {place}"),
    "town_plan": ("plan {of}", "plan of {place}"),
    "coat_of_arms": ("armoiries {of}", "arms of {place}"),
}


def _sitter(lead: Subject, rng: np.random.Generator) -> tuple[str, str]:
    """The title of a portrait: who sat is known, or not."""
    if rng.random() < 0.3:
        return lead.fr, lead.en
    first = str(rng.choice(FIRST if lead.key == "portrait_of_a_woman" else FIRST_M))
    name = f"{first} {rng.choice(LAST)}"
    return f"portrait d'{name}" if first[
        0
    ] in "AO" else f"portrait de {name}", f"portrait of {name}"


def written_date(year: int, rng: np.random.Generator) -> str:
    """A date as archivists write it; the year is always within what it says."""
    month = str(
        rng.choice(
            [
                "janvier",
                "mars",
                "avril",
                "mai",
                "juin",
                "juillet",
                "août",
                "septembre",
                "octobre",
                "décembre",
            ]
        )
    )
    decade = year - year % 10
    forms = (
        f"{year}",
        f"{year}",
        f"{year}",
        f"vers {year}",
        f"ca. {year}",
        f"[{year}]",
        f"[{year} ?]",
        f"{month} {year}",
        f"{int(rng.integers(1, 29))} {month} {year}",
        f"entre {year - int(rng.integers(1, 4))} et {year + int(rng.integers(1, 5))}",
        f"{year - int(rng.integers(0, 4))}-{year + int(rng.integers(1, 6))}",
        f"années {decade}",
        f"{year}-{int(rng.integers(1, 13)):02d}-{int(rng.integers(1, 29)):02d}",
        "XIXe siècle" if year <= 1900 else f"vers {year}",
    )
    return forms[int(rng.integers(len(forms)))]


def describe(truth: Truth, made: Origin, rng: np.random.Generator) -> tuple[str, str]:
    """A sentence or two on what is seen, in French and in English."""
    technique = TECHNIQUES[truth.technique]
    fr, en = " et ".join(map(un, truth.subjects)), " and ".join(map(a, truth.subjects))
    near_fr, near_en = ("vu de près", "seen near") if truth.near else ("au loin", "in the distance")
    setting = SETTINGS.get(truth.setting)
    around_fr = f" {IN_FR[truth.setting]}," if setting else ""
    around_en = f" {IN_EN[truth.setting]}," if setting else ""
    text_fr = f"{technique.fr[0].upper()}{technique.fr[1:]} : {fr},{around_fr} {near_fr}."
    text_en = f"{technique.en[0].upper()}{technique.en[1:]}: {en},{around_en} {near_en}."
    if rng.random() < 0.4:
        day = int(rng.integers(1890, 1992))
        text_fr += (
            f" Don de {made.maker.split(',')[0]}, entré aux archives en {max(day, made.year)}."
        )
        text_en += (
            f" Gift of {made.maker.split(',')[0]}, in the archive since {max(day, made.year)}."
        )
    return text_fr, text_en


def record(
    identifier: str, file: str, truth: Truth, made: Origin, rng: np.random.Generator
) -> Record:
    """The row of a document; one in five lacks something, as in life."""
    technique = TECHNIQUES[truth.technique]
    description_fr, description_en = describe(truth, made, rng)
    known = rng.random(7) >= np.array([0.12, 0.08, 0.06, 0.25, 0.1, 0.15, 0.1])
    creator, date, kind, described, placed, mapped, subjects = (bool(k) for k in known)
    untitled = rng.random() < 0.02
    return Record(
        id=identifier,
        file=file,
        title_fr="Sans titre" if untitled else made.title_fr,
        title_en="Untitled" if untitled else made.title_en,
        creator=made.maker if creator else "",
        date=written_date(made.year, rng) if date else str(rng.choice(["", "s.d.", "sans date"])),
        technique_fr=technique.fr if kind else "",
        technique_en=technique.en if kind else "",
        subject_fr="|".join(SUBJECTS[key].fr for key in truth.subjects) if subjects else "",
        subject_en="|".join(SUBJECTS[key].en for key in truth.subjects) if subjects else "",
        description_fr=description_fr if described else "",
        description_en=description_en if described else "",
        place=made.place if placed else "",
        lat=f"{made.lat:.5f}" if placed and mapped else "",
        lng=f"{made.lng:.5f}" if placed and mapped else "",
    )
