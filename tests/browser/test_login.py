"""Logging in, with a provider of the tests: who may come in, what is theirs, and the way out."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.browser.conftest import ROOT, AppServer, running_app
from tests.explorer.exhibitions.test_exhibition import whole
from tests.oidc import CLIENT, SECRET, provider

PEOPLE = {
    "zoe": {"name": "Zoé <b>D</b>", "email": "zoe@museum.example", "roles": ["editor"]},
    "lea": {"name": "Léa", "email": "Lea@Museum.example", "email_verified": True},
    "max": {"name": "Max", "email": "max@elsewhere.example", "roles": ["visitor"]},
    "eve": {"name": "Eve", "email": "lea@museum.example", "email_verified": False},
}
ONE = "api/v1/small/exhibitions/chevaux"


@pytest.fixture(scope="module")
def server(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    folder = tmp_path_factory.mktemp("login")
    shutil.copytree(small_bundle, folder / "data" / "small", copy_function=os.link)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with provider(PEOPLE) as address:
        (folder / "secrets.toml").write_text(
            "[auth]\n"
            f'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
            f'cookie_secret = "{"x" * 40}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{address}/.well-known/openid-configuration"\n'
        )
        asked = {
            "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
            "EXPLORER_ADMINS": "lea@museum.example",
        }
        with running_app(folder / "data", port=port, **asked) as running:
            yield running


def log_in(browser: Any, server: AppServer, who: str) -> Any:
    context = browser.new_context(locale="fr-FR", reduced_motion="reduce")
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(server.page("tableau", lang="fr"))
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("link", name=who).click()
    page.wait_for_url(f"{server.address}**")
    return page


def test_an_editor_works_in_their_own_name_and_deletes_nothing(
    server: AppServer, browser: Any
) -> None:
    for path in ("api/v1/small", ONE, "api/v1/collections", "data/small/thumbs/x-256.webp"):
        assert httpx.get(server.address + path).status_code == 401
    assert httpx.put(server.address + ONE, json=whole()).status_code == 401
    assert httpx.get(f"{server.address}api/health").status_code == 200
    page = log_in(browser, server, "zoe")
    page.get_by_role("button", name="Zoé <b>D</b>").wait_for()
    request = page.context.request
    made = request.put(server.address + ONE, data=whole(), headers={"if-none-match": "*"})
    assert made.status == 201 and made.json()["who"] == "Zoé <b>D</b>"
    assert request.delete(server.address + ONE).status == 403
    assert request.get(f"{server.address}api/v1/small/acts").status == 403

    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    held = cookies["_streamlit_user"]
    assert httpx.get(server.address + ONE, cookies={"_streamlit_user": held}).status_code == 200
    for forged in (held[:-4] + "AAAA", held[4:], "x", "", '{"is_logged_in":true}'):
        answer = httpx.get(server.address + ONE, cookies={"_streamlit_user": forged})
        assert answer.status_code == 401

    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("button", name="Se connecter").wait_for()
    assert request.get(server.address + ONE).status == 401
    page.context.close()


def test_a_concept_is_of_who_began_it(server: AppServer, browser: Any) -> None:
    page = log_in(browser, server, "zoe")
    page.goto(server.page("concepts", collection="small", lang="fr"))
    page.get_by_label("Commencer par des mots").fill("vase")
    page.get_by_role("button", name="Commencer", exact=True).click()
    page.locator(".marking li .yes").first.click()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Enregistré", exact=True).wait_for()
    page.context.close()
    page = log_in(browser, server, "lea")
    page.goto(server.page("concepts", collection="small", lang="fr"))
    told = page.get_by_role("link", name="vase")
    told.wait_for()
    assert told.inner_text().endswith("Zoé <b>D</b>")
    page.context.close()


def test_an_admin_is_one_by_the_list_and_others_stay_outside(
    server: AppServer, browser: Any
) -> None:
    page = log_in(browser, server, "lea")
    page.get_by_role("button", name="Léa").wait_for()
    request = page.context.request
    request.put(f"{server.address}{ONE}-2", data=whole(id="chevaux-2"))
    acts = request.get(f"{server.address}api/v1/small/acts").json()["acts"]
    assert acts[0]["who"] == "Léa" and acts[0]["did"] == "create"
    assert request.delete(f"{server.address}{ONE}-2").status == 200
    page.context.close()
    for who in ("max", "eve"):
        page = log_in(browser, server, who)
        page.get_by_text("Ce compte ne peut pas travailler ici.").wait_for()
        assert page.context.request.get(f"{server.address}api/v1/small").status == 403
        page.context.close()


def test_without_a_login_curators_work_on_this_machine_alone(small_bundle: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0"]
    environment = os.environ | {"EXPLORER_DATA": str(small_bundle)}
    done = subprocess.run(
        [*command, "--server.port", "0"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "only listens on this machine" in done.stderr and "Traceback" not in done.stderr
