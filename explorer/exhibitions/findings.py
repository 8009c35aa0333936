"""Findings: what people make while they search, and what their hands decide.

A finding is a named document of one kind: a concept, a set of classes, a facet, an edited theme.
Whoever makes a kind checks its documents; here they are only bounded. A decision is one answer
about one item or theme. Decisions are only ever added: the last one of a kind, subject, field and
value stands, and those before it stay to be read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError

from explorer.exhibitions.models import (
    MAX_BYTES,
    CollectionName,
    Document,
    InvalidError,
    ItemId,
    Name,
    Names,
    Slug,
    explained,
)
from explorer.exhibitions.text import line

Kind = Literal["concept", "classes", "facet", "theme"]
KINDS: tuple[Kind, ...] = ("concept", "classes", "facet", "theme")
Verdict = Literal["yes", "no", "none"]
"""Accepted, refused, or taken back."""

MAX_FINDINGS = 1_000
"""Of one kind in one collection."""

MAX_VALUE = 2_000
MAX_DECISIONS = 10_000
"""Written at once."""


def _value(text: str) -> str:
    return line(text)[:MAX_VALUE]


class Finding(Document):
    """A finding; ``document`` is JSON, ``owner`` the login's name or empty where there is none."""

    collection: CollectionName
    kind: Kind
    id: Slug
    name: Names = Field(default_factory=dict)
    document: dict[str, Any] = Field(default_factory=dict)
    owner: Name = ""

    def to_json(self) -> str:
        """The document; raises ``InvalidError`` when it is longer than ``MAX_BYTES`` of UTF-8."""
        try:
            text = json.dumps(self.document, ensure_ascii=False, allow_nan=False)
        except (TypeError, ValueError, RecursionError):
            raise InvalidError("the document is not JSON") from None
        if len(text.encode(errors="replace")) > MAX_BYTES:
            raise InvalidError(f"at most {MAX_BYTES // 1_000_000} MB is kept of one finding")
        return text


@dataclass(frozen=True)
class FindingEntry:
    """What a list of findings tells of one. Times are ISO 8601, UTC."""

    id: str
    name: dict[str, str]
    owner: str
    version: int
    created: str
    updated: str


@dataclass(frozen=True)
class StoredFinding:
    """A finding as it is kept, and the number of this writing of it."""

    finding: Finding
    version: int
    created: str
    updated: str


class Decision(Document):
    """One answer about a ``subject`` (an item's id, a theme's): does ``field`` hold ``value``?

    ``provenance`` says what the answer was given to: which model, score and evidence. ``who`` is
    the login's name, or empty where there is none.
    """

    collection: CollectionName
    kind: Slug
    subject: ItemId
    field: Annotated[str, Field(max_length=200), AfterValidator(line)] = ""
    value: Annotated[str, Field(max_length=4 * MAX_VALUE), AfterValidator(_value)] = ""
    verdict: Verdict = "yes"
    provenance: dict[str, Any] = Field(default_factory=dict)
    who: Name = ""

    def evidence(self) -> str:
        """``provenance`` as JSON; raises ``InvalidError`` when it is long, or no JSON."""
        try:
            text = json.dumps(self.provenance, ensure_ascii=False, allow_nan=False)
        except (TypeError, ValueError, RecursionError):
            raise InvalidError("the provenance of a decision is not JSON") from None
        if len(text) > 4 * MAX_VALUE:
            raise InvalidError(f"the provenance of a decision is at most {4 * MAX_VALUE} long")
        return text


@dataclass(frozen=True)
class StoredDecision:
    """A decision as it is kept: its number, which grows, and when it was taken (ISO 8601, UTC)."""

    decision: Decision
    n: int
    when: str


def read_finding(**fields: Any) -> Finding:
    """A finding of untrusted values; raises ``InvalidError`` with one line."""
    try:
        return Finding(**fields)
    except ValidationError as error:
        raise InvalidError(explained(error)) from None


def read_decision(**fields: Any) -> Decision:
    """A decision of untrusted values; raises ``InvalidError`` with one line."""
    try:
        return Decision(**fields)
    except ValidationError as error:
        raise InvalidError(explained(error)) from None
