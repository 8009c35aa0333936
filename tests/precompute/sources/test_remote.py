"""A IIIF source over real HTTP: polite, bounded, resumed, and stopped when it should stop."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from explorer.bundle import Bundle
from precompute.errors import InputError
from precompute.options import BuildOptions
from precompute.plan import plan
from precompute.progress import Progress
from precompute.sources.iiif import Remote, Visit
from precompute.sources.iiif import client as client_module
from tests.institution import Institution, institution, version_2, version_3

ROOT = Path(__file__).resolve().parents[3]
QUIET = Progress(quiet=True)


@pytest.fixture
def place() -> Iterator[Institution]:
    with institution() as made:
        yield made


def remote(place: Institution, folder: Path | None, path: str, **more: Any) -> Remote:
    asked: dict[str, Any] = {"contact": "me@example.org", "pause": 0.0, "allow_private": True}
    return Remote(place.address + path, Visit(folder=folder, **(asked | more)))


def fetched(place: Institution, folder: Path, path: str, **more: Any) -> Remote:
    source = remote(place, folder, path, **more)
    source.fetch(QUIET)
    return source


def refused(place: Institution, folder: Path, path: str, **more: Any) -> str:
    with pytest.raises(InputError) as error:
        fetched(place, folder, path, **more)
    assert "\n" not in str(error.value)
    return str(error.value)


def library(place: Institution) -> str:
    """A collection of collections that leads in circles, with manifests of both versions."""
    place.json("/a/manifest.json", version_3(place, "a", pages=2))
    place.json("/b/manifest.json", version_2(place, "b"))
    place.json("/c/manifest.json", version_3(place, "c"))
    at = place.address

    def listed(path: str, kind: str) -> dict[str, str]:
        return {"id": at + path, "type": kind}

    inner = [listed("/b/manifest.json", "Manifest"), listed("/top.json", "Collection")]
    place.json("/inner.json", {"type": "Collection", "items": inner})
    top = [
        listed("/a/manifest.json", "Manifest"),
        listed("/inner.json", "Collection"),
        listed("/a/manifest.json", "Manifest"),
        listed("/gone.json", "Manifest"),
        {"id": "c/manifest.json", "type": "Manifest"},
    ]
    place.json("/top.json", {"type": "Collection", "label": {"en": ["All"]}, "items": top})
    return "/top.json"


def test_collections_are_walked_in_order_and_each_address_is_asked_once(
    place: Institution, tmp_path: Path
) -> None:
    source = fetched(place, tmp_path / "x.iiif", library(place))
    rows = list(source.rows())
    assert [row.values["manifest"].removeprefix(place.address)[1] for row in rows] == [*"aabc"]
    assert not [row for row in rows if row.reason]
    assert rows[0].values["parent"] == f"{place.address}/a/manifest.json"
    assert (rows[0].values["order"], rows[1].values["order"]) == (1, 2)
    assert rows[0].values["creator"] == "Nadar"
    assert sorted(rows[0].values["subject"]) == ["cheval", "horse"]
    assert rows[0].values["credit@fr"] == "Source gallica.bnf.fr / BnF"
    assert rows[2].values["rights"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "folder" not in rows[0].values
    assert any("/gone.json" in note and "nothing at the address" in note for note in source.notes)
    assert max(place.count(path) for path in place.asked if path != "/gone.json") == 1
    assert place.most == 1, "one question at a time"
    sizes = [Image.open(source.root / row.file).size for row in rows]
    assert sizes == [(1024, 768), (1024, 768), (683, 1024), (1024, 768)]
    agents = {headers["User-Agent"] for headers in place.headers}
    assert agents == {"Cimaise (+mailto:me@example.org)"}


def test_a_pause_lies_between_two_questions(place: Institution, tmp_path: Path) -> None:
    place.json("/b/manifest.json", version_2(place, "b"))
    fetched(place, tmp_path / "x.iiif", "/b/manifest.json", pause=0.3)
    first, second = place.times
    assert second - first >= 0.3


def test_what_was_fetched_is_not_asked_again_and_what_failed_is(
    place: Institution, tmp_path: Path
) -> None:
    place.json("/a/manifest.json", version_3(place, "a", pages=3))
    missing = "/image/a-2/full/1024,768/0/default.jpg"
    kept = place.answers.pop(missing)
    source = fetched(place, tmp_path / "x.iiif", "/a/manifest.json")
    reasons = [(row.reason, row.detail) for row in source.rows()]
    assert reasons[1] == ("missing", "There is nothing at the address (404).")
    assert [reason for reason, _ in reasons] == ["", "missing", ""]
    place.answers[missing] = kept
    before = len(place.asked)
    again = fetched(place, tmp_path / "x.iiif", "/a/manifest.json")
    assert place.asked[before:] == [missing]
    assert not [row for row in again.rows() if row.reason]


def test_a_busy_server_is_waited_for(place: Institution, tmp_path: Path) -> None:
    whole = version_2(place, "b")
    body = json.dumps(whole).encode()
    kind = {"Content-Type": "application/json"}
    place.answers["/b/manifest.json"] = lambda before: (
        (429, {"Retry-After": "1"}, b"slowly") if before == 0 else (200, kind, body)
    )
    picture = "/image/b/full/,1024/0/default.jpg"
    good = place.answers[picture]
    place.answers[picture] = lambda before: (503, {}, b"") if before < 2 else good
    fetched(place, tmp_path / "x.iiif", "/b/manifest.json")
    first, second, *_ = place.times
    assert second - first >= 1
    assert place.count("/b/manifest.json") == 2 and place.count(picture) == 3


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((403, {}, b"no"), "refuses to answer (403): stopped. Ask the institution"),
        ((401, {}, b"no"), "refuses to answer (401)"),
        ((200, {"Content-Type": "text/html"}, b"<!doctype html><p>Captcha"), "page for people"),
        ((200, {}, b"  <!DOCTYPE HTML><title>x"), "page for people"),
        ((503, {"Retry-After": "86400"}, b""), "asks to wait 1440 minutes"),
        ((429, {"Retry-After": "0"}, b""), "asked too often"),
        ((404, {}, b"please solve the captcha"), "refuses to answer (404)"),
    ],
)
@pytest.mark.parametrize("what", ["document", "picture"])
def test_one_that_does_not_want_to_be_asked_is_left_alone(
    place: Institution, tmp_path: Path, answer: Any, said: str, what: str
) -> None:
    place.json("/a/manifest.json", version_3(place, "a", pages=3))
    path = "/a/manifest.json" if what == "document" else "/image/a-2/full/1024,768/0/default.jpg"
    place.answers[path] = answer
    told = refused(place, tmp_path / "x.iiif", "/a/manifest.json")
    assert said in told and str(tmp_path) in told
    if what == "picture":
        assert "/image/a-3/full/1024,768/0/default.jpg" not in place.asked, "nothing more is asked"
        assert len(list((tmp_path / "x.iiif" / "images").iterdir())) == 1
    assert place.count(path) <= 4


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, {}, b""), "nothing at the address"),
        ((200, {"Content-Type": "application/json"}, b'{"type": "Canvas"}'), "but: Canvas"),
        ((200, {"Content-Type": "application/json"}, b"[1, 2]"), "has no type"),
        ((200, {"Content-Type": "application/json"}, b"{" * 100_000), "no JSON"),
        ((200, {"Content-Type": "application/json"}, b"[" * 1_000_000), "nested too deeply"),
        ((200, {"Content-Type": "text/plain"}, b"hello"), "no JSON (text/plain)"),
        ((200, {"Content-Type": "application/json"}, b'{"type":"Manifest"}'), "no canvas"),
        ((200, {"Content-Encoding": "br"}, b"{}"), "packed in a way not asked"),
        ((200, {"Content-Encoding": "gzip"}, b"{}"), "does not answer"),
        ((200, {"Content-Length": "1000"}, b"{}"), "does not answer"),
        ((302, {"Location": "/self.json"}, b""), "for ever"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "no address of the web"),
        ((500, {}, b""), "answers 500"),
    ],
)
def test_what_is_no_manifest_is_refused_in_a_line(
    place: Institution, tmp_path: Path, answer: Any, said: str
) -> None:
    place.answers["/self.json"] = answer
    assert said in refused(place, tmp_path / "x.iiif", "/self.json")


def test_bytes_are_bounded_before_they_are_kept(
    place: Institution, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "MOST_DOCUMENT", 1 << 20)
    bomb = gzip.compress(b" " * (50 << 20))
    place.answers["/a.json"] = (200, {"Content-Encoding": "gzip"}, bomb)
    assert "larger than 1 MB" in refused(place, tmp_path / "x.iiif", "/a.json")
    place.answers["/b.json"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"{}" * 999)[:-9])
    assert "does not answer" in refused(place, tmp_path / "x.iiif", "/b.json")


def test_a_server_that_drips_is_not_waited_for(
    place: Institution, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "_PATIENCE", 0.3)

    def slow(_before: int) -> Any:
        time.sleep(1)
        return 200, {}, b"{}"

    place.answers["/slow.json"] = slow
    assert "takes too long" in refused(place, tmp_path / "x.iiif", "/slow.json")


def png(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("1", size).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.7 no picture"), "not_an_image"),
        ((200, {"Content-Type": "image/jpeg"}, b"no picture at all, in truth"), "not_an_image"),
        ((200, {"Content-Type": "image/png"}, png((6000, 6000))), "too_many_pixels"),
        ((200, {"Content-Type": "image/png"}, png((60, 60))[:20]), "unreadable"),
        ((302, {"Location": "http://name:word@127.0.0.1/x.jpg"}, b""), "outside_source"),
        ((410, {}, b""), "missing"),
        ((400, {}, b""), "unreadable"),
    ],
)
def test_a_picture_that_does_not_do_is_left_out_and_the_others_are_taken(
    place: Institution, tmp_path: Path, answer: Any, reason: str
) -> None:
    place.json("/a/manifest.json", version_3(place, "a", pages=3))
    place.answers["/image/a-2/full/1024,768/0/default.jpg"] = answer
    source = fetched(place, tmp_path / "x.iiif", "/a/manifest.json", max_pixels=30_000_000)
    rows = list(source.rows())
    assert [row.reason for row in rows] == ["", reason, ""]
    assert rows[1].detail.endswith(".") and "Traceback" not in rows[1].detail


def test_this_machine_is_not_asked_unless_it_is_meant(place: Institution, tmp_path: Path) -> None:
    place.json("/b/manifest.json", version_2(place, "b"))
    said = refused(place, tmp_path / "x.iiif", "/b/manifest.json", allow_private=False)
    assert "--allow-private" in said
    assert place.asked == []


def test_a_redirect_to_this_machine_is_not_followed(
    place: Institution, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first name is public, as far as the resolver says; where it leads is not."""
    import socket

    resolve = socket.getaddrinfo

    def public(host: str, port: int, *some: Any, **more: Any) -> Any:
        found = resolve("127.0.0.1", port, *some, **more)
        if host == "museum.example.org":
            return [(*one[:4], ("93.184.215.14", port)) for one in found]
        return resolve(host, port, *some, **more)

    connect = socket.create_connection
    reached: list[Any] = []

    def connected(where: Any, *more: Any, **named: Any) -> Any:
        reached.append(where[0])
        return connect(("127.0.0.1", where[1]), *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", public)
    monkeypatch.setattr(socket, "create_connection", connected)
    port = place.address.rpartition(":")[2]
    place.answers["/away.json"] = (302, {"Location": f"http://127.0.0.1:{port}/secret.json"}, b"")
    place.json("/secret.json", version_2(place, "b"))
    address = f"http://museum.example.org:{port}/away.json"
    visit = Visit(folder=tmp_path / "x.iiif", contact="me@example.org", pause=0.0)
    with pytest.raises(InputError, match="private network"):
        Remote(address, visit).fetch(QUIET)
    assert place.asked == ["/away.json"]
    assert reached == ["93.184.215.14"], "the address that was checked is the one that is asked"


@pytest.mark.parametrize("contact", ["", "nobody", "a@b\r\nX: y", "me@", "https://", "x" * 500])
def test_nobody_asks_without_saying_who(place: Institution, tmp_path: Path, contact: str) -> None:
    with pytest.raises(InputError, match="--contact"):
        remote(place, tmp_path, "/x", contact=contact)
    assert place.asked == []


def test_a_plan_reads_documents_and_writes_nothing(
    place: Institution, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    options = BuildOptions(
        source=place.address + library(place),
        out=Path(),
        contact="me@example.org",
        pause=0.0,
        allow_private=True,
        reproductions="none",
    )
    found = plan(options)
    assert found.images == 4
    assert not [path for path in place.asked if path.startswith("/image/")]
    assert list(tmp_path.iterdir()) == []
    assert "nothing was written" in found.to_text() and "politely" in found.to_text()
    assert any("/gone.json" in line for line in found.warnings)


def command(place: Institution, out: Path, path: str, *more: str) -> list[str]:
    asked = [sys.executable, "-m", "precompute", "build", place.address + path, "--out", str(out)]
    asked += ["--contact", "https://example.org/about", "--allow-private", "--workers", "1"]
    return [*asked, "--reproductions", "none", "--layouts", "map", *more]


def test_a_build_that_was_killed_goes_on_and_makes_a_collection(
    place: Institution, tmp_path: Path
) -> None:
    count = 8
    place.json("/a/manifest.json", version_3(place, "a", pages=count))
    vectors = tmp_path / "vectors.npy"
    drawn = np.random.default_rng(3).normal(size=(count, 24)).astype(np.float32)
    np.save(vectors, drawn)
    out = tmp_path / "data" / "works"
    asked = command(place, out, "/a/manifest.json", "--vectors", str(vectors), "--pause", "0.2")
    process = subprocess.Popen(asked, cwd=ROOT, stderr=subprocess.DEVNULL)
    images = out.with_name("works.iiif") / "images"
    for _ in range(600):
        if images.exists() and len(list(images.glob("*.jpg"))) >= 2:
            break
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    before = len(list(images.glob("*.jpg")))
    assert 2 <= before < count
    assert not out.exists()
    already = list(place.asked)
    asked[asked.index("0.2")] = "0"
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    later = place.asked[len(already) :]
    assert "/a/manifest.json" not in later and len(later) <= count - before + 1
    bundle = Bundle(out)
    assert len(bundle) == count
    items = bundle.items.to_pylist()
    assert {item["parent"] for item in items} == {f"{place.address}/a/manifest.json"}
    assert [item["order"] for item in items] == list(range(1, count + 1))
    assert items[0]["title@fr"] == "Titre a, f. 1" and items[0]["title@en"] == "Title a, f. 1"
    assert items[0]["source"] == f"{place.address}/a.html"
    assert items[0]["iiif_service_type"] == "ImageService3 level0"
    assert "fr" in bundle.manifest.languages
