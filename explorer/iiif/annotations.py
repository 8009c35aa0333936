"""What was said of an item, as a page of W3C Web Annotations on its canvas.

Each says who says it: ``creator`` is a person for what a hand did (nobody is named, for anybody may
read this), software with the model's name for what a machine said. How sure the machine was is a
body of its own, with the purpose ``assessing``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from explorer.collection import Collection
from explorer.exhibitions.findings import StoredDecision
from explorer.exhibitions.models import Tour
from explorer.facets.made import Made
from explorer.iiif.addresses import PRESENTATION, Addresses
from explorer.iiif.texts import labelled
from explorer.reproductions.annotations import is_told
from explorer.reproductions.models import Appearance

SOFTWARE = "Cimaise"
PERSON = {"type": "Person"}
TAGGING, DESCRIBING, LINKING = "tagging", "describing", "linking"
CLASSIFYING, COMMENTING = "classifying", "commenting"

Region = Sequence[tuple[float, float]]


def annotation_page(
    collection: Collection,
    addresses: Addresses,
    id_: str,
    *,
    decisions: Sequence[StoredDecision] = (),
    tours: Sequence[Tour] = (),
) -> dict[str, Any] | None:
    """The page of an item; ``None`` when there is none of this identifier.

    ``decisions`` are the answers of the review about it, ``tours`` those of the collection: stops
    that name the item are comments on it.
    """
    row = collection.row(id_)
    if row is None:
        return None
    page = _Page(collection, addresses, id_, row)
    found = [
        # Accepted answers and the facet that gathers them say the same.
        *page.tags(
            [one for one in collection.made.of(row) if one.facet.source != "tags" or not decisions]
        ),
        *page.themes(),
        *page.answers(decisions),
        *page.stops(tours),
        *page.appearances(),
    ]
    return {
        "@context": PRESENTATION,
        "id": addresses.annotations(id_),
        "type": "AnnotationPage",
        "items": [
            {"id": f"{addresses.annotations(id_)}#{at}", "type": "Annotation", **one}
            for at, one in enumerate(found)
        ],
    }


class _Page:
    """The annotations of one item, kind by kind, without their addresses."""

    def __init__(self, collection: Collection, addresses: Addresses, id_: str, row: int) -> None:
        self._collection = collection
        self._addresses = addresses
        self._row = row
        self._canvas = addresses.canvas(id_)

    def tags(self, made: Sequence[Made]) -> Iterator[dict[str, Any]]:
        """What the facets that people made say of it: by a rule, or by hand."""
        for one in made:
            facet = one.facet
            value = next(value for value in facet.values if value.id == one.value)
            bodies = _texts(value.name or {"": value.id}, TAGGING)
            if one.by_hand:
                yield self._said(TAGGING, bodies, PERSON, facet.provenance.made)
                continue
            if one.score is not None:
                bodies.append(_score(one.score))
            creator = _machine(facet.provenance.model or self._collection.manifest.model.name)
            yield self._said(TAGGING, bodies, creator, facet.provenance.made)

    def themes(self) -> Iterator[dict[str, Any]]:
        """The themes it was put into: groups that a machine made, whoever named them."""
        hierarchy = self._collection.hierarchy
        belonging = hierarchy.item_themes[self._row] if len(hierarchy.item_themes) else ()
        for theme in dict.fromkeys(int(theme) for theme in belonging):
            node = hierarchy.nodes.get(theme)
            names = {code: text for code, text in dict(node.label).items() if text} if node else {}
            if names:
                creator = _machine(self._collection.manifest.model.name)
                published = self._collection.manifest.created
                yield self._said(CLASSIFYING, _texts(names, CLASSIFYING), creator, published)

    def answers(self, decisions: Sequence[StoredDecision]) -> Iterator[dict[str, Any]]:
        """What a machine suggested and a hand accepted. What was refused is not said."""
        for stored in decisions:
            decision = stored.decision
            if decision.verdict != "yes" or not decision.value:
                continue
            purpose = TAGGING if decision.field in ("subject", "technique") else DESCRIBING
            bodies = _texts({"": decision.value}, purpose)
            for code, names in labelled(decision.field).items():
                field = _texts({code: names[0]}, "classifying")
                bodies += field if purpose == DESCRIBING else []
            made = self._said(purpose, bodies, PERSON, stored.when)
            model = str(decision.provenance.get("model", ""))
            yield made | ({"generator": _machine(model)} if model else {})

    def stops(self, tours: Sequence[Tour]) -> Iterator[dict[str, Any]]:
        """What guided tours say where they stop at it."""
        id_ = self._collection.ids([self._row])[self._row]
        for tour in tours:
            for stop in tour.stops:
                texts = stop.text or stop.name
                if id_ in stop.items and any(texts.values()):
                    yield self._said(COMMENTING, _texts(texts, COMMENTING), PERSON, "")

    def appearances(self) -> Iterator[dict[str, Any]]:
        """Where it shows another picture, or is shown by one: the outline, and whose it is."""
        reproductions = self._collection.reproductions
        group = reproductions.of(self._row) if reproductions.there else None
        if group is None:
            return
        for one in reproductions.told(group).appearances:
            if not is_told(one) or self._row not in (one.row, group.original):
                continue
            here = one.row == self._row
            yield self._linked(
                one, group.original if here else one.row, one.region if here else one.within
            )

    def _linked(self, one: Appearance, other: int, region: Region) -> dict[str, Any]:
        record = self._collection.records([other])[other]
        id_ = str(record["id"])
        bodies: list[dict[str, Any]] = [
            {
                "id": self._addresses.manifest(id_),
                "type": "Manifest",
                "format": "application/ld+json",
            },
            *_texts({"en": one.kind}, "classifying"),
        ]
        model = _machine(self._collection.manifest.model.name)
        if one.by == "machine":
            bodies.append(_score(one.score))
            return self._said(LINKING, bodies, model, "", region=region)
        by_hand = self._said(LINKING, bodies, PERSON, one.when, region=region)
        return by_hand | ({"generator": model} if one.match.said else {})

    def _said(
        self,
        motivation: str,
        bodies: list[dict[str, Any]],
        creator: dict[str, str],
        when: str,
        *,
        region: Region = (),
    ) -> dict[str, Any]:
        made: dict[str, Any] = {
            "motivation": motivation,
            "body": bodies,
            "target": self._target(region),
            "creator": creator,
        }
        return made | ({"created": when} if when else {})

    def _target(self, region: Region) -> Any:
        if len(region) < 3:
            return self._canvas
        item = self._collection.records([self._row])[self._row]
        width, height = int(item["width"]), int(item["height"])
        xs = [min(1.0, max(0.0, x)) * width for x, _ in region]
        ys = [min(1.0, max(0.0, y)) * height for _, y in region]
        left, top = round(min(xs)), round(min(ys))
        box = (left, top, max(1, round(max(xs)) - left), max(1, round(max(ys)) - top))
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
        return {
            "type": "SpecificResource",
            "source": self._canvas,
            "selector": [
                {
                    "type": "FragmentSelector",
                    "conformsTo": "http://www.w3.org/TR/media-frags/",
                    "value": f"xywh={','.join(map(str, box))}",
                },
                {
                    "type": "SvgSelector",
                    "value": '<svg xmlns="http://www.w3.org/2000/svg" '
                    f'viewBox="0 0 {width} {height}"><polygon points="{points}"/></svg>',
                },
            ],
        }


def _machine(model: str) -> dict[str, str]:
    """The software that said it: ours, with the model that it asked."""
    return {"type": "Software", "name": f"{SOFTWARE}, {model}" if model else SOFTWARE}


def _texts(texts: Mapping[str, str], purpose: str) -> list[dict[str, Any]]:
    """A body for each language; ``""`` is no language that is known."""
    return [
        {
            "type": "TextualBody",
            "value": text,
            "format": "text/plain",
            "purpose": purpose,
            **({"language": code} if code else {}),
        }
        for code, text in texts.items()
        if text
    ]


def _score(score: float) -> dict[str, Any]:
    return {
        "type": "TextualBody",
        "value": f"{score:.4g}",
        "format": "text/plain",
        "purpose": "assessing",
    }
