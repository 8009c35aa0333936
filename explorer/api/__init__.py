"""The routes: all that goes over HTTP but Streamlit itself. Described in ``docs/api.md``."""

from __future__ import annotations

from starlette.routing import Route

from explorer.api import (
    boards,
    classes,
    classified,
    cloud,
    codes,
    collections,
    concepts,
    exhibitions,
    filters,
    full_pictures,
    health,
    iiif,
    items,
    kiosk,
    papers,
    pictures,
    recognising,
    reproductions,
    review,
    search,
    site,
    teaching,
    theming,
    tiles,
    tours,
    viewer_files,
    within,
)
from explorer.api.endpoint import ASKS, READS, SHOWS, WRITES, Context, Handler, route
from explorer.api.metrics import Metrics
from explorer.catalogue import Catalogue
from explorer.exhibitions.opening import open_store
from explorer.exhibitions.store import Store
from explorer.search.threads import one_thread_a_search
from explorer.settings import Settings

__all__ = ["routes"]


Table = tuple[tuple[str, Handler], ...]

_ONE = "/api/v1/{collection}"
_SET = f"{_ONE}/classes/{{id}}"
_EXHIBITION = f"{_ONE}/exhibitions/{{id}}"
_SHEETS = "/data/{collection}/{version}/sheets/{layout}"

_READ: Table = (
    ("/api/health", health.health),
    ("/metrics", health.metrics),
    ("/robots.txt", site.robots),
    ("/api/v1/collections", collections.list_collections),
    (_ONE, collections.describe),
    (f"{_ONE}/items/{{id:path}}", items.item_or_similar),
    (f"{_ONE}/rows", items.by_rows),
    (f"{_ONE}/search", search.search),
    (f"{_ONE}/vocabulary", search.suggest),
    (f"{_ONE}/themes", collections.list_themes),
    (f"{_ONE}/themes/{{id}}", theming.one_theme),
    (f"{_ONE}/mask", filters.mask),
    (f"{_ONE}/places", filters.places),
    (f"{_ONE}/within", within.within),
    (f"{_ONE}/cloud", cloud.around),
    (f"{_ONE}/between", boards.what_is_between),
    (f"{_EXHIBITION}/shown", exhibitions.shown),
    (f"{_ONE}/concepts", concepts.concepts),
    (f"{_ONE}/concepts/{{id}}/results", concepts.results),
    (f"{_ONE}/reproductions", reproductions.families),
    (f"{_ONE}/reproductions.csv", reproductions.table),
    (f"{_ONE}/reproductions/family", reproductions.family),
    (f"{_ONE}/reproductions/pair", reproductions.pair),
    (f"{_ONE}/reproductions/annotations.json", reproductions.linked_data),
    (f"{_ONE}/reproductions/related.json", reproductions.related_links),
    ("/data/{collection}/thumbs/{name}.webp", tiles.thumb),
    ("/data/{collection}/full/{sha}.json", full_pictures.about),
    ("/data/{collection}/full/{sha}/{level}/{place}.webp", full_pictures.tile),
    ("/data/{collection}/{version}/layouts/{layout}.json", tiles.legend),
    (f"{_SHEETS}/density.png", tiles.density),
    (f"{_SHEETS}/{{z}}/{{x}}/{{y}}.{{kind}}", tiles.sheet),
)
"""What everybody reads."""

_KEPT: Table = (
    (f"{_ONE}/tours", tours.tours),
    (f"{_ONE}/tours/{{id}}", tours.tour),
    (f"{_ONE}/concepts/{{id}}", concepts.concept),
    (f"{_ONE}/exhibitions", exhibitions.exhibitions),
    (_EXHIBITION, exhibitions.exhibition),
)
"""What everybody reads and curators write."""

_WORKSHOP: Table = (
    (f"{_ONE}/boards", boards.boards),
    (f"{_ONE}/boards/{{id}}", boards.one_board),
    (f"{_EXHIBITION}/versions", exhibitions.versions),
    (f"{_EXHIBITION}/publication", exhibitions.publication),
    (f"{_EXHIBITION}/site", papers.exhibition_folder),
    (f"{_ONE}/concepts/{{id}}/facet", concepts.facet),
    (f"{_ONE}/teaching/round", teaching.next_round),
    (f"{_ONE}/teaching/precision", teaching.precision),
    (f"{_ONE}/teaching/line", teaching.line),
    (f"{_ONE}/teaching/file", teaching.brought),
    (f"{_ONE}/classes", classes.sets),
    (_SET, classes.one_set),
    (f"{_SET}/hands", classes.hands),
    (f"{_SET}/results", classified.results),
    (f"{_SET}/facet", classified.facet),
    (f"{_ONE}/review", review.review),
    (f"{_ONE}/review/facet", review.review_facet),
    (f"{_ONE}/theming", theming.theming),
    (f"{_ONE}/reproductions/review", reproductions.review_matches),
)
"""What curators alone read and write."""

