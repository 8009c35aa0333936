"""The hierarchy: a bundle's themes with the edits laid over them, as everything shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from explorer.theming.ground import Ground, digest_of
from explorer.theming.matching import Found, found
from explorer.theming.models import Edited, EditList, Merge, Split
from explorer.theming.splitting import Division, by_examples

NOTHING = EditList()


@dataclass(frozen=True)
class Node:
    """A theme as it is shown. ``theme`` is the bundle's own, ``None`` for a part that was made.

    ``label`` is by language, the curators' names over the machine's (``given``); ``rank`` its
    place before anybody gave it one; ``number`` what it is called where it has no name;
    ``medoids`` are rows: the cover, the highlights, then the most central. ``hidden`` is true
    also where a theme above it is.
    """

    id: int
    parent: int
    level: int
    theme: int | None
    rank: tuple[int, ...]
    given: Mapping[str, str]
    terms: Mapping[str, tuple[str, ...]]
    score: float | None
    coherence: float | None
    size: int
    x: float | None
    y: float | None
    medoids: tuple[int, ...]
    label: Mapping[str, str] = field(default_factory=dict)
    record: Edited | None = None
    hidden: bool = False
    cover: int | None = None
    highlights: tuple[int, ...] = ()

    @property
    def number(self) -> str:
        """``4``, or ``4.2`` for the second part of what was the fourth."""
        return ".".join(str(place + 1) for place in self.rank)


@dataclass(frozen=True)
class Hierarchy:
    """All themes, in order, parents before children.

    ``all`` has the hidden ones too, ``whole`` (int32 [n, levels]) the members of all of them;
    ``nodes`` and ``item_themes`` are what everyone sees. ``aliases`` says which themes stand for
    an id that is none any more. ``report`` tells where the edited themes of the bundle are.
    """

    stamp: str
    edits: EditList
    all: Mapping[int, Node]
    whole: np.ndarray
    item_themes: np.ndarray
    aliases: Mapping[int, tuple[int, ...]]
    report: Mapping[int, Found]

    @cached_property
    def nodes(self) -> dict[int, Node]:
        """Those that everyone sees: neither hidden nor empty, where anything was edited."""
        return {id_: node for id_, node in self.all.items() if not node.hidden}

    def resolve(self, ids: Iterable[int]) -> tuple[int, ...]:
        """The themes that stand for some ids, in order, each once."""
        known = (self.aliases.get(id_, (id_,)) for id_ in ids)
        return tuple(dict.fromkeys(one for several in known for one in several))

    def members(self, id_: int) -> np.ndarray:
        """int64: rows of a theme's members, hidden or not; none for an id that is none."""
        node = self.all.get(id_)
        if node is None or node.level >= self.whole.shape[1]:
            return np.empty(0, np.int64)
        return np.flatnonzero(np.asarray(self.whole[:, node.level]) == id_)

    def children(self, id_: int, *, hidden: bool = False) -> list[Node]:
        """The themes right below one (-1: the top ones), in order."""
        nodes = self.all if hidden else self.nodes
        return [node for node in nodes.values() if node.parent == id_]


def lay(ground: Ground, edits: EditList = NOTHING) -> Hierarchy:
    """The themes of a bundle with the edits over them.

    Merges and splits are done in the order they were made, by all items: each item has one theme
    a level, or none, before and after. What is merged takes the place of its target, with all
    that is above that. What is below a split theme goes with the part that has most of it, and
    loses what is in other parts. An edit whose theme is lost does nothing, and ``report`` says so.
    """
    stamp = f"{ground.version}.{digest_of(edits.to_json()).hex()[:16]}" if edits.n else ""
    laying = _Laying(ground, edits)
    if edits.n:
        laying.build()
    nodes, shown = laying.finished()
    return Hierarchy(
        stamp or ground.version, edits, nodes, laying.whole, shown, laying.aliases, laying.report
    )


