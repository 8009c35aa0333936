"""Similar: an image and its neighbours; one walks from one to the next and back."""

from __future__ import annotations

import random

from explorer.ui import address, gallery
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current

_NEIGHBOURS = 32


def show() -> None:
    """Draw the page."""
    frame = current()
    id_ = address.read("item")
    row = frame.collection.row(id_) if id_ else None
    if row is None and id_:
        _missing(frame)
        return
    if row is None:
        row, id_ = _chance(frame)
        address.change({"item": id_, "trail": None})
    walked = address.read_all("trail")
    if id_ in walked:
        walked = walked[: walked.index(id_)]
    found = frame.collection.rows(walked)
    trail = {step: found[step] for step in walked if step in found}
    _trail(frame, trail)
    widget("item", gallery.item_props(frame, id_) | {"walk": True, "level": 1}, key="anchor")
    neighbours = frame.collection.engine.similar([row], k=_NEIGHBOURS)
    gallery.wall(
        frame,
        key="neighbours",
        rows=[hit.row for hit in neighbours.hits],
        page="similaires",
        keep={"trail": [*trail, id_][-address.MAX_TRAIL :]},
        heading=frame.say("Its nearest neighbours"),
    )


def _chance(frame: Frame) -> tuple[int, str]:
    """A picture to begin with: its row and identifier."""
    row = random.randrange(len(frame.collection))  # noqa: S311 (chance, not secrecy)
    return row, frame.collection.items([row], language=frame.language)[0].id


def _missing(frame: Frame) -> None:
    """The address names a picture that is not there: say so, and offer another."""
    say = frame.say
    begin = {
        "page": "similaires",
        "params": {"item": _chance(frame)[1]},
        "label": say("Begin with a picture taken at random"),
    }
    links = {"kind": "links", "links": [begin]}
    title = say("This picture is not in the collection any more.")
    lead = say("It may have been withdrawn, or the link that led here may be incomplete.")
    sections = [{"heading": say("See another picture"), "blocks": [links]}]
    widget("facts", frame.props(title=title, lead=lead, sections=sections), key="missing")


def _trail(frame: Frame, trail: dict[str, int]) -> None:
    say = frame.say
    ids = list(trail)
    steps = [
        {"id": id_, "address": gallery.item_address(frame, row), "back": ids[:place]}
        for place, (id_, row) in enumerate(trail.items())
    ]
    texts = {
        "trail": say("The way you came"),
        "back": say("Back to “{title}”"),
        "untitled": say("Untitled"),
    }
    widget("trail", frame.props(trail=steps, texts=texts), key="trail")
