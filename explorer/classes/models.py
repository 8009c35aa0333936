"""What a set of classes is, and the bounds of each part: nothing else is kept or run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator

from explorer.exhibitions.models import (
    Document,
    InvalidError,
    Language,
    Names,
    Slug,
    Texts,
    explained,
)
from explorer.exhibitions.text import line

MAX_CLASSES = 64
MAX_PROMPTS = 20
"""Of one class, in one language."""

MAX_PROMPT = 200
MAX_VALUES = 2_000
"""Of a column, that a class can be named for."""

MAX_VALUE = 400

NONE = ""
"""In the place of a class's id: none of these."""

ASIDE = "-"
"""What a value of a column is, when images that have it are not compared."""

Scale = Literal["standard", "centred", "raw"]


def _prompt(text: str) -> str:
    text = line(text)
    if not 0 < len(text) <= MAX_PROMPT:
        raise ValueError(f"a prompt has 1 to {MAX_PROMPT} characters")
    return text


def _number(least: float, most: float) -> Any:
    return Annotated[float, Field(ge=least, le=most, allow_inf_nan=False)]


Prompt = Annotated[str, Field(max_length=4 * MAX_PROMPT), AfterValidator(_prompt)]
Prompts = Annotated[
    dict[Language, Annotated[tuple[Prompt, ...], Field(max_length=MAX_PROMPTS)]],
    Field(max_length=12),
]
Threshold = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]
Value = Annotated[str, Field(min_length=1, max_length=MAX_VALUE)]
Answer = Annotated[str, Field(max_length=64, pattern=r"^([a-z0-9-]{1,64})?$")]


class WordClass(Document):
    """A class: its name, and what it looks like in words, by language.

    ``threshold`` is this class's own, in place of its set's.
    """

    id: Slug
    name: Names = Field(default_factory=dict)
    prompts: Prompts = Field(default_factory=dict)
    threshold: Threshold | None = None


class Truth(Document):
    """A column that holds the truth, and which class each of its values is.

    A value is a class's id, ``NONE`` for none of these, or ``ASIDE``; those that are not named are
    guessed by their words.
    """

    column: Annotated[str, Field(min_length=1, max_length=200)]
    values: Annotated[dict[Value, Answer], Field(max_length=MAX_VALUES)] = Field(
        default_factory=dict
    )


class ClassSet(Document):
    """Classes that images are divided into, or, with ``several``, that each may have many of.

    ``scale`` is what is done with cosines before they are compared: ``centred`` takes away each
    class's mean over the collection, ``standard`` also divides by its standard deviation, ``raw``
    leaves them. Where a class excludes the others, scores become probabilities (softmax of scores
    over ``temperature``, whose 1 is what suits the scale) and ``threshold`` is on those; with
    ``several`` it is on the score. Below it, an image is in none of these. ``languages`` are those
    whose prompts count; none for all.
    """

    format: Literal["cimaise-classes/1"] = "cimaise-classes/1"
    id: Slug
    name: Names = Field(default_factory=dict)
    note: Texts = Field(default_factory=dict)
    several: bool = False
    scale: Scale = "centred"
    temperature: Annotated[float, Field(ge=0.05, le=20, allow_inf_nan=False)] = 1.0
    threshold: Threshold | None = None
    languages: Annotated[tuple[Language, ...], Field(max_length=12)] = ()
    classes: Annotated[tuple[WordClass, ...], Field(max_length=MAX_CLASSES)] = ()
    truth: Truth | None = None

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        ids = [each.id for each in self.classes]
        twice = next((id_ for at, id_ in enumerate(ids) if id_ in ids[:at]), None)
        if twice is not None:
            raise ValueError(f"two classes are called {twice!r}: each needs an id of its own")
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the classes, in order."""
        return tuple(each.id for each in self.classes)

    def least(self, at: int) -> float | None:
        """The threshold of the class at a place: its own, or the set's."""
        own = self.classes[at].threshold
        return self.threshold if own is None else own


def read_set(document: Mapping[str, Any], *, id: str | None = None) -> ClassSet:
    """A set of what JSON or YAML told; raises ``InvalidError`` with one line.

    ``id`` is that of the address under which it is to be kept.
    """
    try:
        # Not strict: a document's lists are tuples here, and YAML's numbers are text.
        found = ClassSet.model_validate(document, strict=False)
    except ValidationError as error:
        raise InvalidError(explained(error)) from None
    except RecursionError:
        raise InvalidError("the document is nested too deeply") from None
    if id is not None and found.id != id:
        raise InvalidError(f"id: the address says {id!r}")
    return found
