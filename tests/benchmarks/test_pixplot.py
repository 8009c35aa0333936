"""What is written for PixPlot is what its viewer reads: places, sizes, names, files."""

import functools
import http.server
import json
import threading
import urllib.request
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.peers import pixplot
from benchmarks.peers.serving import Files
from explorer.bundle import Bundle


@pytest.fixture(scope="module")
def exported(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> pixplot.Export:
    folder = tmp_path_factory.mktemp("pixplot")
    web = folder / "web"
    web.mkdir()
    (web / "index.html").write_text("the viewer")
    return pixplot.export(Bundle(small_bundle), folder / "out", web=web)


def read(exported: pixplot.Export, path: str) -> object:
    """A file that the manifest names, found as the viewer finds it."""
    return json.loads((exported.folder / path.removeprefix("output/")).read_text())


def test_the_manifest_leads_to_every_file(exported: pixplot.Export) -> None:
    manifest = json.loads((exported.folder / "data" / "manifest.json").read_text())
    assert (exported.folder / "index.html").read_text() == "the viewer"
    images = read(exported, manifest["imagelist"])
    assert len(images["images"]) == len(set(images["images"])) == exported.items == 60
    assert images["atlas"]["count"] == exported.atlases == 1
    paths = [manifest["layouts"]["umap"]["variants"][0][name] for name in ("layout", "jittered")]
    paths += [one["layout"] for name, one in manifest["layouts"].items() if name != "umap"]
    assert len(paths) >= 3
    for path in paths:
        positions = np.array(read(exported, path))
        assert positions.shape == (60, 2)
        assert np.abs(positions).max() == 1
    for hotspot in read(exported, manifest["default_hotspots"]):
        assert hotspot["img"] in images["images"]
        assert 0 < len(hotspot["images"]) <= 30


def test_a_cell_of_the_atlas_shows_its_picture(
    small_bundle: Path, exported: pixplot.Export
) -> None:
    bundle = Bundle(small_bundle)
    (images,) = (
        json.loads(path.read_text()) for path in exported.folder.glob("data/imagelists/*.json")
    )
    atlas = Image.open(next(exported.folder.glob("data/atlases/*/atlas-0.jpg")))
    for row in (0, 31, 59):
        sha256 = bundle.item_columns(["sha256"])["sha256"][row].as_py()
        picture = Image.open(bundle.thumb(sha256, size=256)).convert("RGB")
        x, y = images["atlas"]["positions"][0][row]
        width, height = images["cell_sizes"][0][row]
        assert max(width, height) == 128
        across = int(picture.width / picture.height * 32)
        assert x + across <= 2048
        cell = np.asarray(atlas.crop((x, y, x + across, y + 32)), float)
        wanted = np.asarray(picture.resize((across, 32)), float)
        assert np.abs(cell - wanted).mean() < 12


def test_atlases_follow_one_another_when_they_are_full(small_bundle: Path, tmp_path: Path) -> None:
    bundle = Bundle(small_bundle)
    hashes = bundle.item_columns(["sha256"])["sha256"].to_pylist() * 80
    pictures = pixplot.Pictures(bundle, tmp_path / "thumbs")
    placed = list(pixplot.write_atlases(pictures, hashes, tmp_path / "atlases"))
    files = sorted(path.name for path in (tmp_path / "atlases").iterdir())
    assert files == [f"atlas-{number}.jpg" for number in range(placed[-1].atlas + 1)]
    assert len(files) > 1
    seen: set[tuple[int, int, int]] = set()
    for one in placed:
        assert one.x < 2048 and one.y % 32 == 0 and one.y + 32 <= 2048
        seen.add((one.atlas, one.x, one.y))
    assert len(seen) == len(hashes)
    images = pixplot.image_list(placed, [str(row) for row in range(len(hashes))])
    assert sum(len(sizes) for sizes in images["cell_sizes"]) == len(hashes)
    # Pictures that repeat are files once.
    assert len(list((tmp_path / "thumbs").iterdir())) == len(set(hashes))


def test_places_are_turned_to_the_way_pixplot_looks() -> None:
    placed = pixplot.scaled(np.array([[0.2, 0.1], [0.4, 0.1], [0.3, 0.9]]))
    assert placed.tolist() == [[-1, 1], [1, 1], [pytest.approx(0), -1]]
    assert pixplot.scaled(np.array([[0.5, 0.5]])).tolist() == [[-1, 1]]


def test_hotspots_are_the_large_themes_but_not_half_of_all() -> None:
    themes = np.array([7, 7, 7, 7, 7, 7, 2, 2, 5, -1])
    found = pixplot.clusters(themes, [f"{row}.jpg" for row in range(10)])
    assert [one["images"] for one in found] == [[6, 7], [8]]
    assert found[0]["img"] == "7.jpg"
    assert pixplot.clusters(np.full(4, -1), ["a", "b", "c", "d"]) == []


def test_thumbnails_of_repeated_pictures_are_served(exported: pixplot.Export) -> None:
    (images,) = (
        json.loads(path.read_text()) for path in exported.folder.glob("data/imagelists/*.json")
    )
    handler = functools.partial(Files, directory=str(exported.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/data/thumbs/"
        with urllib.request.urlopen(root + images["images"][3]) as answer:
            assert Image.open(answer).format == "JPEG"
        other = "9999999-" + images["images"][3].partition("-")[2]
        with urllib.request.urlopen(root + other) as answer:
            assert answer.headers["Content-Type"] == "image/jpeg"
        server.shutdown()
