"""A concept as it is kept, taken from a file, and turned into a facet."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np

from explorer.bundle import ModelInfo
from explorer.concepts.learning import Classifier
from explorer.concepts.models import Applied, Concept, ModelName, Taught
from explorer.concepts.teaching import Learned
from explorer.exhibitions.findings import Finding, StoredFinding
from explorer.exhibitions.models import InvalidError
from explorer.facets.models import MadeFacet, MadeValue, Provenance

YES = "yes"
"""The one value of the facet that a concept becomes."""

_NAME = 120


@dataclass(frozen=True)
class Adopted:
    """A concept from a file, made one of this collection.

    ``foreign``: it was taught in the space of another model, and learnt anew from the examples
    that are here. ``missing`` are the identifiers that are not.
    """

    concept: Concept
    foreign: bool
    missing: tuple[str, ...]


def model_name(model: ModelInfo) -> ModelName:
    """What a concept says of its collection's model."""
    return ModelName(name=model.name[:400], weights=model.weights[:400], dim=model.dim)


def taught(learned: Learned, *, model: ModelInfo, when: str, who: str) -> Taught | None:
    """What was learnt, as it is kept."""
    found = learned.classifier
    if found is None:
        return None
    return Taught(
        model=model_name(model),
        # As short as gives the same float32 back.
        weights=tuple(float(str(weight)) for weight in found.weights),
        offset=found.offset,
        when=when,
        who=who,
    )


def classifier_of(concept: Concept, *, model: ModelInfo) -> Classifier | None:
    """The classifier that is kept, where it was learnt in this model's space."""
    kept = concept.taught
    if kept is None or kept.model != model_name(model):
        return None
    return Classifier(np.array(kept.weights, np.float32), kept.offset, 0.0, 1.0)


def finding_of(concept: Concept, *, owner: str) -> Finding:
    """The concept as the store takes it; raises ``InvalidError`` when it is too long."""
    return Finding(
        collection=concept.collection,
        kind="concept",
        id=concept.id,
        name=concept.name,
        document=json.loads(concept.to_json()),
        owner=owner,
    )


def concept_of(stored: StoredFinding) -> Concept:
    """The concept of what the store gave; raises ``InvalidError`` where it is none."""
    return Concept.model_validate_json(json.dumps(stored.finding.document))


def adopted(concept: Concept, learned: Learned, *, collection: str, model: ModelInfo) -> Adopted:
    """Make a concept of a file one of this collection, taught anew by what of it is here.

    Raises ``InvalidError`` where nothing can be: it has no example here and no word that is known.
    """
    foreign = concept.taught is not None and concept.taught.model != model_name(model)
    if learned.classifier is None:
        other = " and it was taught in the space of another model" if foreign else ""
        raise InvalidError(
            f"this concept has no yes among the pictures of this collection{other}: "
            "it cannot be taught here"
        )
    kept = concept.model_copy(
        update={"collection": collection, "applied": None, "taught": None, "shared": False}
    )
    return Adopted(kept, foreign, learned.missing)


def facet_of(concept: Concept, learned: Learned, *, applied: Applied, who: str) -> MadeFacet:
    """The facet that a concept becomes, from a score on; marks are decided by the hand.

    Raises ``InvalidError`` where nothing was learnt.
    """
    found, kept = learned.classifier, concept.taught
    if found is None or kept is None:
        raise InvalidError("mark a picture yes first: nothing has been learnt")
    name = concept.name or {concept.examples.language: concept.examples.words or concept.id}
    value = MadeValue.of(
        id=YES,
        name={code: text[:_NAME] for code, text in name.items()},
        vector=found.weights,
        offset=found.offset,
        threshold=applied.threshold,
    )
    examples = concept.examples
    return MadeFacet(
        id=concept.id,
        name=value.name,
        source="concept",
        made_from=concept.id,
        values=(value,),
        hands=dict.fromkeys(examples.yes, (YES,)) | dict.fromkeys(examples.no, ()),
        provenance=Provenance(
            model=kept.model.name[:_NAME],
            made=applied.when,
            who=who,
            prompts={YES: (examples.words,)} if examples.words else {},
            note=f"{len(examples.yes)} yes, {len(examples.no)} no",
        ),
    )