class _Laying:
    """One hierarchy, while it is made."""

    def __init__(self, ground: Ground, edits: EditList) -> None:
        self.ground = ground
        self.edits = edits
        self.whole: np.ndarray = ground.item_themes
        self.aliases: dict[int, tuple[int, ...]] = {}
        self.report: dict[int, Found] = {}
        self.nodes: dict[int, Node] = {}
        self._touched: set[int] = set()
        for at, record in enumerate(ground.records):
            node = _own(at, record)
            self.nodes[node.id] = node

    def build(self) -> None:
        self.report = found(self.ground, self.edits)
        places = self.report.items()
        self._call({one.theme: id_ for id_, one in places if one.theme is not None})
        for act in self.edits.structure:
            if act.theme not in self.nodes:
                continue
            if isinstance(act, Split):
                self._split(act)
            elif act.into in self.nodes:
                self._merge(act)
        self._count()
        self._dress()

    def _call(self, names: dict[int, int]) -> None:
        """Give edited themes their own ids, everywhere."""
        new = {own: names.get(own, own) for own in self.nodes}
        self.nodes = {
            new[id_]: replace(node, id=new[id_], parent=new.get(node.parent, node.parent))
            for id_, node in self.nodes.items()
        }
        self.aliases |= {own: (id_,) for own, id_ in names.items()}
        self.whole = _translated(self.whole, {own: id_ for own, id_ in new.items() if own != id_})

    def _merge(self, act: Merge) -> None:
        source, target = self.nodes[act.theme], self.nodes[act.into]
        if source.level != target.level or source.id == target.id:
            return
        rows = np.flatnonzero(self.whole[:, source.level] == source.id)
        self.whole[rows, source.level] = target.id
        self._touched.add(target.id)
        above = target
        while source.parent != target.parent and above.parent in self.nodes:
            above = self.nodes[above.parent]
            self.whole[rows, above.level] = above.id
            self._touched.add(above.id)
        if source.parent != target.parent:
            self._touched |= self._above(source)
        for child in [node for node in self.nodes.values() if node.parent == source.id]:
            self.nodes[child.id] = replace(child, parent=target.id)
        self._leave(source, (target.id,))

    def _split(self, act: Split) -> None:
        node = self.nodes[act.theme]
        rows = np.flatnonzero(self.whole[:, node.level] == node.id)
        of = self._parts(act, rows)
        if of is None:
            return
        ids = np.array([part.id for part in act.parts], np.int32)
        self.whole[rows, node.level] = ids[of]
        for at, part in enumerate(act.parts):
            self.nodes[part.id] = replace(
                node, id=part.id, theme=None, rank=(*node.rank, at), given=part.label,
                terms=part.terms, score=None, coherence=None,
            )  # fmt: skip
            self._touched.add(part.id)
        for child in [one for one in self.nodes.values() if one.parent == node.id]:
            inside = self.whole[rows, child.level] == child.id
            counts = np.bincount(of[inside], minlength=len(ids))
            home = int(counts.argmax())
            self.nodes[child.id] = replace(child, parent=int(ids[home]))
            if counts.sum() > counts[home]:
                lost = rows[inside & (of != home)]
                below = self.whole[lost, child.level :]
                self._touched |= {int(one) for one in np.unique(below) if one >= 0}
                self.whole[lost, child.level :] = -1
        self._leave(node, tuple(int(id_) for id_ in ids))

    def _parts(self, act: Split, rows: np.ndarray) -> np.ndarray | None:
        """int64 [m]: the part of each row; ``None`` when that cannot be told any more."""
        division = _division(self.ground, act)
        if division is None:
            return None
        key = ("parts", digest_of(act.model_dump_json().encode(), rows.astype(np.int64)))
        return self.ground.remembered(key, lambda: division.assign(self.ground.vectors, rows))

    def _leave(self, node: Node, instead: tuple[int, ...]) -> None:
        del self.nodes[node.id]
        known = {**self.aliases, node.id: (node.id,)}
        self.aliases = {id_: _instead(several, node.id, instead) for id_, several in known.items()}

    def _above(self, node: Node) -> set[int]:
        found_: set[int] = set()
        while node.parent in self.nodes:
            node = self.nodes[node.parent]
            found_.add(node.id)
        return found_

    def _count(self) -> None:
        """Sizes, places and medoids of what is no longer what the bundle says."""
        for id_ in sorted(self._touched & set(self.nodes)):
            node = self.nodes[id_]
            rows = np.flatnonzero(self.whole[:, node.level] == id_)
            told = self.ground.described(rows)
            self.nodes[id_] = replace(
                node, size=len(rows), x=told.x, y=told.y, medoids=told.medoids, coherence=None
            )

    def _dress(self) -> None:
        """Names, covers and highlights."""
        for one in self.edits.edited:
            node = self.nodes.get(one.id)
            if node is None:
                continue
            wanted = [id_ for id_ in (one.cover, *one.highlights) if id_]
            rows = self.ground.find(wanted) if wanted else {}
            inside = {
                id_: row for id_, row in rows.items() if int(self.whole[row, node.level]) == node.id
            }
            cover = inside.get(one.cover)
            pinned = tuple(inside[id_] for id_ in one.highlights if id_ in inside)
            first = dict.fromkeys([*([] if cover is None else [cover]), *pinned, *node.medoids])
            self.nodes[one.id] = replace(
                node, record=one, cover=cover, highlights=pinned, medoids=tuple(first)
            )

    def finished(self) -> tuple[dict[int, Node], np.ndarray]:
        """The nodes in order, and the members of those that are seen."""
        below: dict[int, list[Node]] = {}
        for node in self.nodes.values():
            below.setdefault(node.parent if node.parent in self.nodes else -1, []).append(node)
        ordered: list[Node] = []
        unseen = {-1: False}
        row = sorted(below.get(-1, []), key=_order)
        while row:
            deeper: list[Node] = []
            for node in row:
                record = node.record
                hidden = unseen.get(node.parent, False) or bool(record and record.hidden)
                unseen[node.id] = hidden = hidden or bool(self.edits.n and not node.size)
                label = {**node.given, **_said(record)}
                ordered.append(replace(node, hidden=hidden, label=label))
                deeper += sorted(below.get(node.id, []), key=_order)
            row = deeper
        nodes = {node.id: node for node in ordered}
        gone = {id_: -1 for id_, hidden in unseen.items() if hidden and id_ >= 0}
        return nodes, _translated(self.whole, gone)


