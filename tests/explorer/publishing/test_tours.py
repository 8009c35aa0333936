"""Tours in an export: what it can show of them, where it hangs there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.collection import Collection
from explorer.exhibitions.models import StoredTour, read_tour
from explorer.exhibitions.store import Store
from explorer.exhibitions.view import parse_view
from explorer.publishing import export_map


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def data_of(site: Path) -> Path:
    return next((site / "data").iterdir())


def stored(id_: str, *stops: dict[str, Any]) -> StoredTour:
    document = {"id": id_, "collection": "small", "title": {"fr": "Été"}, "stops": list(stops)}
    return StoredTour(read_tour(json.dumps(document)), 3, "2026-11-20T18:00:00+00:00")


REGION = [[0.1, 0.1], [0.4, 0.1], [0.2, 0.3]]
STOPS = (
    {"id": "un", "view": "map/0.5/0.5/1/doc-9", "items": ["doc-9", "gone"], "region": REGION},
    {"id": "deux", "view": "nowhere/0.5/0.5/1"},
    {"id": "trois", "view": "grid/0.25/0.75/2/gone/1/-0.5"},
    {"id": "quatre", "view": "map/0.5/0.5/1", "items": ["gone"]},
)


def test_a_whole_export_keeps_what_it_can_show(small_bundle: Path, tmp_path: Path) -> None:
    tours = [stored("a", *STOPS), stored("b", STOPS[1]), stored("c", STOPS[2])]
    site = tmp_path / "site"
    export_map(Collection(small_bundle), site, tours=tours)
    data = data_of(site)
    told = read(data / "tours.json")
    assert [entry["id"] for entry in told["tours"]] == ["a", "c"] and told["writable"] is False
    assert told["tours"][0] == {
        **{"id": "a", "title": {"fr": "Été"}, "stops": 2, "version": 3},
        "updated": "2026-11-20T18:00:00+00:00",
    }
    document = read(data / "tours" / "a.json")
    assert [stop["id"] for stop in document["stops"]] == ["un", "trois"]
    first, second = document["stops"]
    assert (first["view"], first["items"], first["region"]) == (STOPS[0]["view"], ["doc-9"], REGION)
    assert second["view"] == "grid/0.25/0.75/2//1/-0.5", "what is not there is not opened"
    assert read_tour(json.dumps(document))
    assert not (data / "tours" / "b.json").exists()
    assert read(data / "summary.fr.json")["files"]["tours"] == "tours.json"


def test_other_tours_are_another_version_and_none_are_none(
    small_bundle: Path, tmp_path: Path
) -> None:
    collection = Collection(small_bundle)
    export_map(collection, tmp_path / "none")
    export_map(collection, tmp_path / "one", tours=[stored("a", STOPS[0])])
    none, one = data_of(tmp_path / "none"), data_of(tmp_path / "one")
    assert read(none / "tours.json") == {"tours": [], "writable": False}
    assert none.name != one.name


@pytest.mark.parametrize("layout", ["map", "timeline"])
def test_in_a_part_a_stop_goes_where_its_pictures_have_gone(
    small_bundle: Path, tmp_path: Path, layout: str
) -> None:
    from precompute.exporting import export_bundle
    from precompute.progress import Progress

    collection = Collection(small_bundle)
    points = np.asarray(collection.layout(layout))
    seen = points[9]
    # The half of the map around one picture.
    near = np.argsort(((np.asarray(collection.layout("map")) - points[9]) ** 2).sum(axis=1))[:24]
    rows = sorted({9, *near.tolist()})
    (tmp_path / "rows.txt").write_text("\n".join(map(str, rows)))
    store = Store(small_bundle.parent / "not-there.sqlite")
    assert store.tours(collection="small") == ()
    corner = (seen + 0.02).clip(0, 1)
    region = [seen.tolist(), [float(corner[0]), float(seen[1])], corner.tolist()]
    stop = {"id": "un", "view": f"{layout}/{seen[0]:.6f}/{seen[1]:.6f}/3", "region": region}
    database = tmp_path / "cimaise.sqlite"
    Store(database).put_tour(stored("a", stop).tour)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXPLORER_DATABASE_URL", f"sqlite:///{database}")
        export_bundle(
            small_bundle,
            tmp_path / "site",
            rows=tmp_path / "rows.txt",
            progress=Progress(quiet=True),
        )
    data = data_of(tmp_path / "site")
    (moved,) = read(data / "tours" / "a.json")["stops"]
    records = [item for path in (data / "items" / "fr").iterdir() for item in read(path)]
    now = next(item for item in records if item["id"] == "doc-9")["positions"][layout]
    view = parse_view(moved["view"])
    far = np.hypot(view.x - now[0], view.y - now[1])
    if layout == "timeline":  # kept as it is in a part
        assert moved["view"] == stop["view"] and moved["region"] == region
    else:
        assert np.hypot(*(np.asarray(now) - seen)) > 0.03, "or else nothing is tested"
        assert far < 0.03
        assert np.hypot(*(np.asarray(moved["region"][0]) - now)) < 0.03
        assert 0 <= view.zoom < 3, "things are larger in a part, so the same is seen from afar"


def test_tours_go_along_from_beside_the_bundle_unless_left_out(
    copied_bundle: Path, tmp_path: Path
) -> None:
    from precompute.__main__ import main

    Store(copied_bundle.parent / "cimaise.sqlite").put_tour(stored("a", STOPS[0]).tour)
    for options, wanted in (([], ["a"]), (["--no-tours"], [])):
        site = tmp_path / f"site{len(options)}"
        assert main(["export", str(copied_bundle), "--out", str(site), "--quiet", *options]) == 0
        assert [entry["id"] for entry in read(data_of(site) / "tours.json")["tours"]] == wanted
    (copied_bundle.parent / "cimaise.sqlite").write_bytes(b"no database" * 100)
    assert main(["export", str(copied_bundle), "--out", str(tmp_path / "x"), "--quiet"]) != 0
    assert not (tmp_path / "x").exists()
