"""Names of subjects as they are used in sentences, in French and English."""

from __future__ import annotations

from precompute.demo.subjects import SUBJECTS

_FEMININE = (
    "bicycle bottle cart chair church clock coat_of_arms cow crowd_with_placards factory fern "
    "house island_map key laid_table letter moon_disc motor_car mountain "
    "oil_lamp portrait_of_a_woman rose rowing_boat sheet_music street_view teapot text_page "
    "tower tulip waterfall"
)
FEMININE = frozenset(_FEMININE.split())
_PLURAL = "children coat_of_arms fruit"
PLURAL = frozenset(_PLURAL.split())
PROPER = {"portrait_of_a_woman", "portrait_of_a_man"}

SYNONYMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sailing_boat": (("sailboat", "yacht", "boat"), ("bateau à voiles", "bateau")),
    "steamship": (("steamer", "liner", "ship", "boat"), ("bateau à vapeur", "navire", "bateau")),
    "rowing_boat": (("rowboat", "boat"), ("canot", "bateau")),
    "harbour": (("harbor", "port", "quay"), ("quai", "havre")),
    "lighthouse": (("beacon",), ("tour de phare",)),
    "steam_train": (("locomotive", "train", "railway"), ("locomotive", "train", "chemin de fer")),
    "balloon": (("hot-air balloon", "aerostat"), ("montgolfière", "aérostat")),
    "bicycle": (("bike", "cycle"), ("vélo", "vélocipède")),
    "motor_car": (("car", "automobile"), ("voiture", "auto")),
    "aeroplane": (("airplane", "plane", "biplane"), ("avion", "biplan")),
    "cart": (("cart", "carriage", "wagon"), ("attelage", "voiture à cheval")),
    "mountain": (("mountains", "peak", "summit"), ("sommet", "pic")),
    "waterfall": (("falls", "cascade"), ("chute d'eau",)),
    "mushroom": (("toadstool", "fungus"), ("bolet",)),
    "sunflower": (("sun flower",), ("soleil",)),
    "cow": (("cattle",), ("bétail",)),
    "cat": (("kitten",), ("minou",)),
    "shell": (("seashell",), ("coquille",)),
    "portrait_of_a_woman": (("woman", "lady"), ("femme", "dame")),
    "portrait_of_a_man": (("man", "gentleman"), ("homme", "monsieur")),
    "children": (("kids", "boys and girls"), ("gosses", "gamins")),
    "crowd_with_placards": (("demonstration", "protest", "march"), ("manifestation", "défilé")),
    "laid_table": (("table", "dinner table", "set table"), ("table", "table mise")),
    "clock": (("timepiece",), ("pendule",)),
    "umbrella": (("parasol",), ("ombrelle",)),
    "oil_lamp": (("lamp", "lantern"), ("lampe", "lanterne")),
    "fruit": (("bowl of fruit",), ("coupe de fruits",)),
    "violin": (("fiddle",), ("instrument à cordes",)),
    "sheet_music": (("score", "musical score"), ("musique imprimée",)),
    "island_map": (("map", "chart"), ("carte", "carte marine")),
    "town_plan": (("city map", "street plan"), ("plan", "plan de la ville")),
    "coat_of_arms": (("shield", "heraldry"), ("blason", "écu")),
    "textile": (("fabric", "cloth", "pattern"), ("tissu", "étoffe")),
    "text_page": (("printed page", "text"), ("page imprimée", "texte")),
    "letter": (("handwriting", "manuscript letter"), ("écriture manuscrite", "lettre")),
    "church": (("chapel",), ("chapelle",)),
    "factory": (("works", "mill"), ("fabrique", "manufacture")),
    "tower": (("keep",), ("donjon",)),
    "windmill": (("mill",), ("moulin",)),
    "street_view": (("road", "town street"), ("ruelle",)),
    "night_sky": (("stars", "starry sky"), ("étoiles", "ciel étoilé")),
    "house": (("cottage", "home"), ("chaumière",)),
}
"""Other names, English and French."""


def a(key: str) -> str:
    """ "a lighthouse", "an umbrella", "children"."""
    name = SUBJECTS[key].en
    if key in PLURAL or key in {"sheet_music", "fruit"}:
        return name
    return f"{'an' if name[0] in 'aeio' or name.startswith('umb') else 'a'} {name}"


def un(key: str) -> str:
    """ "un phare", "une église", "des enfants"."""
    name = SUBJECTS[key].fr
    if key in PLURAL:
        return f"des {name}"
    return f"{'une' if key in FEMININE else 'un'} {name}"


def le(key: str) -> str:
    """ "Le phare", "L'église", "Les enfants"."""
    name = SUBJECTS[key].fr
    if key in PLURAL:
        return f"Les {name}"
    if name[0] in "aeiouéèêàœ" or name.startswith(("ho", "hé")):
        return f"L'{name}"
    return f"{'La' if key in FEMININE else 'Le'} {name}"


def of_place(place: str) -> str:
    """ "de Ménerval", "d'Orsel", "des Salines", "de l'île d'Orsel"."""
    if place.startswith("Les "):
        return f"des {place[4:]}"
    if place.startswith("Île"):
        return f"de l'î{place[1:]}"
    if place.startswith("Pointe"):
        return f"de la p{place[1:]}"
    return f"d'{place}" if place[0] in "AEIOUÉ" else f"de {place}"


def to_place(place: str) -> str:
    """ "à Ménerval", "aux Salines", "à l'île d'Orsel"."""
    if place.startswith("Les "):
        return f"aux {place[4:]}"
    if place.startswith("Île"):
        return f"à l'î{place[1:]}"
    if place.startswith("Pointe"):
        return f"à la p{place[1:]}"
    return f"à {place}"
