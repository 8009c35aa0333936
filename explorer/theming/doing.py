"""Doing: a curator's act on an edit list, and the edit list that comes of it."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from pydantic import ValidationError

from explorer.exhibitions.models import InvalidError, explained
from explorer.theming.acts import (
    Accept,
    Act,
    Cover,
    Describe,
    Divide,
    Hide,
    Join,
    OnTheme,
    Order,
    Pin,
    Settle,
    TakeBack,
)
from explorer.theming.ground import Ground
from explorer.theming.hierarchy import Hierarchy, Node, lay
from explorer.theming.matching import signed
from explorer.theming.models import (
    MAX_EDITED,
    MAX_HIGHLIGHTS,
    MAX_HISTORY,
    MAX_PROTOTYPES,
    MAX_STRUCTURE,
    MAX_UNDO,
    Change,
    Edited,
    EditList,
    Merge,
    Part,
    Split,
    Undo,
    encoded_vector,
)
from explorer.theming.naming import names_of
from explorer.theming.splitting import Division, divide


class StaleError(Exception):
    """Someone changed meanwhile what an act is about; ``by`` is the change that did."""

    def __init__(self, by: Change | None) -> None:
        super().__init__("this theme was changed meanwhile, in another window: look again")
        self.by = by


def done(ground: Ground, edits: EditList, act: Act, *, who: str, when: str) -> EditList:
    """The edit list after an act; ``when`` is ISO 8601, UTC.

    Raises ``StaleError`` when what it is about was changed since it was seen, ``InvalidError``
    when it cannot be done; nothing is changed then.
    """
    return _Doing(ground, edits, who[:200], when).do(act)


def division(
    ground: Ground, hierarchy: Hierarchy, theme: int, *, parts: int, seed: int
) -> tuple[np.ndarray, Division]:
    """The rows of a theme and their division into parts; raises ``InvalidError``."""
    node = hierarchy.all.get(theme)
    if node is None:
        raise InvalidError("there is no such theme")
    rows = hierarchy.members(theme)
    found = divide(ground.vectors, rows, parts=parts, seed=seed)
    if found is None:
        raise InvalidError(f"its pictures do not differ enough to make {parts} parts of them")
    return rows, found


class _Doing:
    def __init__(self, ground: Ground, edits: EditList, who: str, when: str) -> None:
        self.ground = ground
        self.before = edits
        self.who = who
        self.when = when
        self.n = edits.n + 1
        self.next = edits.next
        self.edited = {one.id: one for one in edits.edited}
        self.structure = list(edits.structure)
        self.made: dict[int, int] = {}  # records made by this act, by what their themes are called
        self.hierarchy = lay(ground, edits)

    def do(self, act: Act) -> EditList:
        if isinstance(act, TakeBack):
            return self._take_back(act)
        theme: Node | None = None
        detail = ""
        if isinstance(act, OnTheme | Pin):
            theme = self._node(act.theme)
        if isinstance(act, OnTheme):
            self._check(act)
        match act:
            case Describe():
                detail = self._describe(act)
            case Hide():
                self._change(act.theme, hidden=act.hidden)
                detail = "" if act.hidden else "shown"
            case Cover():
                self._inside(act.theme, act.item)
                self._change(act.theme, cover=act.item)
                detail = act.item
            case Pin():
                self._pin(act)
                detail = act.item
            case Join():
                detail = self._merge(act)
            case Divide():
                detail = self._split(act)
            case Order():
                self._order(act)
                theme = self.hierarchy.all.get(act.parent)
            case Settle():
                detail = self._settle(act)
            case Accept():
                self._accept()
        label = {code: text[:120] for code, text in theme.label.items()} if theme else {}
        change = Change(
            n=self.n, when=self.when, who=self.who, did=act.do,
            theme=theme.id if theme else getattr(act, "theme", None), label=label,
            detail=detail[:400],
        )  # fmt: skip
        was, now = self.before.structure, tuple(self.structure)
        kept = next((at for at, (x, y) in enumerate(zip(was, now, strict=False)) if x != y), None)
        kept = min(len(was), len(now)) if kept is None else kept
        undo = Undo(n=self.n, kept=kept, again=was[kept:], before=self._differences())
        return self._finished(change, (*self.before.undo, undo))

    def _node(self, id_: int) -> Node:
        known = self.hierarchy.resolve([id_])
        node = self.hierarchy.all.get(known[0]) if len(known) == 1 else None
        if node is None:
            raise StaleError(self._last(id_))
        return node

    def _last(self, id_: int) -> Change | None:
        return next((one for one in reversed(self.before.history) if one.theme == id_), None)

    def _check(self, act: OnTheme) -> None:
        record = self.edited.get(self._node(act.theme).id)
        if record and record.changed > act.seen:
            by = next((one for one in self.before.history if one.n == record.changed), None)
            raise StaleError(by)

    def _record(self, id_: int) -> Edited:
        """The record of a theme, made or signed anew when it has to be."""
        node = self._node(id_)
        record = self.edited.get(self.made.get(node.id, node.id))
        if record is None:
            record = Edited(id=self.next)
            self.made[node.id] = self.next
            self.next += 1
        if node.theme is not None:
            old = record.signature
            if old is None or old.version != self.ground.version:
                fresh = signed(self.ground, node.theme, node.level)
                record = record.model_copy(update={"signature": fresh})
        self.edited[record.id] = record
        if len(self.edited) > MAX_EDITED:
            raise InvalidError(f"at most {MAX_EDITED} themes are edited in one collection")
        return record

    def _change(self, id_: int, **fields: Any) -> Edited:
        record = self._record(id_)
        kept = record.model_dump() | fields | {"changed": self.n}
        try:
            self.edited[record.id] = Edited.model_validate(kept)
        except ValidationError as error:
            raise InvalidError(explained(error)) from None
        return self.edited[record.id]

    def _describe(self, act: Describe) -> str:
        record = self._record(act.theme)
        fields: dict[str, Any] = {}
        said: list[str] = []
        for name, given in (("name", act.name), ("text", act.text)):
            if given is not None:
                both = {**getattr(record, name), **given}
                fields[name] = {code: text for code, text in both.items() if text}
                said += [f"{code}: {text}" for code, text in given.items()]
        self._change(act.theme, **fields)
        return "; ".join(said)

    def _inside(self, theme: int, item: str) -> None:
        node = self._node(theme)
        row = self.ground.find([item]).get(item) if item else None
        if item and (row is None or int(self.hierarchy.whole[row, node.level]) != node.id):
            raise InvalidError("this picture is not in the theme")

    def _pin(self, act: Pin) -> None:
        record = self._record(act.theme)
        pinned = [id_ for id_ in record.highlights if id_ != act.item]
        if act.pinned:
            self._inside(act.theme, act.item)
            pinned.append(act.item)
        if len(pinned) > MAX_HIGHLIGHTS:
            raise InvalidError(f"a theme has at most {MAX_HIGHLIGHTS} highlights: take one away")
        self._change(act.theme, highlights=tuple(pinned))

    def _room(self) -> None:
        if len(self.structure) >= MAX_STRUCTURE:
            raise InvalidError(f"at most {MAX_STRUCTURE} merges and splits are kept")

    def _merge(self, act: Join) -> str:
        self._room()
        source, target = self._node(act.theme), self._node(act.into)
        if source.id == target.id or source.level != target.level:
            raise InvalidError("a theme is merged into another one of the same level")
        kept = self._change(act.into)
        self.structure.append(Merge(theme=self._change(act.theme).id, into=kept.id))
        return next(iter(target.label.values()), target.number)

    def _split(self, act: Divide) -> str:
        self._room()
        node = self._node(act.theme)
        rows, found = division(self.ground, self.hierarchy, node.id, parts=act.parts, seed=act.seed)
        scores = found.scores(self.ground.vectors, rows)
        of = scores.argmax(axis=1)
        names = names_of(self.ground, [rows[of == at] for at in range(act.parts)])
        record = self._change(act.theme)
        parts: list[Part] = []
        for at, name in enumerate(names):
            own = np.flatnonzero(of == at)
            nearest = rows[own[np.argsort(-scores[own, at], kind="stable")[:MAX_PROTOTYPES]]]
            parts.append(
                Part(
                    id=self.next, centre=encoded_vector(found.centres[at]),
                    offset=float(found.offsets[at]), prototypes=tuple(self.ground.ids(nearest)),
                    label=name.label, terms=name.terms,
                )
            )  # fmt: skip
            self.edited[self.next] = Edited(id=self.next, changed=self.n, place=record.place)
            self.next += 1
        if len(self.edited) > MAX_EDITED:
            raise InvalidError(f"at most {MAX_EDITED} themes are edited in one collection")
        self.structure.append(Split(theme=record.id, model=self.ground.model, parts=tuple(parts)))
        return str(act.parts)

    def _order(self, act: Order) -> None:
        parent = self._node(act.parent).id if act.parent >= 0 else -1
        wanted = [self._node(id_).id for id_ in act.ids]
        there = [node.id for node in self.hierarchy.children(parent, hidden=True)]
        if sorted(wanted) != sorted(there):
            raise StaleError(self.before.history[-1] if self.before.history else None)
        for place, id_ in enumerate(wanted):
            record = self._record(id_)
            if record.place != place:
                self.edited[record.id] = record.model_copy(update={"place": place})

    def _settle(self, act: Settle) -> str:
        record = self.edited.get(act.theme)
        if record is None or record.signature is None:
            raise StaleError(self._last(act.theme))
        if act.to is None:
            # Its merges and splits go with it: they would do nothing for ever.
            del self.edited[act.theme]
            self.structure = [one for one in self.structure if act.theme not in _of(one)]
            used = {
                part.id for one in self.structure if isinstance(one, Split) for part in one.parts
            }
            self.edited = {
                id_: one for id_, one in self.edited.items() if one.signature or id_ in used
            }
            return "dropped"
        node = self._node(act.to)
        if node.theme is None:
            raise InvalidError("an edited theme is found again in one of the bundle's own")
        if node.id != act.theme and node.id in self.edited:
            raise InvalidError("this theme has edits of its own: merge the two instead")
        fresh = signed(self.ground, node.theme, node.level)
        self.edited[act.theme] = record.model_copy(update={"signature": fresh, "changed": self.n})
        return next(iter(node.label.values()), node.number)

    def _accept(self) -> None:
        for id_, place in self.hierarchy.report.items():
            record = self.edited[id_]
            if place.theme is not None and record.signature is not None:
                fresh = signed(self.ground, place.theme, record.signature.level)
                self.edited[id_] = record.model_copy(update={"signature": fresh})

    def _take_back(self, act: TakeBack) -> EditList:
        undo = self.before.undo[-1] if self.before.undo else None
        if undo is None or undo.n != act.n:
            raise StaleError(self.before.history[-1] if self.before.history else None)
        for key, fields in undo.before.items():
            id_ = int(key)
            if fields is None:
                self.edited.pop(id_, None)
                continue
            now = self.edited.get(id_)
            base: dict[str, Any] = now.model_dump(mode="json") if now else {}
            self.edited[id_] = Edited.model_validate_json(
                _json(base | fields | {"id": id_, "changed": self.n})
            )
        self.structure = [*self.structure[: undo.kept], *undo.again]
        what = next((one for one in self.before.history if one.n == undo.n), None)
        change = Change(
            n=self.n, when=self.when, who=self.who, did="undo",
            theme=what.theme if what else None, label=what.label if what else {},
            detail=what.did if what else "",
        )  # fmt: skip
        return self._finished(change, self.before.undo[:-1])

    def _differences(self) -> dict[str, dict[str, Any] | None]:
        """What was otherwise before, by record."""
        before = {one.id: one.model_dump(mode="json") for one in self.before.edited}
        after = {id_: one.model_dump(mode="json") for id_, one in self.edited.items()}
        found: dict[str, dict[str, Any] | None] = {}
        for id_ in sorted(before.keys() | after.keys()):
            was, now = before.get(id_), after.get(id_, {})
            if was is None:
                found[str(id_)] = None
            elif was != now:
                found[str(id_)] = {name: was[name] for name in was if was[name] != now.get(name)}
        return found

    def _finished(self, change: Change, undo: tuple[Undo, ...]) -> EditList:
        made = EditList(
            n=self.n,
            next=self.next,
            edited=tuple(sorted(self.edited.values(), key=lambda one: one.id)),
            structure=tuple(self.structure),
            history=(*self.before.history, change)[-MAX_HISTORY:],
            undo=undo[-MAX_UNDO:],
        )
        while made.undo and len(made.model_dump_json()) > 900_000:
            made = made.model_copy(update={"undo": made.undo[1:]})
        made.to_json()
        return made


def _of(act: Merge | Split) -> tuple[int, ...]:
    if isinstance(act, Merge):
        return act.theme, act.into
    return (act.theme,)


def _json(content: Any) -> bytes:
    return json.dumps(content).encode()
