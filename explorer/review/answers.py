"""Answers to suggestions: read from what a browser sends, and gathered into a facet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from explorer.exhibitions.findings import Decision, StoredDecision, Verdict, read_decision
from explorer.exhibitions.models import Document, InvalidError, ItemId, explained
from explorer.facets.models import MAX_HANDS, MAX_VALUES, MadeFacet, MadeValue, Provenance
from explorer.review.models import DECIDED, FIELDS, Basis

MOST_ANSWERS = 1_000
"""Sent at once."""

FACET = "reviewed-tags"
"""The id of the facet of accepted tags."""


class _Answer(Document):
    id: ItemId
    value: Annotated[str, Field(min_length=1, max_length=400)]
    verdict: Verdict
    old: Annotated[str, Field(max_length=2_000)] = ""
    basis: Basis = "vocabulary"
    score: Annotated[float, Field(allow_inf_nan=False)] | None = None
    evidence: Annotated[tuple[ItemId, ...], Field(max_length=12)] = ()


class _Answers(Document):
    field: Literal["subject", "technique", "date"]
    answers: Annotated[tuple[_Answer, ...], Field(min_length=1, max_length=MOST_ANSWERS)]


def read_answers(
    body: bytes, *, collection: str, model: str, version: str, who: str
) -> list[Decision]:
    """Decisions of JSON ``{"field", "answers": [{"id", "value", "verdict", …}]}``.

    ``model`` and ``version`` (of the collection) go into each one's provenance. Raises
    ``InvalidError`` with one line.
    """
    try:
        sent = _Answers.model_validate_json(body)
    except ValidationError as error:
        raise InvalidError(explained(error)) from None
    except RecursionError:
        raise InvalidError("the document is nested too deeply") from None
    return [
        read_decision(
            collection=collection,
            kind=DECIDED,
            subject=answer.id,
            field=sent.field,
            value=answer.value,
            verdict=answer.verdict,
            who=who,
            provenance={
                "old": answer.old,
                "basis": answer.basis,
                "score": answer.score,
                "evidence": list(answer.evidence),
                "model": model,
                "version": version,
            },
        )
        for answer in sent.answers
    ]


def tags_facet(
    accepted: Sequence[StoredDecision], *, names: Mapping[str, str], model: str, who: str
) -> MadeFacet:
    """The accepted tags as a facet that filters: hands alone give its values.

    The most frequent ones, ``MAX_VALUES`` at most, of ``MAX_HANDS`` items at most. Raises
    ``InvalidError`` when nothing was accepted.
    """
    yes = [
        one.decision
        for one in accepted
        if one.decision.verdict == "yes" and one.decision.field == "subject"
    ]
    if not yes:
        raise InvalidError("no tag has been accepted yet")
    counts = Counter(one.value for one in yes)
    kept = [value for value, _ in counts.most_common(MAX_VALUES)]
    ids = {value: f"t{place}" for place, value in enumerate(kept)}
    hands: dict[str, list[str]] = {}
    for one in yes:
        if one.value in ids and (one.subject in hands or len(hands) < MAX_HANDS):
            hands.setdefault(one.subject, []).append(ids[one.value])
    values = tuple(
        MadeValue.of(id=ids[value], name=dict.fromkeys(names, value[:120]), vector=None)
        for value in kept
    )
    return MadeFacet(
        id=FACET,
        name=dict(names),
        source="tags",
        values=values,
        hands={id_: tuple(dict.fromkeys(given)) for id_, given in hands.items()},
        provenance=Provenance(
            model=model, made=datetime.now(UTC).isoformat(timespec="seconds"), who=who
        ),
    )


def answered(decisions: Sequence[StoredDecision]) -> dict[str, dict[str, int]]:
    """How many answers of each kind there are, by field."""
    counts: dict[str, dict[str, int]] = {field: {"yes": 0, "no": 0} for field in FIELDS}
    for one in decisions:
        if one.decision.field in counts and one.decision.verdict in ("yes", "no"):
            counts[one.decision.field][one.decision.verdict] += 1
    return counts
