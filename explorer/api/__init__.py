"""The routes: all that goes over HTTP but Streamlit itself. Described in ``docs/api.md``."""

from __future__ import annotations

from starlette.routing import Route

from explorer.api import (
    boards,
    classes,
    classified,
    cloud,
    collections,
    concepts,
    filters,
    full_pictures,
    health,
    items,
    pictures,
    review,
    search,
    teaching,
    theming,
    tiles,
    tours,
    viewer_files,
    within,
)
from explorer.api.endpoint import ASKS, SHOWS, WRITES, Context, route
from explorer.api.metrics import Metrics
from explorer.catalogue import Catalogue
from explorer.exhibitions.opening import open_store
from explorer.exhibitions.store import Store
from explorer.search.threads import one_thread_a_search
from explorer.settings import Settings

__all__ = ["routes"]


def routes(catalogue: Catalogue, settings: Settings, store: Store | None = None) -> list[Route]:
    """Every route, for the application. Some of them write, for curators alone.

    ``store`` is opened as the settings say unless given.
    """
    one_thread_a_search()
    context = Context(catalogue, settings, Metrics(), store or open_store(settings))
    one_set = "/api/v1/{collection}/classes/{id}"
    sheets = "/data/{collection}/{version}/sheets/{layout}"
    table = (
        ("/api/health", health.health),
        ("/metrics", health.metrics),
        ("/api/v1/collections", collections.list_collections),
        ("/api/v1/{collection}", collections.describe),
        ("/api/v1/{collection}/items/{id:path}", items.item_or_similar),
        ("/api/v1/{collection}/rows", items.by_rows),
        ("/api/v1/{collection}/search", search.search),
        ("/api/v1/{collection}/vocabulary", search.suggest),
        ("/api/v1/{collection}/themes", collections.list_themes),
        ("/api/v1/{collection}/themes/{id}", theming.one_theme),
        ("/api/v1/{collection}/theming/parts", theming.parts),
        ("/api/v1/{collection}/mask", filters.mask),
        ("/api/v1/{collection}/places", filters.places),
        ("/api/v1/{collection}/boards/{id}.{kind}", boards.board_file),
        ("/api/v1/{collection}/within", within.within),
        ("/api/v1/{collection}/cloud", cloud.around),
        ("/api/v1/{collection}/concepts", concepts.concepts),
        ("/api/v1/{collection}/concepts/{id}/results", concepts.results),
        (f"{one_set}/set.yaml", classes.set_file),
        (f"{one_set}/wall", classified.wall),
        (f"{one_set}/measures", classified.measures),
        (f"{one_set}/{{table}}.csv", classified.table),
        ("/api/v1/{collection}/review.csv", review.review_table),
        ("/data/{collection}/thumbs/{name}.webp", tiles.thumb),
        ("/data/{collection}/full/{sha}.json", full_pictures.about),
        ("/data/{collection}/full/{sha}/{level}/{place}.webp", full_pictures.tile),
        ("/data/{collection}/{version}/layouts/{layout}.json", tiles.legend),
        (f"{sheets}/density.png", tiles.density),
        (f"{sheets}/{{z}}/{{x}}/{{y}}.{{kind}}", tiles.sheet),
        ("/api/{rest:path}", health.nothing),
        ("/data/{rest:path}", health.nothing),
        ("/viewer/{rest:path}", health.nothing),
    )
    written = (
        ("/api/v1/{collection}/tours", tours.tours),
        ("/api/v1/{collection}/tours/{id}", tours.tour),
        ("/api/v1/{collection}/concepts/{id}", concepts.concept),
        ("/api/v1/{collection}/concepts/{id}/facet", concepts.facet),
        ("/api/v1/{collection}/teaching/round", teaching.next_round),
        ("/api/v1/{collection}/teaching/line", teaching.line),
        ("/api/v1/{collection}/teaching/file", teaching.brought),
        ("/api/v1/{collection}/classes", classes.sets),
        ("/api/v1/{collection}/classes/{id}", classes.one_set),
        (f"{one_set}/hands", classes.hands),
        (f"{one_set}/results", classified.results),
        (f"{one_set}/facet", classified.facet),
        ("/api/v1/{collection}/review", review.review),
        ("/api/v1/{collection}/review/facet", review.review_facet),
        ("/api/v1/{collection}/theming", theming.theming),
    )
    return [
        # First, and in no thread: a first visit asks for some fifty of them.
        route("/viewer/{name}", viewer_files.viewer_file, context, quick=True),
        *(route(path, handler, context, WRITES) for path, handler in written),
        route("/api/v1/{collection}/search/image", pictures.search_image, context, SHOWS),
        route("/api/v1/{collection}/facets", filters.facets, context, ASKS),
        *(route(path, handler, context) for path, handler in table),
    ]
