"""What a made facet is: values, each with a linear rule, and what hands decided.

A facet is kept as its recipe, not as a list of images: a rebuilt collection, or a larger one, has
it at once, and it says how it came about.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import Field, ValidationError, field_validator, model_validator

from explorer.exhibitions.findings import Finding
from explorer.exhibitions.models import (
    Document,
    InvalidError,
    ItemId,
    Name,
    Names,
    Slug,
    Text,
    explained,
)

PREFIX = "f."
"""Before a made facet's id, where columns to filter by are named."""

MAX_VALUES = 200
MAX_HANDS = 10_000
MAX_DIM = 4_096
MAX_PROMPTS = 40
_MAX_WEIGHTS = MAX_DIM * 6

Number = Annotated[float, Field(allow_inf_nan=False)]
Source = Literal["concept", "classes", "tags"]


class Provenance(Document):
    """Where a facet comes from: which model, when (ISO 8601, UTC), by whom, from which words."""

    model: Name = ""
    made: Name = ""
    who: Name = ""
    prompts: Annotated[dict[Slug, tuple[Text, ...]], Field(max_length=MAX_VALUES)] = Field(
        default_factory=dict
    )
    note: Text = ""


class MadeValue(Document):
    """A value: an image's score is its vector times ``vector``, plus ``offset``.

    ``weights`` holds the vector: float32, little-endian, in base64; empty where hands alone give
    the value. Nothing is given below ``threshold``, if there is one.
    """

    id: Slug
    name: Names = Field(default_factory=dict)
    weights: Annotated[str, Field(max_length=_MAX_WEIGHTS)] = ""
    offset: Number = 0.0
    threshold: Number | None = None

    @classmethod
    def of(
        cls,
        *,
        id: str,
        name: Mapping[str, str],
        vector: np.ndarray | None,
        offset: float = 0.0,
        threshold: float | None = None,
    ) -> MadeValue:
        """A value whose rule is ``vector`` (float [dim]); raises ``InvalidError``."""
        weights = "" if vector is None else _packed(vector)
        try:
            return cls(id=id, name=dict(name), weights=weights, offset=offset, threshold=threshold)
        except ValidationError as error:
            raise InvalidError(explained(error)) from None

    @property
    def vector(self) -> np.ndarray | None:
        """float32 [dim], or ``None``."""
        return _unpacked(self.weights) if self.weights else None

    @field_validator("weights")
    @classmethod
    def _is_vector(cls, text: str) -> str:
        if text:
            _unpacked(text)
        return text


Given = Annotated[
    dict[ItemId, Annotated[tuple[Slug, ...], Field(max_length=MAX_VALUES)]],
    Field(max_length=MAX_HANDS),
]


class MadeFacet(Document):
    """A made facet. With ``single``, an image has one value at most: its best.

    ``temperature``, of a single one, turns scores into probabilities (softmax over the values of
    scores divided by it); thresholds are on these, else on scores. ``hands`` gives items exactly
    these values, whatever the rule says; ``refused`` are values that a hand took away.
    ``made_from`` is the id of the finding it was made from.
    """

    format: Literal["cimaise-facet/1"] = "cimaise-facet/1"
    id: Slug
    name: Names = Field(default_factory=dict)
    source: Source
    made_from: Annotated[str, Field(max_length=64)] = ""
    single: bool = False
    values: Annotated[tuple[MadeValue, ...], Field(min_length=1, max_length=MAX_VALUES)]
    temperature: Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False)] | None = None
    hands: Given = Field(default_factory=dict)
    refused: Given = Field(default_factory=dict)
    provenance: Provenance = Field(default_factory=Provenance)

    @property
    def column(self) -> str:
        """Its name among the columns to filter by."""
        return f"{PREFIX}{self.id}"

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        ids = [value.id for value in self.values]
        if len(set(ids)) < len(ids):
            raise ValueError("each value needs an id of its own")
        given = {
            id_ for told in (self.hands, self.refused) for ids_ in told.values() for id_ in ids_
        }
        if not given <= set(ids):
            raise ValueError("a hand gives a value that the facet does not have")
        if self.single and any(len(ids_) > 1 for ids_ in self.hands.values()):
            raise ValueError("an image has one value at most in this facet")
        if len({len(value.weights) for value in self.values if value.weights}) > 1:
            raise ValueError("the vectors of the values are not of one length")
        return self

    def finding(self, collection: str, *, owner: str = "") -> Finding:
        """The facet as it is kept."""
        return Finding(
            collection=collection,
            kind="facet",
            id=self.id,
            name=self.name,
            document=self.model_dump(mode="json"),
            owner=owner,
        )


def read_facet(document: Mapping[str, Any]) -> MadeFacet:
    """A facet of a document; raises ``InvalidError`` with one line."""
    try:
        # As JSON, whose lists are tuples here.
        return MadeFacet.model_validate_json(json.dumps(document))
    except ValidationError as error:
        raise InvalidError(explained(error)) from None
    except (TypeError, RecursionError):
        raise InvalidError("the document is nested too deeply") from None


def _packed(vector: np.ndarray) -> str:
    row = np.asarray(vector, "<f4").ravel()
    if not np.isfinite(row).all():
        raise InvalidError("a vector has numbers that are none")
    return base64.b64encode(row.tobytes()).decode()


def _unpacked(text: str) -> np.ndarray:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("weights are float32 numbers in base64") from None
    if not data or len(data) % 4 or len(data) > 4 * MAX_DIM:
        raise ValueError("weights are float32 numbers in base64")
    vector = np.frombuffer(data, "<f4").astype(np.float32)
    if not np.isfinite(vector).all():
        raise ValueError("weights hold numbers that are none")
    return vector
