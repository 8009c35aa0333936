"""A small OpenID Connect provider on this machine, with the people that a test names."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import html
import secrets
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "cimaise", "a secret of the tests"


@contextlib.contextmanager
def provider(people: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Serve a provider that lets one choose who to be among ``people``; give its address."""
    key = RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig", "alg": "RS256"})
    codes: dict[str, dict[str, str]] = {}
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"

        async def metadata(_: Request) -> Response:
            return JSONResponse(
                {
                    "issuer": address,
                    "authorization_endpoint": f"{address}/authorize",
                    "token_endpoint": f"{address}/token",
                    "jwks_uri": f"{address}/keys",
                    "response_types_supported": ["code"],
                    "subject_types_supported": ["public"],
                    "id_token_signing_alg_values_supported": ["RS256"],
                    "code_challenge_methods_supported": ["S256"],
                }
            )

        async def authorize(request: Request) -> Response:
            asked = dict(request.query_params)
            assert asked["client_id"] == CLIENT and asked["response_type"] == "code"
            chosen = asked.pop("as", None)
            if chosen is None:
                links = [
                    f'<li><a href="?{html.escape(urlencode(asked | {"as": name}))}">{name}</a></li>'
                    for name in people
                ]
                return HTMLResponse(f"<h1>Who are you?</h1><ul>{''.join(links)}</ul>")
            code = secrets.token_urlsafe()
            codes[code] = asked | {"as": chosen}
            back = urlencode({"code": code, "state": asked["state"]})
            return RedirectResponse(f"{asked['redirect_uri']}?{back}", status_code=302)

        async def token(request: Request) -> Response:
            form = await request.form()
            held = codes.pop(str(form["code"]))
            digest = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            assert challenge == held["code_challenge"]
            assert form["redirect_uri"] == held["redirect_uri"]
            now = int(time.time())
            claims = {
                "iss": address, "aud": CLIENT, "sub": held["as"], "iat": now, "exp": now + 600,
                "nonce": held["nonce"], **people[held["as"]],
            }  # fmt: skip
            signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)
            return JSONResponse(
                {"access_token": "x", "token_type": "Bearer", "expires_in": 600, "id_token": signed}
            )

        async def keys(_: Request) -> Response:
            return JSONResponse({"keys": [key.as_dict(private=False)]})

        app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", metadata),
                Route("/authorize", authorize),
                Route("/token", token, methods=["POST"]),
                Route("/keys", keys),
            ]
        )
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join(timeout=10)