_WORKSHOP_READ: Table = (
    (f"{_ONE}/theming/parts", theming.parts),
    # Before the board of the same id, whose address would match.
    (f"{_ONE}/boards/{{id}}.{{kind}}", boards.board_file),
    (f"{_ONE}/boards/{{id}}/balance", boards.board_balance),
    (f"{_ONE}/boards/{{id}}/manifest.json", boards.board_manifest),
    (f"{_EXHIBITION}/{{kind}}.pdf", papers.exhibition_document),
    (f"{_EXHIBITION}/{{kind}}.csv", papers.exhibition_table),
    (f"{_EXHIBITION}/site.zip", papers.exhibition_site),
    (f"{_EXHIBITION}/manifest.json", papers.exhibition_draft),
    (f"{_ONE}/acts", exhibitions.acts),
    (f"{_SET}/set.yaml", classes.set_file),
    (f"{_SET}/wall", classified.wall),
    (f"{_SET}/measures", classified.measures),
    (f"{_SET}/{{table}}.csv", classified.table),
    (f"{_ONE}/review.csv", review.review_table),
)
"""What curators alone read."""

_SHOWN: Table = (
    (f"{_ONE}/search/image", pictures.search_image),
    (f"{_ONE}/reproductions/check", recognising.check_image),
)
"""What is shown a picture, where pictures are taken: it is looked at, and nothing is kept."""

_SITE: Table = (
    ("/c/", site.arrival),
    ("/c/accessibility", site.accessibility),
    ("/c/{collection}/sitemap-{number}.xml", site.site_part),
    ("/c/{collection}/item/{id:path}", site.item),
    ("/c/{collection}/theme/{id}", site.theme),
    ("/c/{collection}/exhibition/{id}", site.exhibition),
    ("/c/{collection}/", site.home),
    ("/c/{collection}", site.into_folder),
    ("/c/{rest:path}", site.nothing),
    ("/sitemap.xml", site.site_index),
    ("/fonts/{name}", site.font),
)
"""Pages that are written whole, for the public."""

_KIOSK: Table = (
    ("/api/kiosk/beat", kiosk.beat),
    ("/api/kiosk/pulse", kiosk.pulse),
    (f"{_ONE}/code.svg", codes.code),
)
"""What the machine of a kiosk asks and says."""

_NOTHING: Table = (
    ("/api/{rest:path}", health.nothing),
    ("/data/{rest:path}", health.nothing),
    ("/viewer/{rest:path}", health.nothing),
)


def routes(catalogue: Catalogue, settings: Settings, store: Store | None = None) -> list[Route]:
    """Every route of the profile, for the application: what it may not do is not there.

    ``store`` is opened as the settings say unless given.
    """
    one_thread_a_search()
    context = Context(catalogue, settings, Metrics(), store or open_store(settings))
    curates = settings.profile == "curator"

    def mounted(table: Table, methods: tuple[str, ...] = READS) -> list[Route]:
        return [route(path, handler, context, methods) for path, handler in table]

    found = [
        # First, and in no thread: a first visit asks for some fifty of them.
        route("/viewer/{name}", viewer_files.viewer_file, context, quick=True),
        *mounted(_KEPT, WRITES if curates else READS),
    ]
    if curates:
        found += [*mounted(_WORKSHOP_READ), *mounted(_WORKSHOP, WRITES)]
    if settings.takes_pictures:
        found += mounted(_SHOWN, SHOWS)
    if settings.profile == "public":
        found += mounted(_SITE)
    if settings.profile == "kiosk":
        found += mounted(_KIOSK)
    facets = ((f"{_ONE}/facets", filters.facets),)
    found += mounted(facets, ASKS if settings.takes_pictures else READS)
    return [*found, *mounted(_READ), *iiif.routes(context), *mounted(_NOTHING)]
