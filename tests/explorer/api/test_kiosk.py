"""Routes of a kiosk: its pulse, and the code that takes a picture's page home."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import cv2
import httpx
import numpy as np
import pytest

from explorer.api.codes import page_address
from explorer.api.pulse import Pulse
from tests.serving import serving

PUBLIC = "https://images.example.org/musee/"


def test_the_pulse_is_silent_for_as_long_as_no_page_beats() -> None:
    now = [100.0]
    pulse = Pulse(clock=lambda: now[0])
    now[0] = 130.0
    assert pulse.silent == 30
    pulse.beat()
    now[0] = 135.0
    assert pulse.silent == 5


@pytest.mark.parametrize("profile", ["curator", "public"])
def test_only_a_kiosk_has_a_pulse(small_bundle: Path, profile: str) -> None:
    with serving(small_bundle.parent, profile=profile) as address:
        for name in ("beat", "pulse"):
            assert httpx.get(f"{address}/api/kiosk/{name}").status_code == 404
        code = f"{address}/api/v1/small/code.svg?item=doc-9"
        assert httpx.get(code).status_code == 404


def test_a_beat_names_the_run_of_the_server_and_changes_nothing_else(small_bundle: Path) -> None:
    with serving(small_bundle.parent, profile="kiosk") as address:
        beat = f"{address}/api/kiosk/beat"
        first, again = (httpx.get(beat).json() for _ in range(2))
        assert first == again
        assert httpx.get(f"{address}/api/kiosk/pulse").json()["silent"] < 60
        assert httpx.post(beat).status_code == 405


def test_the_code_leads_to_the_picture_s_public_page(small_bundle: Path, tmp_path: Path) -> None:
    segno = pytest.importorskip("segno")
    with serving(small_bundle.parent, profile="kiosk", public_address=PUBLIC) as address:
        code = f"{address}/api/v1/small/code.svg"
        answer = httpx.get(code, params={"item": "doc-9", "lang": "en"})
        assert answer.headers["content-type"].startswith("image/svg+xml")
        assert "<script" not in answer.text
        assert httpx.get(code, params={"item": "nobody"}).status_code == 404
        assert httpx.get(code).status_code == 404
        assert httpx.get(code, params={"item": "doc-9", "lang": "x"}).status_code == 422
    told = page_address(PUBLIC, collection="small", item="doc-9", lang="en")
    assert told == f"{PUBLIC}c/small/item/doc-9?lang=en"
    odd = page_address(PUBLIC, collection="small", item="..", lang="fr")
    assert parse_qs(urlsplit(odd).query) == {"id": [".."], "lang": ["fr"]}
    # What a telephone would read: the same modules as those of this address, and it can be read.
    segno.make(told, error="m", micro=False).save(str(tmp_path / "code.png"), scale=6, border=4)
    seen, *_ = cv2.QRCodeDetector().detectAndDecode(
        cv2.imdecode(np.fromfile(tmp_path / "code.png", np.uint8), cv2.IMREAD_COLOR)
    )
    assert seen == told


def test_without_a_public_address_there_is_no_code(small_bundle: Path) -> None:
    with serving(small_bundle.parent, profile="kiosk") as address:
        answer = httpx.get(f"{address}/api/v1/small/code.svg", params={"item": "doc-9"})
        assert answer.status_code == 404


@pytest.mark.parametrize("wrong", ["images.example.org", "javascript:alert(1)", "https://a b"])
def test_an_address_that_is_none_of_the_web_is_refused(wrong: str, tmp_path: Path) -> None:
    from explorer.settings import Settings

    with pytest.raises(ValueError, match="public_address"):
        Settings(data=tmp_path, public_address=wrong)
