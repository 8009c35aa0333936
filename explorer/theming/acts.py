"""Acts: what a curator may do to the themes, and how it is read from JSON."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from explorer.exhibitions.models import InvalidError, ItemId, Names, Texts, explained
from explorer.theming.models import LAST, MAX_PARTS, Number

MAX_ACT = 200_000
"""Bytes of an act, as JSON."""


class _Act(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class OnTheme(_Act):
    """``seen`` is the number of the change that the theme was last seen after, 0 for none."""

    theme: Number
    seen: Annotated[int, Field(ge=0, le=LAST)]


class Describe(OnTheme):
    """Give a theme names, a sentence, or both; an empty text gives back the machine's."""

    do: Literal["describe"]
    name: Names | None = None
    text: Texts | None = None


class Hide(OnTheme):
    """Hide a theme, or show it again."""

    do: Literal["hide"]
    hidden: bool


class Cover(OnTheme):
    """Choose the cover of a theme; empty: the most typical picture again."""

    do: Literal["cover"]
    item: Annotated[str, Field(max_length=1000)]


class Join(OnTheme):
    """Merge a theme into another one of its level."""

    do: Literal["merge"]
    into: Number


class Divide(OnTheme):
    """Split a theme into parts."""

    do: Literal["split"]
    parts: Annotated[int, Field(ge=2, le=MAX_PARTS)]
    seed: Annotated[int, Field(ge=0, le=9999)] = 0


class Pin(_Act):
    """Pin a picture as a highlight of a theme, or take it away from there."""

    do: Literal["pin"]
    theme: Number
    item: ItemId
    pinned: bool


class Order(_Act):
    """Put the themes below one (-1: the top ones) in order, each of them once."""

    do: Literal["order"]
    parent: Annotated[int, Field(ge=-1, le=LAST)]
    ids: Annotated[tuple[Number, ...], Field(max_length=2000)]


class TakeBack(_Act):
    """Undo the last change, which is ``n``."""

    do: Literal["undo"]
    n: Annotated[int, Field(ge=1)]


class Settle(_Act):
    """Say which theme an edited one is in this bundle: ``to``, or none (its edits are dropped)."""

    do: Literal["settle"]
    theme: Number
    to: Number | None


class Accept(_Act):
    """Take every match that was found for right."""

    do: Literal["accept"]


Act = Describe | Hide | Cover | Join | Divide | Pin | Order | TakeBack | Settle | Accept
_ACTS: TypeAdapter[Act] = TypeAdapter(Annotated[Act, Field(discriminator="do")])


def read_act(sent: bytes) -> Act:
    """An act from JSON; raises ``InvalidError``."""
    if len(sent) > MAX_ACT:
        raise InvalidError(f"an act is at most {MAX_ACT // 1000} kB")
    try:
        return _ACTS.validate_json(sent)
    except ValidationError as error:
        if error.errors()[0]["type"].startswith("union_tag"):
            raise InvalidError("do: there is no act of this name") from None
        raise InvalidError(explained(error)) from None
    except RecursionError:
        raise InvalidError("the act is nested too deeply") from None
