"""Concepts: taught, kept, applied by curators; shown to all where they are shared."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import numpy as np
import orjson
from starlette.requests import Request

from explorer.api.addressed import at_home
from explorer.api.endpoint import Context, body, language, number
from explorer.api.errors import ApiError, conflict, invalid, not_found
from explorer.api.filters import wish_among
from explorer.api.replies import NO_STORE, Reply, json_reply
from explorer.api.shapes import brief
from explorer.api.tours import versions_of
from explorer.api.who import who as signed
from explorer.collection import Collection
from explorer.concepts.keeping import (
    classifier_of,
    concept_of,
    facet_of,
    finding_of,
    taught,
)
from explorer.concepts.models import Applied, Concept, Finite, read
from explorer.concepts.teaching import Shown
from explorer.exhibitions.findings import FindingEntry, StoredFinding
from explorer.exhibitions.models import SLUG, Document, InvalidError
from explorer.exhibitions.store import ConflictError, MissingError

_LOG = logging.getLogger(__name__)
_SLUG = re.compile(SLUG.removesuffix("$"))
_MISSING = "there is no concept of this name in the collection"
_COVERS = 4
_MOST = 200
_RANKED = 500
_D = TypeVar("_D", bound=Document)


class _Apply(Document):
    threshold: Finite


def concepts(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/concepts``: those kept; where one only reads, those shared."""
    collection = context.catalogue.get(request.path_params["collection"])
    code = language(request, context)
    found = context.store.every_finding(collection=collection.name, kind="concept")
    told: list[dict[str, Any]] = []
    covers: list[list[int]] = []
    for stored in found:
        concept = _read_kept(stored)
        if concept is None or not (concept.shared or _curates(context)):
            continue
        first = list(concept.examples.yes[:_COVERS])
        rows = collection.rows(first)
        covers.append([rows[id_] for id_ in first if id_ in rows])
        told.append(
            {
                "id": concept.id,
                "name": concept.name,
                "text": concept.text,
                "words": concept.examples.words,
                "yes": len(concept.examples.yes),
                "no": len(concept.examples.no),
                "shared": concept.shared,
                "applied": concept.applied is not None,
                "owner": stored.finding.owner if _curates(context) else "",
                "version": stored.version,
                "updated": stored.updated,
            }
        )
    every = collection.items([row for rows_ in covers for row in rows_], language=code)
    items = {item.row: brief(collection, item) for item in every}
    for entry, mine in zip(told, covers, strict=True):
        entry["covers"] = [items[row] for row in mine if row in items]
    writable = _curates(context) and context.store.is_writable
    return json_reply({"concepts": told, "writable": writable}, cache=NO_STORE)


def concept(context: Context, request: Request) -> Reply:
    """``/api/v1/{collection}/concepts/{id}``: ``GET``, ``PUT``, ``DELETE``.

    What is written is taught anew here: weights that are sent are not taken.
    """
    collection, id_ = _named(context, request)
    if request.method == "PUT":
        return _put(context, request, collection, id_)
    if request.method == "DELETE":
        return _delete(context, request, collection, id_)
    found, version = _kept(context, collection, id_)
    return Reply(
        body=found.to_json(),
        cache=NO_STORE,
        compress=False,
        headers={"etag": f'"{version}"'},
    )


