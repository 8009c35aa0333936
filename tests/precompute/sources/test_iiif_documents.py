"""Documents of both versions, and hostile ones: read into one shape, or refused in a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precompute.sources.iiif.documents import Body, Listing, Manifest, read_document
from precompute.sources.iiif.guard import AddressError, is_public, parsed, resolved
from precompute.sources.iiif.records import MOST_LABELS, bounded, columns_of, rows_of
from precompute.sources.iiif.sizes import picture_address, service_of
from precompute.sources.iiif.values import plain, read_json, texts
from tests.institution import Institution, version_2, version_3

HERE = "https://example.org/manifest.json"


def place() -> Institution:
    return Institution(address="https://example.org")


def manifest(document: dict[str, Any]) -> Manifest:
    found = read_document(document, address=HERE)
    assert isinstance(found, Manifest)
    return found


def test_version_3_is_read_by_language() -> None:
    found = manifest(version_3(place(), "a", pages=2))
    assert found.label == {"fr": ["Titre a"], "en": ["Title a"]}
    assert found.summary == {"fr": ["Un résumé & plus"]}
    assert found.statement == {"fr": ["Source gallica.bnf.fr / BnF"]}
    assert found.rights == "http://creativecommons.org/publicdomain/mark/1.0/"
    assert found.source == "https://example.org/a.html"
    assert [canvas.address[-1] for canvas in found.canvases] == ["1", "2"]
    rows = [row.cells for row in rows_of(found)]
    assert rows[0]["parent"] == rows[1]["parent"] == "https://example.org/a/manifest.json"
    assert [row["order"] for row in rows] == ["1", "2"]
    assert rows[0]["title@fr"] == "Titre a, f. 1"
    assert rows[0]["Subject@fr"] == "cheval" and rows[0]["Subject@en"] == "horse"
    assert rows[0]["Creator"] == "Nadar" and rows[0]["Cote"] == "K a"
    assert rows[0]["Is part of (IIIF)"] == "A series", "it is not the parent of a page"
    assert rows[0]["iiif_service_type"] == "ImageService3 level0"


def test_version_2_is_read_alike() -> None:
    found = manifest(version_2(place(), "b"))
    assert found.label == {"fr": ["Titre b"]}
    assert found.statement == {"": ["Musée de la ville"]}
    assert found.source == "https://example.org/b.html"
    (row,) = rows_of(found)
    assert row.cells["id"] == "https://example.org/b/manifest.json" and "parent" not in row.cells
    assert row.cells["description"] == "Une estampe" and row.cells["Date"] == "1871"
    assert row.cells["title@fr"] == "Titre b"
    body = found.canvases[0].body
    assert body is not None
    assert picture_address(body, lambda _: {}).endswith("/image/b/full/,1024/0/default.jpg")


def test_collections_of_both_versions_list_their_members_in_order() -> None:
    three = {
        "type": "Collection",
        "items": [
            {"id": "https://a/1", "type": "Manifest"},
            {"id": "https://a/2", "type": "Collection"},
            {"id": "https://a/3", "type": "Canvas"},
            version_3(place(), "inside"),
        ],
    }
    found = read_document(three, address=HERE)
    assert isinstance(found, Listing)
    assert found.members == ("https://a/1", "https://a/2")
    assert len(found.inside) == 1
    two = {
        "@type": "sc:Collection",
        "collections": [{"@id": "https://a/c", "@type": "sc:Collection"}],
        "manifests": [{"@id": "https://a/m", "@type": "sc:Manifest"}, "https://a/n"],
        "first": "https://a/page1",
    }
    found = read_document(two, address=HERE)
    assert isinstance(found, Listing)
    assert found.members == ("https://a/c", "https://a/m", "https://a/n", "https://a/page1")


SERVICE = "https://images.example.org/x"
SIZES = [{"width": 300, "height": 200}, {"width": 1200, "height": 800}]


@pytest.mark.parametrize(
    ("service", "sides", "info", "expected"),
    [
        ({"type": "ImageService3", "profile": "level2"}, (4000, 3000), None, "1024,/0/default"),
        ({"type": "ImageService3", "profile": "level1"}, (3000, 4000), None, ",1024/0/default"),
        ({"type": "ImageService3", "profile": "level2"}, (800, 600), None, "max/0/default"),
        ({"profile": "http://iiif.io/api/image/2/level1.json"}, (800, 600), None, "full/0/default"),
        (
            {"profile": ["http://iiif.io/api/image/2/level2.json", {"formats": ["jpg"]}]},
            *((4000, 3000), None, "1024,/0/default"),
        ),
        (
            {"profile": "http://library.stanford.edu/iiif/image-api/1.1/compliance.html#level1"},
            *((4000, 3000), None, "1024,/0/native"),
        ),
        # Level 0: the sizes that there are, and no others.
        ({"type": "ImageService3", "sizes": SIZES}, (6000, 4000), None, "1200,800/0/default"),
        (
            {"type": "ImageService3", "profile": "level0"},
            *((6000, 4000), {"width": 6000, "height": 4000, "sizes": SIZES}, "1200,800/0/default"),
        ),
        (
            {"profile": "http://iiif.io/api/image/2/level0.json"},
            *((6000, 4000), {"width": 6000, "height": 4000, "sizes": SIZES}, "1200,/0/default"),
        ),
        (
            {"type": "ImageService3", "sizes": [{"width": 300, "height": 200}]},
            *((600, 400), None, "300,200/0/default"),
        ),
        # The manifest says no level, the service does.
        (
            {"@context": "http://iiif.io/api/image/2/context.json"},
            *(
                (0, 0),
                {"profile": ["http://iiif.io/api/image/2/level1.json"], "width": 9, "height": 9000},
                ",1024/0/default",
            ),
        ),
    ],
)
def test_a_size_that_the_service_has_is_asked_for(service, sides, info, expected) -> None:
    asked: list[str] = []

    def ask(address: str) -> dict[str, Any]:
        asked.append(address)
        return info or {}

    body = Body("https://example.org/whole.jpg", *sides, {"id": SERVICE, **service})
    assert picture_address(body, ask) == f"{SERVICE}/full/{expected}.jpg"
    assert asked == ([f"{SERVICE}/info.json"] if info else [])


def test_a_picture_without_a_service_is_taken_as_it_is() -> None:
    body = Body("https://example.org/whole.jpg", 0, 0)
    assert picture_address(body, lambda _: {}) == "https://example.org/whole.jpg"
    assert service_of(body) is None
    silent = Body("https://example.org/whole.jpg", 0, 0, {"id": SERVICE, "profile": "level0"})
    assert picture_address(silent, lambda _: {}) == "https://example.org/whole.jpg"


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("id", "@id", "type", "@type", "items", "label", "value", "metadata", "body"),
                    *("service", "images", "sequences", "canvases", "resource", "profile", "sizes"),
                    *("width", "height", "motivation", "homepage", "rights", "@value", "default"),
                ]
            ),
            inner
            | st.sampled_from(
                ["Manifest", "sc:Manifest", "Collection", "Canvas", "Image", "Choice", "painting"]
            ),
            max_size=6,
        )
    ),
    max_leaves=30,
)


@given(anything)
def test_whatever_a_document_holds_it_is_read_or_refused(document: Any) -> None:
    try:
        found = read_document(document, address=HERE)
    except ValueError as error:
        assert "\n" not in str(error)
        return
    if isinstance(found, Manifest):
        for row in rows_of(found):
            assert all(isinstance(cell, str) for cell in row.cells.values())
            assert 0 < len(row.cells["id"]) <= 500
            if row.canvas.body is not None:
                picture_address(row.canvas.body, lambda _: {})
    else:
        assert all(isinstance(member, str) for member in found.members)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[" * 200_000, b'{"a":' * 100_000, b"\xff\xfe{}", b"1" * 10_000],
)
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):
        read_document(read_json(body), address=HERE)


def test_texts_are_plain_bounded_and_by_language() -> None:
    assert plain("<script>alert(1)</script>a<br>b &lt;c&gt;") == "a\nb <c>"
    assert plain("a < b") == "a < b"
    assert plain("x\x00\u202ey") == "xy"
    assert texts({"fr-CA": ["a"], "none": ["b"], "x y": ["c"]}) == {"fr": ["a"], "": ["b", "c"]}
    assert texts([{"@value": "a", "@language": "en"}, "b", 4, None]) == {
        "en": ["a"],
        "": ["b", "4"],
    }
    many = texts({"en": [str(n) for n in range(5000)]})
    assert len(many["en"]) == 200


def test_rare_labels_of_metadata_are_left_out() -> None:
    from collections import Counter

    counts = Counter({f"label {n}": n for n in range(1, 300)} | {"title@fr": 1, "id": 9})
    columns, dropped = columns_of(counts)
    assert {"title@fr", "id", "label 299"} <= set(columns) and "label 1" not in columns
    assert dropped == 299 - MOST_LABELS


def test_long_addresses_stay_distinct_as_identifiers() -> None:
    long = "https://example.org/" + "a" * 3000
    assert bounded(long) != bounded(long + "b")
    assert len(bounded(long)) <= 500
    assert bounded("https://example.org/a") == "https://example.org/a"


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "169.254.169.254", "0.0.0.0"),
        *("::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "100.64.0.1"),
        *("64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "ff02::1", "nonsense", "fe80::1%eth0"),
    ],
)
def test_private_addresses_are_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["194.199.8.1", "8.8.8.8", "2a01:e0a::1", "::ffff:8.8.8.8"])
def test_public_ones_are(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "address",
    [
        *("file:///etc/passwd", "ftp://example.org/a", "https://", "https://a b/", "javascript:1"),
        *(
            "https://user:secret@example.org/",
            "https://example.org:99999/",
            "https://exa\nmple.org/",
        ),
        *(
            "https://" + "a" * 5000,
            "https://[::1",
            "//example.org/a",
            "",
            "https://-/",
            "gopher://x",
        ),
    ],
)
def test_what_is_no_address_of_the_web_is_not_asked(address: str) -> None:
    with pytest.raises(AddressError):
        parsed(address)


def test_numbers_written_oddly_are_still_this_machine() -> None:
    for address in ("http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://localhost/"):
        with pytest.raises((AddressError, OSError)):
            resolved(parsed(address), allow_private=False)
    assert resolved(parsed("http://localhost:8/a?b"), allow_private=True).target == "/a?b"


def test_an_address_is_asked_for_as_it_is_encoded() -> None:
    assert parsed("https://example.org/é/a b".replace(" ", "%20")).target == "/%C3%A9/a%20b"
    assert parsed("https://bücher.example/").host == "xn--bcher-kva.example"
    assert json.dumps(parsed("https://example.org").target) == '"/"'
