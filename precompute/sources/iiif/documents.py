"""Documents of Presentation 2 and 3, read into one shape: what a collection lists, what a manifest
says, and where the pictures of its canvases are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from precompute.sources.iiif.values import (
    Node,
    Texts,
    identity,
    kind,
    named,
    node,
    nodes,
    texts,
    whole,
    word,
)

MOST_CANVASES = 20_000
"""Canvases of one manifest that are read."""


@dataclass(frozen=True)
class Listing:
    """A collection: addresses of the collections and manifests that it lists, in order.

    ``inside`` are manifests that it holds whole.
    """

    members: tuple[str, ...]
    inside: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Body:
    """The picture of a canvas: its address, size in pixels (0 where unknown), and the node of its
    image service, empty where it has none."""

    address: str
    width: int
    height: int
    service: Node = field(default_factory=dict)


@dataclass(frozen=True)
class Canvas:
    """A canvas: its address, its label, its picture or ``None`` where it shows none."""

    address: str
    label: Texts
    body: Body | None


@dataclass(frozen=True)
class Manifest:
    """What a manifest says. ``metadata`` are pairs of label and value; ``cut`` says whether it has
    more canvases than are read."""

    address: str
    label: Texts
    summary: Texts
    metadata: tuple[tuple[Texts, Texts], ...]
    rights: str
    statement: Texts
    source: str
    canvases: tuple[Canvas, ...]
    cut: bool = False


def read_document(document: Any, *, address: str) -> Listing | Manifest:
    """A document that ``address`` gave; raises ``ValueError`` with a plain sentence."""
    root = node(document)
    told = kind(root)
    if told in ("Collection", "Layer"):
        return _listing(root)
    if told == "Manifest":
        return _manifest(root, identity(root) or address)
    if not told:
        raise ValueError("This is no IIIF manifest or collection: it has no type.")
    raise ValueError(f"This is no IIIF manifest or collection, but: {told[:40]}.")


def _listing(root: Node) -> Listing:
    members: dict[str, None] = {}
    inside = []
    for key in ("items", "members", "collections", "manifests"):
        several = root.get(key)
        for one in several if isinstance(several, list) else ():
            if isinstance(one, dict) and kind(one) == "Manifest" and _is_whole(one):
                inside.append(one)
            elif isinstance(one, str) or kind(one) in ("Manifest", "Collection", ""):
                members[identity(one)] = None
    # Pages of a collection, as version 2.1 has them.
    for key in ("first", "next"):
        members[identity(root.get(key))] = None
    members.pop("", None)
    return Listing(tuple(members), tuple(inside))


def _is_whole(manifest: Node) -> bool:
    return bool(manifest.get("sequences")) or any(
        kind(one) == "Canvas" for one in nodes(manifest.get("items"))
    )


def _manifest(root: Node, address: str) -> Manifest:
    canvases = []
    cut = False
    for number, one in enumerate(_canvases(root)):
        if number == MOST_CANVASES:
            cut = True
            break
        label = texts(one.get("label"))
        canvases.append(Canvas(identity(one) or f"{address}#{number + 1}", label, _body(one)))
    pairs = [
        (texts(one.get("label")), texts(one.get("value")))
        for one in list(nodes(root.get("metadata") or []))[:200]
    ]
    required = node(root.get("requiredStatement"))
    return Manifest(
        address=address,
        label=texts(root.get("label")),
        summary=texts(root.get("summary") or root.get("description")),
        metadata=tuple((label, value) for label, value in pairs if label and value),
        rights=_first(root.get("rights") or root.get("license")),
        statement=texts(required.get("value") or root.get("attribution")),
        source=_page(root.get("homepage")) or _page(root.get("related")),
        canvases=tuple(canvases),
        cut=cut,
    )


def _canvases(root: Node) -> Iterator[Node]:
    """In reading order: of version 3, or of the first sequence of version 2."""
    if isinstance(root.get("sequences"), list):
        for sequence in list(nodes(root["sequences"]))[:1]:
            yield from nodes(sequence.get("canvases") or [])
        return
    yield from (one for one in nodes(root.get("items") or []) if kind(one) in ("Canvas", ""))


def _body(canvas: Node) -> Body | None:
    """The first picture that is painted on a canvas."""
    for painted in _painted(canvas):
        body = _image(painted)
        if body is not None:
            sides = (whole(body.get("width")), whole(body.get("height")))
            if not all(sides):
                sides = (whole(canvas.get("width")), whole(canvas.get("height")))
            return Body(identity(body), *sides, _service(body.get("service")))
    return None


def _painted(canvas: Node) -> Iterator[Any]:
    for one in nodes(canvas.get("images") or []):
        yield one.get("resource")
    for page in nodes(canvas.get("items") or []):
        for one in nodes(page.get("items") or []):
            if named(one, "motivation") in ("painting", "") or "painting" in _words(one):
                yield one.get("body")


def _words(annotation: Node) -> list[str]:
    motivation = annotation.get("motivation")
    return [word(one) for one in motivation] if isinstance(motivation, list) else []


def _image(body: Any, *, depth: int = 0) -> Node | None:
    """The picture of a body: itself, the first of a choice or of a list, or what a part is of."""
    if depth > 4:
        return None
    for one in nodes(body):
        told = kind(one)
        if told == "Choice":
            choices = [one.get("default"), *(one.get("items") or one.get("item") or [])]
            found = iter([_image(choice, depth=depth + 1) for choice in choices if choice])
        elif told == "SpecificResource":
            part_of = one.get("source") or one.get("full")
            found = (_image(whole_, depth=depth + 1) for whole_ in [part_of])
        elif told == "Image" or (not told and identity(one)):
            return one
        else:
            continue
        image = next(filter(None, found), None)
        if image is not None:
            return image
    return None


def _service(value: Any) -> Node:
    """The image service among services, or an empty node."""
    for one in nodes(value):
        told = f"{kind(one)} {one.get('profile')} {one.get('@context')} {one.get('protocol')}"
        is_image = "ImageService" in told or "iiif.io/api/image" in told or "image-api" in told
        if is_image and identity(one):
            return one
        inner = _service(one.get("service")) if isinstance(one.get("service"), list) else {}
        if inner:
            return inner
    return {}


def _page(value: Any) -> str:
    """The first page for people."""
    if isinstance(value, str):
        return value.strip()
    several = value if isinstance(value, list) else [value]
    for one in several:
        form = named(node(one), "format")
        if identity(one) and form in ("", "text/html"):
            return identity(one)
    return ""


def _first(value: Any) -> str:
    several = value if isinstance(value, list) else [value]
    return next(filter(None, (identity(one) for one in several)), "")
