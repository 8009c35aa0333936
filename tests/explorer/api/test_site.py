"""The pages of the public site that are written whole, as crawlers and browsers get them."""

from __future__ import annotations

import json
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.api.front import front
from explorer.collection import Item
from explorer.settings import Settings
from explorer.site import addresses, licences, sitemap
from explorer.site.addresses import Place
from explorer.site.linked_data import _years, embedded
from explorer.site.pictures import shortened
from tests.outside import html_faults, schema_faults
from tests.serving import serving

PUBLIC = "https://gallery.example.org/coast"


class Page(HTMLParser):
    """A page, read as a browser reads it: its tags, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.data = ""
        self._script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._script = self._script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._script:
            self.data += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [
            attrs
            for name, attrs in self.tags
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items())
        ]


@pytest.fixture(scope="module")
def site(small_bundle: Path) -> Iterator[httpx.Client]:
    with (
        serving(small_bundle.parent, profile="public", public_address=PUBLIC) as root,
        httpx.Client(base_url=root, timeout=60) as client,
    ):
        while client.get("/api/v1/small/themes").status_code != 200:
            time.sleep(0.1)
        yield client


ITEM = "/c/small/item/doc-9"


def test_a_page_says_what_it_is_to_whoever_reads_heads(site: httpx.Client) -> None:
    told = site.get(ITEM, params={"lang": "en"})
    assert told.headers["content-type"] == "text/html; charset=utf-8"
    assert told.headers["cache-control"] == "no-cache"
    assert "accept-language" in told.headers["vary"]
    policy = told.headers["content-security-policy"]
    assert (
        "script-src 'self'" in policy and "unsafe" not in policy and "default-src 'none'" in policy
    )
    page = Page(told.text)
    assert page.all("html", lang="en")
    assert page.all("link", rel="canonical")[0]["href"] == f"{PUBLIC}{ITEM}?lang=en"
    told_in = {one["hreflang"]: one["href"] for one in page.all("link", rel="alternate")}
    assert told_in == {
        "fr": f"{PUBLIC}{ITEM}?lang=fr",
        "en": f"{PUBLIC}{ITEM}?lang=en",
        "x-default": f"{PUBLIC}{ITEM}",
    }
    assert [one["content"] for one in page.all("meta", property="og:locale")] == ["en_GB"]
    others = page.all("meta", property="og:locale:alternate")
    assert [one["content"] for one in others] == ["fr_FR"]
    image = page.all("meta", property="og:image")[0]["content"]
    assert image.startswith(f"{PUBLIC}/data/small/thumbs/")
    work = json.loads(page.data)
    assert work["@type"] == "VisualArtwork" and work["identifier"] == "doc-9"
    assert work["image"]["width"]["unitCode"] == "E37"
    assert work["image"]["license"] == "http://creativecommons.org/publicdomain/zero/1.0/"
    assert work["dateCreated"] == "1709"
    assert "CC0 1.0" in told.text


def test_what_pages_say_to_machines_is_as_schema_org_has_it(
    site: httpx.Client, tmp_path: Path
) -> None:
    paths = ("/c/small/", ITEM, "/c/small/item/doc-15", "/c/small/theme/0", "/c/accessibility")
    told = [json.loads(Page(site.get(path, params={"lang": "fr"}).text).data) for path in paths]
    assert schema_faults(told, tmp_path) == []
    wrong = schema_faults([told[1] | {"dateMade": "1709"}], tmp_path)
    assert any("dateMade" in line for line in wrong), "it does see what is wrong"


def test_every_page_is_the_html_that_a_validator_wants(site: httpx.Client, tmp_path: Path) -> None:
    pages = []
    for number, path in enumerate(
        ("/c/", "/c/small/", ITEM, "/c/small/theme/0", "/c/accessibility", "/c/nobody/")
    ):
        pages.append(tmp_path / f"{number}.html")
        pages[-1].write_text(site.get(path, params={"lang": "fr"}).text)
    assert html_faults(pages, tmp_path) == []


def test_letters_are_few_kept_for_ever_and_licensed(site: httpx.Client) -> None:
    style = site.get("/fonts/fonts.css")
    assert style.headers["content-type"].startswith("text/css")
    names = re.findall(r'url\("([^"]+)"\)', style.text)
    assert len(names) == 4 and style.text.count("font-display: optional") == 2
    upright = [name for name in names if "italic" not in name]
    made = [site.get(f"/fonts/{name}") for name in upright]
    for one in made:
        assert (
            one.headers["content-type"] == "font/woff2"
            and "immutable" in (one.headers["cache-control"])
        )
        assert one.content[:4] == b"wOF2"
    assert sum(len(one.content) for one in made) < 100_000
    assert "SIL OPEN FONT LICENSE" in site.get("/fonts/fonts-licence.txt").text
    assert site.get("/fonts/serif.woff2").status_code == 404


@pytest.mark.parametrize(
    "path", ["/c/", "/c/small/", ITEM, "/c/small/theme/0", "/c/accessibility", "/c/nobody/"]
)
def test_every_link_of_a_page_leads_somewhere(site: httpx.Client, path: str) -> None:
    page = Page(site.get(path).text)
    here = str(site.base_url.join(path))
    assert len(page.all("h1")) == 1
    for tag, name in (("a", "href"), ("img", "src"), ("script", "src"), ("link", "href")):
        for one in page.all(tag):
            where = urljoin(here, one.get(name, ""))
            if one.get("rel") in ("canonical", "alternate") or where.startswith("data:"):
                continue
            parts = urlsplit(where)
            if not where.startswith(str(site.base_url)):
                assert "noopener" in one["rel"] and parts.scheme in ("http", "https")
            elif parts.path.startswith(("/c/", "/data/", "/viewer/")):
                expected = 404 if parts.path == "/c/nobody/" else 200
                assert site.get(where).status_code == expected, where
            elif tag == "a" and parts.query not in ("lang=fr", "lang=en"):
                assert parse_qs(parts.query).keys() >= {"collection", "lang"}, where
    for picture in page.all("img"):
        assert "alt" in picture and picture["width"] and picture["height"]
    if path.startswith("/c/small"):
        # Each picture says under which rights it is shown.
        assert site.get(path).text.count('class="rights"') >= len(page.all("img")) - 20
        assert any(urlsplit(one["href"]).query for one in page.all("a"))


def test_the_language_is_the_address_s_then_the_browser_s_then_the_house_s(
    site: httpx.Client,
) -> None:
    for query, spoken, language in (
        ("?lang=en", "fr", "en"), ("", "en-GB,fr;q=0.5", "en"), ("", "de", "fr"),
        ("?lang=xx", "de", "fr"),
    ):  # fmt: skip
        told = site.get(f"/c/small/{query}", headers={"accept-language": spoken})
        assert Page(told.text).all("html", lang=language)


def test_what_is_not_there_is_said_in_a_page(site: httpx.Client) -> None:
    for path in (
        "nobody/",
        "small/item/none",
        "small/theme/999999",
        "small/theme/x",
        "small/exhibition/none",
        "small/sitemap-9.txt",
        "small/a/b/c",
    ):
        told = site.get(f"/c/{path}")
        assert told.status_code == 404
        assert 'content="noindex"' in told.text
    moved = site.get("/c/small?lang=en")
    assert (moved.status_code, moved.headers["location"]) == (308, "./small/?lang=en")
    assert site.get("/c/small/sitemap-999.xml").status_code == 404


def test_the_site_map_names_every_page_once_in_each_language(site: httpx.Client) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = ET.fromstring(site.get("/sitemap.xml").text)
    where = [one.text or "" for one in index.iterfind(".//s:loc", names)]
    assert [one.removeprefix(PUBLIC) for one in where] == [
        "/c/small/sitemap-0.xml",
        "/c/small/sitemap-1.xml",
    ]
    found = []
    for one in where:
        told = site.get(one.removeprefix(PUBLIC))
        assert told.headers["content-type"] == "application/xml"
        part = ET.fromstring(told.text)
        found += [loc.text or "" for loc in part.iterfind("s:url/s:loc", names)]
    assert len(found) == len(set(found))
    items = [one for one in found if "/item/" in one]
    assert len(items) == 60 * 2
    for one in (*items[:3], *(one for one in found if "/theme/" in one)):
        assert site.get(one.removeprefix(PUBLIC)).status_code == 200
    assert "<image:loc>" in site.get("/c/small/sitemap-1.xml").text


def test_robots_are_let_in_where_it_is_public(site: httpx.Client, served: str) -> None:
    told = site.get("/robots.txt").text
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in told and "Disallow: /\n" not in told
    assert httpx.get(f"{served}/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_without_a_public_address_a_strange_host_is_not_repeated(small_bundle: Path) -> None:
    with serving(small_bundle.parent, profile="public") as root:
        good = httpx.get(f"{root}/robots.txt").text
        assert f"Sitemap: {root}/sitemap.xml" in good
        for host in ('evil"><script>', "a b", "x/../y", "ä.example"):
            told = httpx.get(f"{root}/c/small/", headers={"host": host.encode("utf-8")})
            assert told.status_code == 400 or (
                "evil" not in told.text and "http://localhost/" in told.text
            )


def test_an_exhibition_is_told_without_what_may_not_be_shown(small_bundle: Path) -> None:
    from explorer.collection import Collection
    from explorer.exhibitions.exhibition import read_exhibition
    from explorer.site import pages

    collection = Collection(small_bundle)
    close = {"id": "d", "region": {"x": 0, "y": 0, "width": 0.5, "height": 0.5}}
    close["caption"] = {"fr": "La tête"}
    dated = [f"doc-{n}" for n in range(9, 30)]
    years = {id_: collection.item(id_, language="fr").year_from for id_ in dated}
    ids = sorted((id_ for id_ in dated if years[id_]), key=lambda id_: -years[id_])[:4]
    told = {
        "id": "vases",
        "collection": "small",
        "title": {"fr": "Les <b>vases</b>"},
        "introduction": {"fr": "Un *mot* <script>alert(1)</script> [lien](javascript:alert(1))"},
        "sections": [
            {
                "id": "mur",
                "kind": "wall",
                "heading": {"fr": "Le mur"},
                "exhibits": [
                    {"item": "doc-9", "caption": {"fr": "**Ici**"}, "alt": {"fr": "Un cheval"}},
                    {"item": "doc-12"},
                    {"item": "gone"},
                ],
            },
            {
                "id": "seul",
                "kind": "single",
                "text": {"fr": "Ses mains."},
                "exhibits": [{"item": "doc-15", "details": [close]}],
            },
            {"id": "ans", "kind": "timeline", "exhibits": [{"item": id_} for id_ in ids]},
            {"id": "reste", "kind": "wall", "exhibits": [{"item": "doc-20"}, {"item": "gone"}]},
            {
                "id": "vide",
                "kind": "row",
                "heading": {"fr": "Rien"},
                "exhibits": [{"item": "gone"}],
            },
            {"id": "marche", "kind": "map", "tour": "promenade"},
        ],
    }
    place = Place(path="c/small/exhibition/vases", root="../../../", public="/", language="fr")
    page = pages.exhibition(collection, read_exhibition(json.dumps(told)), place)
    assert "Les &lt;b&gt;vases&lt;/b&gt;" in page
    assert "<em>mot</em>" in page and "<script>alert" not in page
    assert 'href="javascript:' not in page
    assert "<strong>Ici</strong>" in page and 'alt="Un cheval"' in page
    assert "tour=promenade" in page and "gone" not in page
    assert "Le mur" in page and "Rien" not in page  # a heading needs something below it
    assert page.count('class="wall"') == 2, "a wall within a wall would hang in its first column"
    whole, _, rest = page.partition('id="seul"')[2].partition('id="ans"')
    assert "Ses mains." in whole and "La tête" in whole, "the words of a detail are its own"
    row = rest.partition("</ul>")[0]
    assert sorted(ids, key=lambda id_: row.index(f"item/{id_}")) == ids[::-1]
    alone = whole + rest.partition('id="reste"')[2]
    assert page.count('class="alone"') == 2 and alone.count('class="work"') == 2
    assert alone.count("-1024.webp") == 2 and "-256.webp" not in alone, "one alone hangs large"
    assert '<h2 lang="' not in page
    other = Place(path="c/small/exhibition/vases", root="../../../", public="/", language="en")
    english = pages.exhibition(collection, read_exhibition(json.dumps(told)), other)
    assert '<h1 lang="fr">' in english and '<h2 lang="fr">Le mur</h2>' in english
    assert '<p class="caption" lang="fr">' in english, "a voice knows which language it reads"


def test_hostile_fields_stay_text_on_every_page(hostile_bundle: Path) -> None:
    with (
        serving(hostile_bundle.parent, profile="public") as root,
        httpx.Client(base_url=root, timeout=60) as client,
    ):
        while client.get("/api/v1/hostile/themes").status_code != 200:
            time.sleep(0.1)
        part = client.get("/c/hostile/sitemap-1.xml").text
        paths = re.findall(r"<loc>http://[^/]+(/[^<]*lang=en)</loc>", part)
        themes = re.findall(
            r"<loc>http://[^/]+(/[^<]*lang=en)</loc>", client.get("/c/hostile/sitemap-0.xml").text
        )
        assert len(paths) == 60
        ET.fromstring(part)
        for path in (*themes, *paths):
            told = client.get(path.replace("&amp;", "&"))
            assert told.status_code == 200, path
            page = Page(told.text)
            scripts = [
                one for one in page.all("script") if one.get("type") != "application/ld+json"
            ]
            assert len(scripts) == 3 and all("/viewer/" in one["src"] for one in scripts), path
            assert not page.all("img", src="x")
            assert "{{" not in told.text or "7 * 7" in told.text
            handlers = [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
            assert handlers == []
            links = [one["href"] for one in page.all("a")]
            assert not [one for one in links if one.startswith("javascript")]
            json.loads(page.data)


@given(st.text(max_size=60))
def test_no_text_leaves_its_script_element(text: str) -> None:
    told = embedded({"name": text.encode("utf-8", "ignore").decode()})
    assert "<" not in told and ">" not in told and "&" not in told
    assert json.loads(told) == {"name": text.encode("utf-8", "ignore").decode()}


@given(st.text(min_size=1, max_size=40))
def test_an_identifier_is_one_segment_and_stays_below_its_collection(id_: str) -> None:
    text = id_.encode("utf-8", "ignore").decode() or "x"
    there = urljoin("http://x/root/", addresses.item("c", text))
    assert there.startswith("http://x/root/c/c/item/")
    assert "/" not in there.removeprefix("http://x/root/c/c/item/").partition("?")[0]


def test_rights_are_named_as_people_name_them() -> None:
    name = licences.name_of
    assert name("http://creativecommons.org/licenses/by-sa/4.0/") == "CC BY-SA 4.0"
    assert name("https://creativecommons.org/publicdomain/mark/1.0/") == "Public Domain Mark 1.0"
    assert name("http://rightsstatements.org/vocab/InC/1.0/") == "In Copyright"
    assert name("https://www.example.org/terms/") == "example.org/terms"
    assert name("© Somebody") == "© Somebody"
    assert licences.address_of("javascript:alert(1)") == ""
    # The viewer, which also runs without a server, knows the same statements.
    told = (Path(licences.__file__).parents[1] / "viewer" / "licences.js").read_text()
    assert dict(re.findall(r'^  "([\w-]+)": "(.+)",$', told, re.M)) == licences._STATEMENTS


def test_years_are_written_as_the_standard_has_them() -> None:
    def told(first: int | None, last: int | None) -> str:
        return _years(
            Item(id="", row=0, sha256="", width=1, height=1, year_from=first, year_to=last)
        )

    assert told(1709, 1709) == "1709"
    assert told(-44, 14) == "-0043/0014"
    assert told(-1, -1) == "0000"
    assert told(None, 3) == ""


def test_a_part_has_no_more_addresses_than_the_standard_allows() -> None:
    from explorer.ui.i18n import LANGUAGES

    assert sitemap.ITEMS * max(len(LANGUAGES), 5) <= 50_000


def test_long_texts_are_shortened_for_heads() -> None:
    assert shortened("a" * 1000, 10) == "a" * 9 + "…"
    assert shortened("a\nb\u202e") == "a b"


def test_who_asks_for_nothing_finds_the_home_and_who_asks_for_something_the_map() -> None:
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    from tests.explorer.api.test_front import running

    async def told(request: Any) -> Any:
        return PlainTextResponse(request.url.path)

    for base in ("", "gallery"):
        app = Starlette(
            routes=[Route("/{rest:path}", told)],
            middleware=front(Settings(profile="public"), base=base),
        )
        with running(app) as root:
            at = f"{root}/{base}/" if base else f"{root}/"
            assert httpx.get(at).text == "/c/"
            assert httpx.get(f"{at}?lang=en").text == "/c/"
            assert httpx.get(f"{at}?collection=small").text != "/c/"
            assert httpx.get(f"{at}c/small/").text == "/c/small/"
            assert httpx.get(f"{at}robots.txt").text == "/robots.txt"


def test_the_statement_names_every_page_that_was_looked_at(site: httpx.Client) -> None:
    from explorer.site.statement import NAMES, checks
    from explorer.ui.address import CURATORS, PAGES, UNLISTED
    from explorer.ui.i18n import translator

    named = {page["name"] for page in checks()["pages"]}
    interactive = {path or "carte" for path in PAGES if path not in (*CURATORS, *UNLISTED)}
    assert named >= interactive | {"/", "item", "theme", "exhibition", "accessibility"}
    for language, said in (
        ("fr", "Personne n’a encore audité ce site"),
        ("en", "No person has audited this site yet"),
    ):
        told = site.get("/c/accessibility", params={"lang": language}).text
        assert said in told
        say = translator(language)
        assert all(f'<th scope="row">{say(NAMES[name])}</th>' in told for name in named)
