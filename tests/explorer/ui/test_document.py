"""Streamlit's document, rewritten on its way out; everything else untouched."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from explorer.ui.document import DocumentMiddleware, rewrite
from tests.coroutines import finished

PAGE = files("streamlit").joinpath("static", "index.html").read_bytes()
HTML = [(b"content-type", b"text/html; charset=utf-8"), (b"etag", b'"1"')]


def ask(
    answer: bytes,
    *,
    headers: list[tuple[bytes, bytes]] = HTML,
    accept: bytes = b"text/html,*/*",
    query: bytes = b"",
    language: bytes = b"en",
    path: str = "/recherche",
    base: str = "",
    personal: bool = True,
) -> tuple[dict[bytes, bytes], bytes, dict[bytes, bytes]]:
    """The headers and body that come out, and the request headers that went in."""
    seen: dict[bytes, bytes] = {}
    sent: list[Any] = []

    async def app(scope: Any, _: Any, send: Any) -> None:
        seen.update(scope["headers"])
        sizes = (b"content-length", str(len(answer)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [*headers, sizes]})
        await send({"type": "http.response.body", "body": answer[:100], "more_body": True})
        await send({"type": "http.response.body", "body": answer[100:]})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query,
        "headers": [
            (b"accept", accept),
            (b"accept-language", language),
            (b"accept-encoding", b"gzip"),
            (b"if-none-match", b'"1"'),
        ],
    }
    pages = ("", "recherche")
    wrapped = DocumentMiddleware(app, default="fr", pages=pages, base=base, personal=personal)
    finished(wrapped(scope, None, send))
    return dict(sent[0]["headers"]), b"".join(part["body"] for part in sent[1:]), seen


def test_the_document_of_this_streamlit_is_rewritten() -> None:
    page = rewrite(PAGE, language="fr").decode()
    assert '<html lang="fr">' in page
    assert "<title>Cimaise</title>" in page
    assert page.index("viewer/scheme.js") < page.index("static/js/index")
    assert "viewer/house.css" in page
    assert "favicon.png" not in page
    assert "Cette page a besoin de JavaScript." in page
    assert "agent" not in page.partition("<body>")[2]


def test_length_and_caching_fit_the_new_document() -> None:
    headers, body, seen = ask(PAGE, query=b"lang=en")
    assert b'<html lang="en">' in body
    assert headers[b"content-length"] == str(len(body)).encode()
    assert headers[b"cache-control"] == b"no-cache"
    assert b"etag" not in headers
    assert b"accept-encoding" not in seen
    assert b"if-none-match" not in seen


def test_the_language_comes_from_the_address_then_from_the_browser() -> None:
    assert b'<html lang="en">' in ask(PAGE, language=b"en")[1]
    assert b'<html lang="fr">' in ask(PAGE, language=b"de")[1]
    assert b'<html lang="fr">' in ask(PAGE, query=b"lang=fr", language=b"en")[1]
    assert b'<html lang="fr">' in ask(PAGE, query=b"lang=%22%3E%3Cb%3E", language=b"xx")[1]


def test_a_browser_that_is_nobody_s_has_no_language() -> None:
    assert b'<html lang="fr">' in ask(PAGE, language=b"en", personal=False)[1]
    assert b'<html lang="en">' in ask(PAGE, query=b"lang=en", personal=False)[1]


def test_other_answers_and_other_requests_pass_as_they_are() -> None:
    json = [(b"content-type", b"application/json"), (b"etag", b'"1"')]
    headers, body, _ = ask(b'{"a": "<html lang=\\"en\\">"}' * 9, headers=json)
    assert body == b'{"a": "<html lang=\\"en\\">"}' * 9
    assert headers[b"etag"] == b'"1"'
    headers, body, seen = ask(PAGE, accept=b"*/*")
    assert body == PAGE
    assert seen[b"if-none-match"] == b'"1"'
    assert ask(b"<html lang='en'>" * 20)[1] == b"<html lang='en'>" * 20


def test_an_address_of_no_page_leads_to_the_first() -> None:
    for path, base, query, back in (
        ("/nowhere", "", b"lang=en", b"./?lang=en"),
        ("/a/b/c", "", b"", b"./../../"),
        ("/house/nowhere", "house", b"", b"./"),
        ("/house/a/b", "/house/", b"", b"./../"),
    ):
        headers, body, _ = ask(PAGE, path=path, base=base, query=query)
        assert headers[b"location"] == back
        assert body == b""
    for path, base in (("/", ""), ("/recherche", ""), ("/house/", "house"), ("/house", "house")):
        headers, body, _ = ask(PAGE, path=path, base=base)
        assert b"location" not in headers
        assert b"<title>Cimaise</title>" in body
    report = ask(b"<p>a report of the app</p>" * 9, path="/nowhere")
    assert b"location" not in report[0]


def test_whoever_has_no_script_is_led_to_pages_without() -> None:
    page = rewrite(PAGE, language="en", site=True).decode()
    assert '<a href="./c/?lang=en">' in page and "viewer/offline.js" in page
    assert "./c/" not in rewrite(PAGE, language="en").decode()


def test_nothing_inline_is_left_to_be_excepted_by_the_policy() -> None:
    page = rewrite(PAGE, language="fr").decode()
    assert "prerenderReady = false" not in page and "<script>" not in page
    assert "service-desc" not in page
