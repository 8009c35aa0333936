"""The models that are offered by name, and what is known of the licences of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MANY = (
    *("ar", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu"),
    *("id", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi"),
    "zh",
)
"""Languages in which multilingual models are usually measured (Crossmodal-3600)."""

ENGLISH = ("en",)

TEMPLATES: dict[str, tuple[str, ...]] = {
    "en": ("{}", "a photograph of {}", "an engraving or a drawing of {}"),
    "fr": ("{}", "une photographie de {}", "une gravure ou un dessin représentant {}"),
}
"""Sentences that a word is put into; the vectors are averaged. Three, as each costs a query."""


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A model one can ask for by a short name.

    ``name`` and ``weights`` are open_clip's. ``dim`` is the length of the vectors; ``image_size``
    the side in pixels; ``image_params`` and ``text_params`` count millions; ``disk`` is the
    download and ``memory`` what embedding takes beside the images, both in GB. ``folder``: where a
    model of our own lies, in open_clip's form. ``templates`` are what a word is put into.
    """

    name: str
    weights: str
    dim: int
    image_size: int
    licence: str
    commercial: bool
    languages: tuple[str, ...]
    image_params: int
    text_params: int
    disk: float
    memory: float
    note: str
    folder: Path | None = None
    templates: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: TEMPLATES)


PRESETS: dict[str, Preset] = {
    "large": Preset(
        name="ViT-SO400M-16-SigLIP2-256",
        weights="webli",
        dim=1152,
        image_size=256,
        licence="Apache-2.0",
        commercial=True,
        languages=MANY,
        image_params=428,
        text_params=708,
        disk=4.5,
        memory=6.0,
        note="the default where there is a GPU",
    ),
    "detail": Preset(
        name="ViT-SO400M-16-SigLIP2-384",
        weights="webli",
        dim=1152,
        image_size=384,
        licence="Apache-2.0",
        commercial=True,
        languages=MANY,
        image_params=428,
        text_params=708,
        disk=4.5,
        memory=7.0,
        note="sees more of prints and drawings; 2.3 times slower than large",
    ),
    "medium": Preset(
        name="ViT-B-16-SigLIP2",
        weights="webli",
        dim=768,
        image_size=224,
        licence="Apache-2.0",
        commercial=True,
        languages=MANY,
        image_params=93,
        text_params=282,
        disk=1.5,
        memory=2.5,
        note="between the two",
    ),
    "small": Preset(
        name="ViT-B-32-SigLIP2-256",
        weights="webli",
        dim=768,
        image_size=256,
        licence="Apache-2.0",
        commercial=True,
        languages=MANY,
        image_params=95,
        text_params=282,
        disk=1.5,
        memory=2.5,
        note="the default without a GPU",
    ),
    "mit": Preset(
        name="xlm-roberta-base-ViT-B-32",
        weights="laion5b_s13b_b90k",
        dim=512,
        image_size=224,
        licence="MIT",
        commercial=True,
        languages=MANY,
        image_params=88,
        text_params=278,
        disk=1.5,
        memory=2.5,
        note="of the CLIP kind, multilingual",
    ),
    "demo": Preset(
        name="demo",
        weights="open_clip_model.safetensors",
        dim=256,
        image_size=112,
        licence="MIT",
        commercial=True,
        languages=("en", "fr"),
        image_params=3,
        text_params=2,
        disk=0.0,
        memory=0.5,
        note="for the drawn demo archive alone: it knows nothing else",
        folder=Path(__file__).parent / "demo" / "weights",
        templates={"en": ("{}",), "fr": ("{}",)},
    ),
}
"""By short name. Sizes in GB of the smaller models are computed from their parameters."""


@dataclass(frozen=True)
class Terms:
    """What is known of a model: ``commercial`` is ``None`` where it is not known."""

    licence: str = ""
    commercial: bool | None = None
    languages: tuple[str, ...] = ()


_NON_COMMERCIAL = "CC-BY-NC-4.0"
_KNOWN: tuple[tuple[str, str, Terms], ...] = (
    # Part of the model's name, part of the tag, terms; the first that fits is used.
    ("SigLIP2", "", Terms("Apache-2.0", True, MANY)),
    ("SigLIP-i18n", "", Terms("Apache-2.0", True, MANY)),
    ("nllb", "", Terms(_NON_COMMERCIAL, False, MANY)),
    ("worldwide", "", Terms(_NON_COMMERCIAL, False, MANY)),
    ("", "metaclip", Terms(_NON_COMMERCIAL, False, ENGLISH)),
    ("MobileCLIP", "", Terms("Apple Machine Learning Research Model", False, ENGLISH)),
    ("", "dfn", Terms("Apple Machine Learning Research Model", False, ENGLISH)),
    ("SigLIP", "", Terms("Apache-2.0", True, ENGLISH)),
    ("xlm-roberta", "laion", Terms("MIT", True, MANY)),
    ("roberta", "laion", Terms("MIT", True, ENGLISH)),
    ("", "openai", Terms("MIT", True, ENGLISH)),
    ("", "laion", Terms("MIT", True, ENGLISH)),
    ("", "datacomp", Terms("MIT", True, ENGLISH)),
)


def terms_of(name: str, weights: str) -> Terms:
    """Licence and languages of open_clip's ``name`` with the tag ``weights``, if they are known."""
    for preset in PRESETS.values():
        if preset.name == name and weights in (preset.weights, ""):
            return Terms(preset.licence, preset.commercial, preset.languages)
    for in_name, in_tag, terms in _KNOWN:
        if in_name.lower() in name.lower() and in_tag in weights.lower():
            return terms
    return Terms()


def default_preset(*, gpu: bool) -> str:
    """The preset that is used when none is asked for."""
    return "large" if gpu else "small"
