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
from urllib.parse import urlencode, urljoin

import httpx
import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from tests.browser.conftest import PATIENCE, ROOT, AppServer, running_app
from tests.browser.test_static import web
from tests.explorer.exhibitions.test_exhibition import whole
from tests.oidc import CLIENT, SECRET, provider

PEOPLE = {
    "zoe": {"name": "Zoé <b>D</b>", "email": "zoe@museum.example", "roles": ["editor"]},
    "lea": {"name": "Léa", "email": "Lea@Museum.example", "email_verified": True},
    "max": {"name": "Max", "email": "max@elsewhere.example", "roles": ["visitor"]},
    "eve": {"name": "Eve", "email": "lea@museum.example", "email_verified": False},
}
ONE = "api/v1/small/exhibitions/chevaux"
FINISHED = "api/v1/small/exhibitions/fini"
COOKIES = "x" * 40


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
            f'cookie_secret = "{COOKIES}"\n'
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
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(server.page("tableau", lang="fr"))
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("link", name=who).click()
    page.wait_for_url(f"{server.address}**")
    return page


def test_an_editor_works_in_their_own_name_and_deletes_nothing(
    server: AppServer, browser: Any
) -> None:
    for path in (
        "api/v1/small", ONE, "api/v1/collections", "data/small/thumbs/x-256.webp", "metrics",
        "iiif/small/collection.json", "iiif/small/doc-9/manifest.json",
    ):  # fmt: skip
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


def test_a_login_that_has_ended_loses_nothing_that_was_written(
    server: AppServer, browser: Any
) -> None:
    page = log_in(browser, server, "zoe")
    page.get_by_role("button", name="Zoé <b>D</b>").wait_for()
    request = page.context.request
    document = whole(id="fini")
    made = request.put(server.address + FINISHED, data=document)
    assert made.status == 201
    page.goto(server.page("expositions", lang="fr", exhibition="fini", mode="edit"))
    page.locator('[data-focus="title-fr"]').fill("Écrit trop tard")
    # The cookie as it will be when nobody has logged in for longer than it holds.
    (cookie,) = (one for one in page.context.cookies() if one["name"] == "_streamlit_user")
    page.context.add_cookies([cookie | {"value": aged(cookie["value"], days=40)}])
    assert request.get(server.address + FINISHED).status == 401
    page.locator('[data-focus="save"]').click()
    page.get_by_text("Vous n’êtes plus connecté.").wait_for()
    page.reload()
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("link", name="zoe").click()
    page.wait_for_url(f"{server.address}**")
    page.get_by_role("button", name="Zoé <b>D</b>").wait_for()
    page.goto(server.page("expositions", lang="fr", exhibition="fini", mode="edit"))
    page.get_by_text("Pas encore enregistrée.").wait_for()
    assert page.locator('[data-focus="title-fr"]').input_value() == "Écrit trop tard"
    page.locator('[data-focus="save"]').click()
    page.get_by_text("Tout est enregistré.").wait_for()
    assert request.get(server.address + FINISHED).json()["title"]["fr"] == "Écrit trop tard"
    page.context.close()


def aged(value: str, *, days: int) -> str:
    """A cookie of the login as it was signed some days ago."""

    class Earlier(TimestampSigner):
        def get_timestamp(self) -> int:
            return super().get_timestamp() - days * 86_400

    name = "_streamlit_user"
    held = URLSafeTimedSerializer(COOKIES, salt=name).loads(value)
    written = URLSafeTimedSerializer(COOKIES, salt=name, signer=Earlier).dumps(held)
    return str(written)


EVIL = """<!doctype html><title>elsewhere</title><script>
window.told = [];
const address = new URLSearchParams(location.search).get("to");
const json = { "Content-Type": "application/json" };
const ask = (how) => fetch(address, { credentials: "include", ...how })
  .then((answer) => window.told.push(answer.type), (error) => window.told.push(error.name));
const whole = Promise.all([
  ask({}),
  ask({ method: "PUT", headers: json, body: "{}" }),
  ask({ method: "DELETE" }),
  ask({ method: "POST", mode: "no-cors", body: "{}" }),
]).then(() => { document.title = "asked"; });
</script>"""


def test_a_page_from_elsewhere_changes_nothing_in_the_name_of_who_is_logged_in(
    server: AppServer, browser: Any, tmp_path: Path
) -> None:
    page = log_in(browser, server, "lea")
    page.get_by_role("button", name="Léa").wait_for()
    request = page.context.request
    request.put(f"{server.address}{ONE}-3", data=whole(id="chevaux-3"))
    kept = request.get(f"{server.address}{ONE}-3").text()
    # Of the same host on another port: cookies know no ports, so that hers are sent along.
    (tmp_path / "evil.html").write_text(EVIL)
    with web(tmp_path) as elsewhere:
        to = f"{server.address}{ONE}-3"
        page.goto(f"{elsewhere}evil.html?{urlencode({'to': to})}")
        page.wait_for_function("() => document.title === 'asked'")
        assert page.evaluate("() => window.told") == ["TypeError"] * 4, "nothing can be read"
        origin = elsewhere.rstrip("/")
    assert request.get(to).text() == kept
    # Whoever sends what a browser would: by where it comes from, it is refused.
    held = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    for said in ({"origin": origin}, {"sec-fetch-site": "same-site"}, {"origin": "null"}):
        for method in ("PUT", "DELETE"):
            answer = httpx.request(
                method, to, headers=said | {"content-type": "application/json"}, cookies=held,
                content="{}",
            )  # fmt: skip
            assert answer.status_code == 403, (said, method)
    page.context.close()


def test_who_comes_back_from_elsewhere_is_not_logged_in_and_led_nowhere_else(
    server: AppServer,
) -> None:
    for path in (
        "oauth2callback?code=x&state=y",
        "oauth2callback?error=access_denied",
        "auth/login?provider=https://evil.example/",
        "auth/login?provider=x&next=https://evil.example/&redirect_uri=https://evil.example/",
        "auth/logout?next=https://evil.example/",
    ):
        answer = httpx.get(server.address + path, follow_redirects=False)
        led = urljoin(server.address, answer.headers.get("location", server.address))
        assert led.startswith(server.address), (path, led)
        assert "is_logged_in" not in answer.headers.get("set-cookie", "")
        assert httpx.get(server.address + ONE, cookies=dict(answer.cookies)).status_code == 401


def test_without_a_login_curators_work_on_this_machine_alone(small_bundle: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0"]
    environment = os.environ | {"EXPLORER_DATA": str(small_bundle)}
    done = subprocess.run(
        [*command, "--server.port", "0"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "only listens on this machine" in done.stderr and "Traceback" not in done.stderr
