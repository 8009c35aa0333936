"""A concept that is shared: its pictures, for whoever has the link. Nothing can be changed here."""

from __future__ import annotations

import logging
import re

from explorer.concepts.keeping import concept_of
from explorer.concepts.models import Concept
from explorer.exhibitions.models import SLUG
from explorer.exhibitions.store import StoreError
from explorer.languages import translated
from explorer.ui import address, gallery, house
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current

_LOG = logging.getLogger(__name__)
_SLUG = re.compile(SLUG)


def show() -> None:
    """Draw the page."""
    frame = current()
    say = frame.say
    concept = _shared(frame, address.read("concept"))
    if concept is None:
        to = {"page": "recherche", "params": {}, "label": say("Search the collection")}
        sections = [{"heading": say("See others"), "blocks": [{"kind": "links", "links": [to]}]}]
        title = say("This concept is not shown here.")
        lead = say("It may not be shared any more, or the link that led here may be incomplete.")
        widget("facts", frame.props(title=title, lead=lead, sections=sections), key="missing")
        return
    text = translated(concept.text, frame.language)
    name = translated(concept.name, frame.language) or concept.examples.words
    widget(
        "facts",
        frame.props(title=name or say("Concept without a name"), lead=text, sections=[]),
        key="about",
    )
    gallery.wall(
        frame,
        key="pictures",
        endpoint=f"{frame.api(f'/concepts/{concept.id}/results')}?lang={frame.language}",
        page="concept",
        forms=say.forms("{n} picture", "{n} pictures"),
        heading=say("Its pictures, the surest first"),
    )
    gallery.dialog(frame)


def _shared(frame: Frame, id_: str) -> Concept | None:
    if not _SLUG.fullmatch(id_):
        return None
    try:
        found = house.store().finding(collection=frame.collection.name, kind="concept", id=id_)
        concept = concept_of(found) if found else None
    except (StoreError, ValueError) as error:
        _LOG.warning("%s", error)
        return None
    curates = house.settings().profile == "curator"
    return concept if concept is not None and (concept.shared or curates) else None
