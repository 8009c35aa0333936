"""What a technician runs on a mini PC, tried in folders of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import serving

ROOT = Path(__file__).resolve().parents[2]
KIOSK = ROOT / "deploy" / "kiosk"
SCRIPTS = [KIOSK / "install.sh", *sorted((KIOSK / "bin").iterdir())]
UNITS = sorted((KIOSK / "units").iterdir())


def run(*command: object, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_the_scripts_are_sound() -> None:
    checked = run("shellcheck", *SCRIPTS)
    assert checked.stdout == ""


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_the_units_are_sound(tmp_path: Path) -> None:
    # Programs that only a kiosk has are stood for by one that every machine has.
    for unit in UNITS:
        text = unit.read_text()
        for program in ("/opt/cimaise/venv/bin/python", "/opt/cimaise/bin/cimaise-wait"):
            text = text.replace(program, "/bin/true")
        text = text.replace("/opt/cimaise/bin/cimaise-watch", "/bin/true")
        (tmp_path / unit.name).write_text(text.replace("/usr/bin/cage", "/bin/true"))
    checked = run("systemd-analyze", "verify", "--man=no", *sorted(tmp_path.iterdir()))
    assert (checked.returncode, checked.stderr) == (0, "")


def test_neither_the_server_nor_the_browser_may_leave_the_machine() -> None:
    for unit in UNITS:
        if unit.suffix == ".service":
            lines = unit.read_text().splitlines()
            assert "IPAddressDeny=any" in lines, unit.name
            assert "IPAddressAllow=localhost" in lines, unit.name
    policies = json.loads((KIOSK / "policies.json").read_text())
    assert policies["URLBlocklist"] == ["*"]
    assert policies["URLAllowlist"] == ["http://127.0.0.1:8501"]
    assert policies["DeveloperToolsAvailability"] == 2
    assert policies["DownloadRestrictions"] == 3
    assert policies["PrintingEnabled"] is False
    line = (KIOSK / "bin" / "cimaise-browser").read_text()
    assert "  --no-sandbox" not in line


def installed(root: Path, *more: object) -> subprocess.CompletedProcess[str]:
    return run(KIOSK / "install.sh", "--root", root, *more, CIMAISE_PYTHON=sys.executable)


def test_installing_says_what_it_does_and_twice_does_nothing(
    small_bundle: Path, tmp_path: Path
) -> None:
    root = tmp_path / "machine"
    tried = installed(root, "--dry-run", "--bundle", small_bundle)
    assert tried.returncode == 0, tried.stderr
    assert "would: " in tried.stdout
    assert tried.stdout.endswith("Nothing was done: without --dry-run it is.\n")
    assert [*root.rglob("*")] == []

    done = installed(root, "--bundle", small_bundle)
    assert done.returncode == 0, done.stderr
    assert "cimaise-update: small is in its place" in done.stdout
    for path in (
        "opt/cimaise/app/app.py",
        "opt/cimaise/bin/cimaise-watch",
        "etc/chromium/policies/managed/cimaise.json",
        "etc/systemd/system/cimaise-server.service",
        "var/lib/cimaise/data/small/collection.json",
    ):
        assert (root / path).is_file(), path

    settings = root / "etc/cimaise/kiosk.env"
    settings.write_text(settings.read_text().replace("=90", "=45"))
    again = installed(root, "--bundle", small_bundle)
    assert "Nothing was to be done." in again.stdout
    assert "does:" not in again.stdout
    assert "=45" in settings.read_text(), "what was changed by hand is kept"


def test_the_settings_that_it_puts_there_are_those_of_the_app() -> None:
    from explorer.settings import Settings

    named = [line.partition("=")[0] for line in (KIOSK / "kiosk.env").read_text().splitlines()]
    own = {name.removeprefix("EXPLORER_").lower() for name in named if name.startswith("EXPLORER_")}
    assert own
    assert own <= set(Settings.model_fields)


@pytest.mark.parametrize("wrong", [["--wrong"], ["--bundle"], ["--root"]])
def test_what_is_not_understood_changes_nothing(wrong: list[str], tmp_path: Path) -> None:
    refused = run(KIOSK / "install.sh", *wrong)
    assert refused.returncode == 1
    assert refused.stderr.startswith("install.sh: ")


@pytest.fixture
def update(tmp_path: Path):
    home = tmp_path / "home"

    def updated(*arguments: object, server: str = "http://127.0.0.1:9"):
        return run(
            KIOSK / "bin" / "cimaise-update",
            *arguments,
            CIMAISE_HOME=str(home),
            CIMAISE_APP=str(ROOT),
            CIMAISE_PYTHON=sys.executable,
            CIMAISE_OWNER="",
            CIMAISE_SERVER=server,
        )

    updated.home = home  # type: ignore[attr-defined]
    return updated


def version(home: Path) -> str:
    return json.loads((home / "data" / "small" / "collection.json").read_text())["version"]


def test_an_update_is_verified_shown_and_can_be_taken_back(
    copied_bundle: Path, update, tmp_path: Path
) -> None:
    assert update(copied_bundle).returncode == 0
    before = version(update.home)
    manifest = copied_bundle / "collection.json"
    other = json.loads(manifest.read_text()) | {"version": "another"}
    manifest.write_text(json.dumps(other))
    with serving(update.home / "data", refresh_seconds=0) as address:
        shown = update(copied_bundle, server=address)
        assert "small is shown" in shown.stdout
    assert version(update.home) == "another"
    assert update("--back", "small").returncode == 0
    assert version(update.home) == before
    assert update("--back", "small").returncode == 0
    assert version(update.home) == "another", "and forth"


def test_a_damaged_copy_is_never_shown(copied_bundle: Path, update) -> None:
    update(copied_bundle)
    picture = next((copied_bundle / "thumbs").rglob("*.webp"))
    picture.write_bytes(picture.read_bytes()[:-1] + b"?")
    refused = update(copied_bundle)
    assert refused.returncode == 1
    assert "the copy is not what was published: nothing was changed" in refused.stderr
    assert (update.home / "data" / "small" / "collection.json").exists()
    assert [*(update.home / "incoming").iterdir()] == []


def test_one_that_the_server_cannot_open_is_taken_back(copied_bundle: Path, update) -> None:
    update(copied_bundle)
    before = version(update.home)
    manifest = copied_bundle / "collection.json"
    other = json.loads(manifest.read_text()) | {"version": "x", "layouts": [{"name": "none"}]}
    manifest.write_text(json.dumps(other))
    with serving(update.home / "data", refresh_seconds=0) as address:
        refused = update(copied_bundle, server=address)
    assert refused.returncode == 1, refused.stdout
    assert version(update.home) == before


@pytest.mark.parametrize("name", ["../x", ".hidden", "a b", "", "a/b"])
def test_a_name_that_is_no_folder_s_is_refused(copied_bundle: Path, update, name: str) -> None:
    assert update(copied_bundle, name or "..").returncode == 1
    assert update("--back", name).returncode == 1
    assert [*(update.home / "data").iterdir()] == []


def test_the_watchdog_starts_again_what_is_silent_and_nothing_else(
    small_bundle: Path, tmp_path: Path
) -> None:
    def watched(server: str) -> str:
        return run(
            KIOSK / "bin" / "cimaise-watch",
            CIMAISE_SERVER=server,
            CIMAISE_RESTART="echo restart",
            RUNTIME_DIRECTORY=str(tmp_path / "kept"),
        ).stdout

    with serving(small_bundle.parent, profile="kiosk") as address:
        assert watched(address) == "", "a page that may only just be starting"
    said = [watched("http://127.0.0.1:9") for _ in range(4)]
    assert [("restart cimaise-server.service" in one) for one in said] == [
        False,
        False,
        True,
        False,
    ]
