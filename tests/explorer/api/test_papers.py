"""Exhibitions to take away over HTTP: for curators, and for nobody else."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from explorer.exhibitions.exhibition import read_exhibition
from explorer.exhibitions.store import Store
from explorer.publishing.press import BusyError, Press
from explorer.publishing.site import Published
from explorer.publishing.steps import Steps
from tests.serving import serving

EXHIBITION = {
    "id": "petite",
    "collection": "small",
    "title": {"fr": "Petite", "en": "Small"},
    "sections": [
        {
            "id": "w",
            "kind": "wall",
            "exhibits": [{"item": id_} for id_ in ("doc-9", "doc-10", "gone")],
        }
    ],
}
SENT = {"content-type": "application/json"}
FILES = ("labels.pdf", "checklist.pdf", "contact.pdf", "codes.pdf", "checklist.csv", "omeka.csv")


@pytest.fixture(scope="module")
def data(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    shutil.copytree(small_bundle, folder / "small", copy_function=os.link)
    store = Store(folder / "cimaise.sqlite")
    entry, _ = store.put_exhibition(read_exhibition(json.dumps(EXHIBITION)))
    store.publish_exhibition(collection="small", id="petite", version=entry.version)
    return folder


@pytest.fixture(scope="module")
def root(data: Path) -> Iterator[str]:
    with serving(data) as address:
        yield f"{address}/api/v1/small/exhibitions/petite"


@pytest.mark.parametrize("name", FILES)
def test_each_file_comes_with_its_name_and_is_kept_nowhere(root: str, name: str) -> None:
    told = httpx.get(f"{root}/{name}", params={"lang": "en"}, timeout=60)
    assert told.status_code == 200 and told.headers["cache-control"] == "no-store"
    kind = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}[name[-3:]]
    assert told.headers["content-type"] == kind
    assert told.headers["content-disposition"].startswith('attachment; filename="petite-')
    assert told.content.startswith(b"%PDF" if name.endswith("pdf") else b"\xef\xbb\xbf")


def test_the_site_comes_as_one_file(root: str) -> None:
    told = httpx.get(
        f"{root}/site.zip", params={"map": 0, "address": "https://x.example"}, timeout=90
    )
    assert told.status_code == 200 and told.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(told.content)) as packed:
        names = packed.namelist()
    assert {"petite/index.html", "petite/fr/index.html", "petite/sitemap.xml"} <= set(names)


def test_the_site_is_written_into_the_data_folder_while_one_watches(root: str, data: Path) -> None:
    assert httpx.get(f"{root}/site").json() == {"state": "none", "folder": "sites/small/petite"}
    for wrong in ("[]", '{"map": 1}', '{"more": true}', '{"address": "javascript:x"}', "{"):
        told = httpx.put(f"{root}/site", content=wrong, headers=SENT)
        assert told.status_code == 422, wrong
    asked = {"map": False, "unclear": False, "address": "https://x.example/"}
    begun = httpx.put(f"{root}/site", json=asked)
    assert begun.status_code == 202 and begun.json()["state"] in ("working", "done")
    told = begun.json()
    while told["state"] == "working":
        time.sleep(0.05)
        told = httpx.get(f"{root}/site").json()
    assert told["state"] == "done" and told["works"] == 2 and told["map"] is False
    assert told["left_out"] == {"gone": 1, "unclear": 0}
    folder = data / told["folder"]
    assert (folder / "fr" / "index.html").exists() and (folder / "sitemap.xml").exists()
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) == told["bytes"]
    # Something that people put there is not written over: it is said why.
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    httpx.put(f"{root}/site", json=asked)
    while (told := httpx.get(f"{root}/site").json())["state"] == "working":
        time.sleep(0.05)
    assert (told["state"], told["why"]) == ("failed", "refused") and told["error"]
    assert (folder / "mine.txt").read_text() == "mine"


def test_one_site_is_written_at_a_time(data: Path) -> None:
    press, held, go = Press(), threading.Event(), threading.Event()

    def write(steps: Steps) -> Published:
        bar = steps.bar(3, "pictures")
        bar.update(2)
        held.set()
        go.wait(20)
        raise OSError("the disk is full")

    press.begin(("small", "one"), write)
    assert held.wait(20)
    now = press.told(("small", "one"))
    assert now is not None and (now.part, now.done, now.total) == ("pictures", 2, 3)
    with pytest.raises(BusyError):
        press.begin(("small", "two"), write)
    with pytest.raises(BusyError), press.alone(("small", "two")):
        pass
    go.set()
    while (now := press.told(("small", "one"))) is None or now.state == "working":
        time.sleep(0.01)
    assert (now.state, now.why) == ("failed", "unwritable") and "disk" not in now.said
    while True:
        with contextlib.suppress(BusyError), press.alone(("small", "one")):
            break
    assert press.told(("small", "one")) == now, "how the one in the folder went is told again"


def test_what_is_being_made_is_watched_and_stopped(root: str, data: Path) -> None:
    def until(part: str) -> None:
        while httpx.get(f"{root}/site").json().get("part") != part:
            time.sleep(0.02)

    before = httpx.get(f"{root}/site").json()["state"]
    given: list[httpx.Response] = []
    asks = threading.Thread(target=lambda: given.append(httpx.get(f"{root}/site.zip", timeout=90)))
    asks.start()
    until("map")  # which takes seconds: another program hangs it
    assert httpx.put(f"{root}/site", json={}).status_code == 503
    assert httpx.delete(f"{root}/site").status_code == 200
    asks.join(60)
    assert given[0].status_code == 409
    assert httpx.get(f"{root}/site").json()["state"] == before, "a file is kept nowhere"

    folder = data / "sites" / "small" / "petite"
    shutil.rmtree(folder, ignore_errors=True)
    assert httpx.put(f"{root}/site", json={"map": True}).status_code == 202
    until("map")
    httpx.delete(f"{root}/site")
    while (told := httpx.get(f"{root}/site").json())["state"] == "working":
        time.sleep(0.02)
    assert told["state"] == "stopped" and list(folder.parent.iterdir()) == []
    # What is asked for next is not stopped by what was said before.
    httpx.delete(f"{root}/site")
    assert httpx.get(f"{root}/site.zip", params={"map": 0}, timeout=90).status_code == 200


def test_a_draft_has_its_manifest_for_curators_alone(root: str, data: Path) -> None:
    store = Store(data / "cimaise.sqlite")
    draft = read_exhibition(json.dumps(EXHIBITION | {"id": "brouillon"}))
    store.put_exhibition(draft)
    told = httpx.get(f"{root.removesuffix('petite')}brouillon/manifest.json")
    assert told.status_code == 200 and told.json()["type"] == "Manifest"
    assert "access-control-allow-origin" not in told.headers
    assert httpx.get(told.json()["id"]).status_code == 404, "pages of any site may read there"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("labels.pdf?size=huge", 422),
        ("labels.pdf?lang=de", 422),
        ("labels.pdf?version=999", 404),
        ("labels.pdf?version=x", 422),
        ("codes.pdf?address=javascript:alert(1)", 422),
        ("site.zip?map=2", 422),
        ("manifest.json?version=999", 404),
        ("other.pdf", 404),
        ("other.csv", 404),
    ],
)
def test_what_is_not_understood_is_said_in_a_line(root: str, asked: str, status: int) -> None:
    told = httpx.get(f"{root}/{asked}")
    assert told.status_code == status and len(told.json()["error"].splitlines()) == 1
    gone = httpx.get(f"{root}x/{asked.partition('?')[0]}")
    assert gone.status_code == 404


def test_visitors_and_kiosks_get_none_of_it(data: Path) -> None:
    for profile in ("public", "kiosk"):
        with serving(data, profile=profile) as address:
            for name in (*FILES, "site.zip", "site", "manifest.json"):
                told = httpx.get(f"{address}/api/v1/small/exhibitions/petite/{name}")
                assert told.status_code == 404, name