def _division(ground: Ground, act: Split) -> Division | None:
    centres = [part.direction for part in act.parts]
    dim = ground.vectors.shape[1]
    if act.model == ground.model and all(len(centre) == dim for centre in centres):
        return Division(np.stack(centres), np.array([part.offset for part in act.parts]))
    # Of another model: the pictures that stood for each part stand for it again.
    wanted = [id_ for part in act.parts for id_ in part.prototypes]
    rows = ground.find(wanted)
    examples = [
        np.array([rows[id_] for id_ in part.prototypes if id_ in rows], np.int64)
        for part in act.parts
    ]
    if not all(len(example) for example in examples):
        return None
    return by_examples(ground.vectors, examples)


def _own(at: int, record: dict[str, Any]) -> Node:
    terms = dict(record["terms"] or {})
    return Node(
        id=record["id"],
        parent=record["parent"],
        level=record["level"],
        theme=record["id"],
        rank=(at,),
        given={code: text for code, text in dict(record["label"] or {}).items() if text},
        terms={code: tuple(words or ()) for code, words in terms.items()},
        score=record["score"],
        coherence=record["coherence"],
        size=record["size"],
        x=record["x"],
        y=record["y"],
        medoids=tuple(record["medoids"] or ()),
    )


def _instead(ids: tuple[int, ...], gone: int, instead: tuple[int, ...]) -> tuple[int, ...]:
    """Some ids with others in the place of one, each once."""
    found_ = (one for id_ in ids for one in (instead if id_ == gone else (id_,)))
    return tuple(dict.fromkeys(found_))


def _said(record: Edited | None) -> dict[str, str]:
    return {code: text for code, text in (record.name if record else {}).items() if text}


def _order(node: Node) -> tuple[bool, int, tuple[int, ...]]:
    place = node.record.place if node.record else None
    return place is None, place or 0, node.rank


def _translated(themes: np.ndarray, names: Mapping[int, int]) -> np.ndarray:
    """A copy with some ids replaced; the array itself where there are none."""
    if not names:
        return themes
    old = np.array(sorted(names), np.int32)
    new = np.array([names[int(id_)] for id_ in old], np.int32)
    flat = np.asarray(themes).ravel()
    at = np.minimum(np.searchsorted(old, flat), len(old) - 1)
    return np.where(old[at] == flat, new[at], flat).astype(np.int32).reshape(themes.shape)