def results(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/concepts/{id}/results``: its pictures, best first."""
    collection, id_ = _named(context, request)
    found, _ = _kept(context, collection, id_)
    code = language(request, context)
    count = number(request, "k", context.settings.results, low=1, high=_MOST)
    offset = number(request, "offset", 0, low=0, high=_RANKED)
    wish = wish_among(request, collection, others=("lang", "k", "offset"))
    teacher = collection.teacher
    classifier = classifier_of(found, model=collection.manifest.model)
    if classifier is None:
        classifier = teacher.learn(found.examples).classifier
    if classifier is None:
        return json_reply({"results": [], "total": 0}, cache=NO_STORE)
    refused = list(teacher.rows(found.examples.no).values())
    rows, scores = teacher.ranked(
        classifier,
        k=_RANKED + len(refused),
        within=collection.filters.mask(wish) if wish else None,
    )
    kept = ~_among(rows, refused)
    if found.applied is not None:
        yes = list(teacher.rows(found.examples.yes).values())
        kept &= (scores >= found.applied.threshold) | _among(rows, yes)
    rows, scores = rows[kept][:_RANKED], scores[kept][:_RANKED]
    page = slice(offset, offset + count)
    told = shown_json(collection, Shown(rows[page], scores[page]), code=code)
    return json_reply({"results": told, "total": len(rows)}, cache=NO_STORE)


def facet(context: Context, request: Request) -> Reply:
    """``/api/v1/{collection}/concepts/{id}/facet``: ``PUT`` a threshold, or ``DELETE``."""
    collection, id_ = _named(context, request)
    if request.method in ("GET", "HEAD"):
        raise ApiError(405, "only PUT, DELETE are answered")
    found, version = _kept(context, collection, id_)
    versions = versions_of(request) or (version,)
    who = signed(request)
    if request.method == "DELETE":
        entry = _write(context, found.model_copy(update={"applied": None}), versions, who)
        _remove_facet(context, collection, id_)
        return _told(entry, status=200)
    applied = Applied(threshold=read_asked(_Apply, request).threshold, when=_now())
    learned = collection.teacher.learn(found.examples)
    try:
        made = facet_of(found, learned, applied=applied, who=who)
    except InvalidError as error:
        raise invalid(str(error)) from None
    entry = _write(context, found.model_copy(update={"applied": applied}), versions, who)
    context.store.put_finding(made.finding(collection.name, owner=who))
    return _told(entry, status=200, column=made.column)


def _put(context: Context, request: Request, collection: Collection, id_: str) -> Reply:
    given = read_asked(Concept, request)
    at_home(given, collection=collection.name, id_=id_)
    stored = context.store.finding(collection=collection.name, kind="concept", id=id_)
    before = _read_kept(stored) if stored else None
    who = signed(request)
    model = collection.manifest.model
    lesson = before.taught if before and before.examples == given.examples else None
    if lesson is None:
        learned = collection.teacher.learn(given.examples)
        lesson = taught(learned, model=model, when=_now(), who=who)
    applied = before.applied if before is not None else None
    kept = given.model_copy(update={"taught": lesson, "applied": applied})
    create = "if-match" not in request.headers
    asked = request.headers.get("if-none-match") or request.headers.get("if-match")
    try:
        entry, new = context.store.put_finding(
            finding_of(kept, owner=stored.finding.owner if stored else who),
            create=create,
            versions=versions_of(request),
        )
    except ConflictError as error:
        if asked is None:
            raise conflict(
                "there is a concept of this name: send its ETag as If-Match to replace it"
            ) from None
        raise ApiError(412, str(error)) from None
    except InvalidError as error:
        raise invalid(str(error)) from None
    return _told(entry, status=201 if new else 200)


def _delete(context: Context, request: Request, collection: Collection, id_: str) -> Reply:
    try:
        context.store.delete_finding(
            collection=collection.name,
            kind="concept",
            id=id_,
            versions=versions_of(request),
            who=signed(request),
        )
    except ConflictError as error:
        raise ApiError(412, str(error)) from None
    except MissingError:
        raise not_found(_MISSING) from None
    _remove_facet(context, collection, id_)
    return json_reply({"deleted": id_}, cache=NO_STORE)


def _remove_facet(context: Context, collection: Collection, id_: str) -> None:
    """Take away the facet that a concept became, and no other of its name."""
    made = collection.made.facet(f"f.{id_}")
    if made is None or made.source != "concept" or made.made_from != id_:
        return
    try:
        context.store.delete_finding(collection=collection.name, kind="facet", id=id_)
    except MissingError:
        return


def _write(context: Context, wanted: Concept, versions: tuple[int, ...], who: str) -> FindingEntry:
    try:
        entry, _ = context.store.put_finding(
            finding_of(wanted, owner=who), create=False, versions=versions
        )
    except ConflictError as error:
        raise ApiError(412, str(error)) from None
    except InvalidError as error:
        raise invalid(str(error)) from None
    return entry


def _named(context: Context, request: Request) -> tuple[Collection, str]:
    collection = context.catalogue.get(request.path_params["collection"])
    id_ = request.path_params["id"]
    if not _SLUG.fullmatch(id_):
        if request.method == "PUT":
            raise invalid("a concept is named by 1 to 64 small letters, digits and hyphens")
        raise not_found(_MISSING)
    return collection, id_


def _kept(context: Context, collection: Collection, id_: str) -> tuple[Concept, int]:
    """A concept and its version; 404 also for one that is not shared, where one only reads."""
    stored = context.store.finding(collection=collection.name, kind="concept", id=id_)
    found = _read_kept(stored) if stored else None
    if stored is None or found is None or not (found.shared or _curates(context)):
        raise not_found(_MISSING)
    return found, stored.version


def _read_kept(stored: StoredFinding) -> Concept | None:
    try:
        return concept_of(stored)
    except ValueError as error:
        _LOG.warning("a concept cannot be read: %s", error)
        return None


def read_asked(kind: type[_D], request: Request) -> _D:
    """What was sent, as a document of a kind; 422 where it is none."""
    try:
        return read(kind, body(request))
    except InvalidError as error:
        raise invalid(str(error)) from None


def _among(rows: np.ndarray, some: Sequence[int]) -> np.ndarray:
    return np.isin(rows, np.asarray(some, np.int64))


def shown_json(collection: Collection, shown: Shown, *, code: str) -> list[dict[str, Any]]:
    """Pictures with their scores (log-odds; ``None`` where nothing was learnt)."""
    items = {item.row: item for item in collection.items(shown.rows.tolist(), language=code)}
    told = []
    for place, row in enumerate(shown.rows.tolist()):
        if row in items:
            score = float(shown.scores[place]) if len(shown.scores) else None
            told.append({**brief(collection, items[row]), "score": score})
    return told


def _told(entry: FindingEntry, *, status: int, column: str = "") -> Reply:
    content = {"id": entry.id, "version": entry.version, "updated": entry.updated}
    return Reply(
        body=orjson.dumps(content | ({"column": column} if column else {})),
        status=status,
        cache=NO_STORE,
        headers={"etag": f'"{entry.version}"'},
    )


def _curates(context: Context) -> bool:
    return context.settings.profile == "curator"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
