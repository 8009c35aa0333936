"""Every search and every cloud is a link: the same on the page, after a reload, in the other
language, and over the route."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlparse

import pytest

from tests.browser.conftest import AppServer

Visit = Callable[..., Any]

SEEN = 20
"""Results that are compared."""

LINKS: dict[str, dict[str, Any]] = {
    "nothing asked": {},
    "French words": {"q": "cheval"},
    "English words": {"q": "horse"},
    "a phrase": {"q": '"pièce de monnaie"'},
    "words less others": {"q": "cheval", "not": ["vase", "pièce de monnaie"]},
    "a minus within the words": {"q": "cheval -course"},
    "only what is not wanted": {"not": ["cheval"]},
    "pictures": {"like": ["doc-9", "doc-15"]},
    "pictures less others": {"like": ["doc-9", "doc-10"], "unlike": ["doc-16", "doc-22"]},
    "words and a picture": {"q": "vase", "like": ["doc-9"]},
    "a facet": {"filter": "technique=encre"},
    "two facets": {"filter": "technique=encre&place=Nîmes"},
    "a theme": {"filter": "theme=0"},
    "years": {"q": "cheval", "filter": "years=1600..1800"},
    "a colour": {"q": "cheval", "filter": "colour=c9b893"},
    "as written": {"q": "vase", "by": "written"},
    "as seen": {"q": "vase", "by": "seen"},
    "the oldest first": {"q": "vase", "sort": "date"},
    "the newest first": {"q": "vase", "sort": "recent"},
    "the most varied first": {"q": "vase", "sort": "variety"},
    "similar but different": {"like": ["doc-9"], "different": "0.6"},
    "all of it": {
        "q": "cheval",
        "not": ["horloge"],
        "like": ["doc-9"],
        "unlike": ["doc-10"],
        "filter": "technique=encre&years=1600..1990",
        "by": "seen",
        "different": "0.3",
    },
}


def shown(page: Any) -> list[str]:
    """The identifiers of the first results, once they hang."""
    page.locator(".section:not([aria-busy]) .wall a, .advice h3").first.wait_for()
    links = page.locator(".wall a").evaluate_all("(all) => all.map((one) => one.href)")
    return [parse_qs(urlparse(link).query)["item"][0] for link in links[:SEEN]]


def told(server: AppServer, params: dict[str, Any], lang: str) -> list[dict[str, Any]]:
    """What the route answers to the same parameters."""
    query = urlencode(params | {"lang": lang, "k": SEEN}, doseq=True)
    with urllib.request.urlopen(f"{server.address}api/v1/small/search?{query}") as answer:
        results: list[dict[str, Any]] = json.load(answer)["results"]
    return results


def kept(page: Any, params: dict[str, Any]) -> bool:
    """Whether the address still asks for all of it; a minus may have become a parameter."""
    now = parse_qs(urlparse(page.url).query)
    asked = {name: value if isinstance(value, list) else [value] for name, value in params.items()}
    return all(now.get(name) == values for name, values in asked.items())


@pytest.mark.parametrize("link", LINKS, ids=lambda name: name.replace(" ", "-"))
def test_a_search_is_a_link(app_server: AppServer, visit: Visit, link: str) -> None:
    params = LINKS[link]
    query = urlencode({"collection": "small"} | params, doseq=True)
    page = visit(f"{app_server.address}recherche?{query}")
    results = told(app_server, params, "fr")
    assert shown(page) == [one["id"] for one in results]
    assert results
    # Each says why it is there, but where nothing is looked for.
    if "q" in params or "like" in params:
        assert page.locator(".wall li").count() == page.locator(".wall .why").count() > 0
        assert all(text.strip() for text in page.locator(".wall .why").all_inner_texts())
    chips = page.locator(".parts .chip")
    parts = chips.count()
    assert bool(parts) == bool(params)
    assert kept(page, params)

    page.reload()
    assert shown(page) == [one["id"] for one in results]
    assert kept(page, params)

    page.get_by_role("link", name="English").click()
    page.get_by_role("heading", name="What are you looking for?").wait_for()
    assert shown(page) == [one["id"] for one in told(app_server, params, "en")]
    assert kept(page, params)
    assert chips.count() == parts


CLOUDS: dict[str, dict[str, Any]] = {
    "one picture": {"item": "doc-9"},
    "the way one came": {"item": "doc-9", "trail": ["doc-10", "~doc-11+doc-12"]},
    "some surprise": {"item": "doc-9", "surprise": "6"},
    "a part": {"item": "doc-9", "filter": "technique=encre"},
    "a set": {"item": ["doc-9", "doc-10", "doc-11"], "surprise": "3", "filter": "technique=encre"},
}


@pytest.mark.parametrize("link", CLOUDS, ids=lambda name: name.replace(" ", "-"))
def test_a_cloud_is_a_link(app_server: AppServer, visit: Visit, link: str) -> None:
    params = CLOUDS[link]
    wished = parse_qs(params.get("filter", ""))
    items = params["item"] if isinstance(params["item"], list) else [params["item"]]
    asked: list[dict[str, list[str]]] = []
    page = visit(app_server.page("a-propos", collection="small"))
    page.get_by_role("heading", level=1).wait_for()
    page.on(
        "request",
        lambda one: (
            asked.append(parse_qs(urlparse(one.url).query)) if "/cloud?" in one.url else None
        ),
    )

    def hangs(lang: str) -> None:
        page.get_by_text("Surprising" if lang == "en" else "Surprenant", exact=True).wait_for()
        page.locator(".dock h1:not(:empty)").wait_for()
        page.locator(".cloud:not([aria-busy])").wait_for()
        last = asked[-1]
        assert last["lang"] == [lang]
        assert last["id"] == items
        assert last["surprise"] == [params.get("surprise", "0")]
        assert {name: last.get(name) for name in wished} == wished
        assert page.locator(".way li").count() == len(params.get("trail", []))
        assert kept(page, params)

    page.goto(
        f"{app_server.address}similaires?{urlencode({'collection': 'small'} | params, doseq=True)}"
    )
    hangs("fr")
    page.reload()
    hangs("fr")
    page.get_by_role("link", name="English").click()
    hangs("en")
