"""A set of classes as a made facet: the rule as it is, and what hands decided."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from explorer.classes.answers import several
from explorer.classes.classifier import Classifier
from explorer.classes.hands import Hands
from explorer.classes.models import NONE, ClassSet
from explorer.exhibitions.models import InvalidError
from explorer.facets.models import MAX_HANDS, MAX_PROMPTS, MadeFacet, MadeValue, Provenance


def facet_of(
    asked: ClassSet,
    classifier: Classifier,
    hands: Hands,
    *,
    id: str,
    name: Mapping[str, str],
    model: str,
    made: str,
    who: str,
) -> MadeFacet:
    """The facet; raises ``InvalidError`` where nothing was understood, or hands are too many."""
    encoded, rule = classifier.encode(asked)
    if not encoded.known.any():
        raise InvalidError("none of these classes is understood here: there is nothing to keep")
    if len(hands.items) > MAX_HANDS:
        raise InvalidError(f"a facet keeps what hands decided of at most {MAX_HANDS:,} images")
    values = tuple(
        MadeValue.of(
            id=each.id,
            name=each.name,
            vector=encoded.vectors[at] * rule.gain[at] if encoded.known[at] else None,
            offset=float(rule.offset[at]),
            threshold=asked.least(at),
        )
        for at, each in enumerate(asked.classes)
    )
    prompts = {
        each.id: tuple(one.text for one in encoded.prompts[at] if one.how != "no")[:MAX_PROMPTS]
        for at, each in enumerate(asked.classes)
    }
    kept, refused = _by_hand(asked, classifier, hands)
    return MadeFacet(
        id=id,
        name=dict(name),
        source="classes",
        made_from=asked.id,
        single=not asked.several,
        values=values,
        temperature=rule.temperature,
        hands=kept,
        refused=refused,
        provenance=Provenance(model=model, made=made, who=who, prompts=prompts),
    )


def _by_hand(
    asked: ClassSet, classifier: Classifier, hands: Hands
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """What items have exactly, and what they are refused, as a facet keeps both."""
    if not asked.several:
        given: dict[str, tuple[str, ...]] = {
            item: () if id_ == NONE else (id_,) for item, id_ in hands.given.items()
        }
        return given, {}
    # A facet's hand says all that an item has: what the rule gives it besides is asked now.
    items = tuple(hands.yes)
    encoded, rule = classifier.encode(asked)
    rows = classifier.rows(items)
    order = np.array(sorted(rows.values()), np.int64)
    verdicts = hands.placed(
        {item: int(np.searchsorted(order, row)) for item, row in rows.items()}, asked
    )
    found = several(classifier.cosines(encoded, order), rule, verdicts).answer
    kept = {
        item: tuple(asked.ids[at] for at in np.flatnonzero(found[np.searchsorted(order, row)]))
        for item, row in rows.items()
    }
    # Items that are not in the collection now have what was said of them.
    kept |= {item: hands.yes[item] for item in items if item not in rows}
    return kept, {item: ids for item, ids in hands.no.items() if item not in kept}
