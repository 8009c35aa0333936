"""Answers to matches: read from what a browser sends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from explorer.exhibitions.findings import Decision, Verdict, read_decision
from explorer.exhibitions.models import Document, InvalidError, ItemId, explained
from explorer.reproductions.models import DECIDED

MOST_ANSWERS = 200
"""Sent at once."""

Kind = Literal["duplicate", "crop", "recoloured", "page", "print"]


class Given(Document):
    """What was said of two pictures; ``kind`` only where the answer is yes."""

    original: ItemId
    appearance: ItemId
    verdict: Verdict
    kind: Kind | None = None


class _Answers(Document):
    answers: Annotated[tuple[Given, ...], Field(min_length=1, max_length=MOST_ANSWERS)]


def read_answers(body: bytes) -> tuple[Given, ...]:
    """JSON ``{"answers": [{"original", "appearance", "verdict", "kind"}]}``, ids as they are.

    Raises ``InvalidError`` with one line.
    """
    try:
        sent = _Answers.model_validate_json(body)
    except ValidationError as error:
        raise InvalidError(explained(error)) from None
    except RecursionError:
        raise InvalidError("the document is nested too deeply") from None
    if any(one.original == one.appearance for one in sent.answers):
        raise InvalidError("a picture is no appearance of itself")
    return sent.answers


def decision_of(
    given: Given, *, collection: str, who: str, version: str, told: dict[str, object]
) -> Decision:
    """An answer as it is kept: about the two ids, whichever of them is the original.

    ``told`` is what it was given to (kind, score and method of the machine, what the pictures'
    files were), kept beside it.
    """
    low, high = sorted((given.original, given.appearance))
    return read_decision(
        collection=collection,
        kind=DECIDED,
        subject=low,
        field="",
        value=high,
        verdict=given.verdict,
        who=who,
        provenance={
            "original": given.original,
            "kind": given.kind,
            "version": version,
            **told,
        },
    )


def named(answers: Sequence[Given]) -> list[str]:
    """The ids that some answers name, each once."""
    return list(dict.fromkeys(id_ for one in answers for id_ in (one.original, one.appearance)))
