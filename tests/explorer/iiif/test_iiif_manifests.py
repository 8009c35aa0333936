"""Manifests, collections, ranges and changes: what they say, and that others find them valid."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.collection import Collection
from explorer.iiif import changes, listing
from explorer.iiif.addresses import Addresses, identifiers, segment
from explorer.iiif.exhibitions import Hung, Part, Section, Shown, exhibition_manifest
from explorer.iiif.manifests import manifest
from explorer.iiif.rights import rights_address
from explorer.iiif.works import works_of
from tests.explorer.iiif.validating import check, strict
from tests.makers import HOSTILE
from tests.works import (
    ALBUM,
    ALBUM_ROWS,
    BOOK,
    BOOK_ROWS,
    LARGE_ROW,
    LARGE_SIZE,
    LICENCE,
    SERVICE,
    SOURCE,
    id_of,
)

ADDRESSES = Addresses("https://example.org/galerie/", "works")


@pytest.fixture(scope="module")
def works(works_bundle: Path) -> Iterator[Collection]:
    yield Collection(works_bundle)


def made(works: Collection, id_: str) -> dict[str, Any]:
    found = manifest(works, ADDRESSES, id_)
    assert found is not None
    return found


def service(canvas: dict[str, Any]) -> dict[str, Any]:
    body = canvas["items"][0]["items"][0]["body"]
    told: dict[str, Any] = body["service"][0]
    return told


def test_every_work_is_valid_and_every_item_is_in_one(works: Collection) -> None:
    tops = listing.top(works, ADDRESSES)
    check(tops)
    named = [entry["id"] for entry in tops["items"]]
    documents = [made(works, work.id) for work in works_of(works).listed(0, 100)]
    assert [document["id"] for document in documents] == named
    for document in documents:
        check(document)
    shown = [canvas["id"] for document in documents for canvas in document["items"]]
    assert sorted(shown) == sorted(ADDRESSES.canvas(id_of(row)) for row in range(24))
    assert strict([*documents, tops]) == [[] for _ in range(len(documents) + 1)]


def test_the_strict_parser_would_have_seen_what_is_wrong(works: Collection) -> None:
    document = made(works, "doc-8")
    wrong = [document | {"rights": "https://creativecommons.org/x"}, document | {"label": "text"}]
    assert all(strict(wrong))


def test_pages_are_canvases_of_one_manifest_in_order(works: Collection) -> None:
    album = made(works, ALBUM)
    assert album["label"] == {"none": [ALBUM]}
    assert [canvas["id"] for canvas in album["items"]] == [
        ADDRESSES.canvas(id_of(row)) for row in ALBUM_ROWS
    ]
    book = made(works, BOOK)
    assert [canvas["id"] for canvas in book["items"]] == [
        ADDRESSES.canvas(id_of(row)) for row in BOOK_ROWS
    ]
    page = made(works, id_of(BOOK_ROWS[1]))
    assert len(page["items"]) == 1
    assert page["partOf"][0] == {"id": ADDRESSES.manifest(BOOK), "type": "Manifest"}
    assert manifest(works, ADDRESSES, "nobody") is None


def test_texts_are_said_by_language(works: Collection) -> None:
    document = made(works, "doc-8")
    assert document["label"] == {"fr": ["Boucle d'oreille n° 8"], "en": ["Earring no. 8"]}
    pairs = {
        pair["label"].get("en", pair["label"].get("none"))[0]: pair["value"]
        for pair in (document["metadata"])
    }
    assert pairs["Subject"] == {"fr": ["boucle d'oreille", "dessin"], "en": ["earring", "drawing"]}
    assert pairs["Creator"] == {"none": ["Anonyme"]}
    assert pairs["inventory"] == {"none": ["INV.0008"]}


def test_nothing_hostile_is_taken_for_markup(works: Collection) -> None:
    document = made(works, id_of(6))
    assert document["label"] == {"fr": [HOSTILE], "en": [HOSTILE]}, "a label is never HTML"
    (summary,) = document["summary"]["none"]
    assert summary == "<span>&lt;script&gt;alert(&#x27;titre&#x27;)&lt;/script&gt;</span>"


def test_rights_are_the_addresses_that_are_allowed_and_never_made_up(works: Collection) -> None:
    assert made(works, "doc-15")["rights"] == "http://creativecommons.org/licenses/by-sa/4.0/"
    assert made(works, "doc-16")["rights"] == "http://rightsstatements.org/vocab/InC/1.0/"
    french = made(works, "doc-17")
    assert "rights" not in french
    assert french["requiredStatement"]["value"] == {"none": [SOURCE, LICENCE]}
    etalab = made(works, "doc-18")
    assert "rights" not in etalab
    assert etalab["requiredStatement"]["value"]["none"][0] == SOURCE
    assert not {"rights", "requiredStatement"} & set(made(works, "doc-19"))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://creativecommons.org/publicdomain/zero/1.0/deed.fr", "publicdomain/zero/1.0/"),
        ("http://creativecommons.org/licenses/by/3.0/fr", "licenses/by/3.0/fr/"),
        (
            "https://www.creativecommons.org/licenses/by-nc-nd/4.0/legalcode",
            "licenses/by-nc-nd/4.0/",
        ),
        *((text, "") for text in ("CC BY", "CC0", "", "https://example.org/licenses/by/4.0/")),
        ("https://creativecommons.org.example.org/licenses/by/4.0/", ""),
        ("https://creativecommons.org/licenses/by/4.0/<script>", ""),
        ("https://creativecommons.org/", ""),
        ("https://rightsstatements.org/vocab/../1.0/", ""),
    ],
)
def test_addresses_of_rights(text: str, address: str) -> None:
    expected = f"http://creativecommons.org/{address}" if address else ""
    assert rights_address(text) == expected


def test_a_picture_has_tiles_or_sizes_or_the_institutions_own_service(works: Collection) -> None:
    large = made(works, id_of(LARGE_ROW))["items"][0]
    assert (large["width"], large["height"]) == LARGE_SIZE
    told = service(large)
    assert (told["width"], told["height"], told["profile"]) == (*LARGE_SIZE, "level0")
    small = made(works, "doc-8")["items"][0]
    assert service(small)["width"] == small["width"] == 160
    theirs = made(works, "doc-17")
    assert service(theirs["items"][0]) == {
        "@id": SERVICE,
        "@type": "ImageService2",
        "profile": "http://iiif.io/api/image/2/level2.json",
    }
    assert theirs["items"][0]["items"][0]["items"][0]["body"]["id"].startswith(f"{SERVICE}/full/")
    assert theirs["homepage"][0]["id"] == "https://gallica.bnf.fr/ark:/12148/btv1b8432895r"
    refused = made(works, "doc-18")
    assert service(refused["items"][0])["id"].startswith(ADDRESSES.base), "a private address"
    assert [page["id"].partition(":")[0] for page in refused["homepage"]] == ["https"]


def test_large_collections_are_a_tree(works: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "FAN", 3)
    documents = [listing.top(works, ADDRESSES)]
    seen: list[str] = []
    waiting = list(documents)
    while waiting:
        document = waiting.pop(0)
        check(document)
        assert len(document["items"]) <= 3
        for entry in document["items"]:
            if entry["type"] == "Manifest":
                seen.append(entry["id"])
                continue
            level, number = entry["id"].removesuffix(".json").split("/")[-2:]
            found = listing.part(works, ADDRESSES, int(level), int(number))
            assert found is not None and found["id"] == entry["id"]
            assert found["partOf"][0]["id"] == document["id"]
            waiting.append(found)
    assert len(seen) == len(set(seen)) == len(works_of(works)) == 20
    for level, number in ((0, 0), (1, 99), (9, 0), (1, -1), (3, 0)):
        assert listing.part(works, ADDRESSES, level, number) is None


@pytest.mark.parametrize(("count", "levels"), [(0, 1), (200, 1), (201, 2), (40_001, 3), (10**6, 3)])
def test_depth_of_the_tree(count: int, levels: int) -> None:
    assert listing.depth(count) == levels


def test_changes_name_every_work_once_and_say_no_more_than_is_known(
    works: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "PAGE", 7)
    stream = changes.stream(works, ADDRESSES)
    assert stream["totalItems"] == 20 and stream["last"]["id"].endswith("/page-2.json")
    named: list[str] = []
    number, page = 0, changes.page(works, ADDRESSES, 0)
    while page is not None:
        for activity in page["orderedItems"]:
            assert activity["type"] == "Update"
            assert activity["endTime"] == works.manifest.created
            named.append(activity["object"]["id"])
        number += 1
        assert ("next" in page) == (number < 3)
        page = changes.page(works, ADDRESSES, number)
    assert number == 3 and len(set(named)) == 20
    assert changes.page(works, ADDRESSES, -1) is None


def test_an_exhibition_has_ranges_and_keeps_what_its_pictures_require(works: Collection) -> None:
    def hung(*ids: str) -> tuple[Hung, ...]:
        return tuple(Hung(item=id_) for id_ in ids)

    spoken = Hung(
        item="doc-15",
        caption={"fr": HOSTILE},
        alt={"fr": "Un vase"},
        parts=(
            Part(x=0.25, y=0.5, width=0.5, height=0.25, text={"fr": "L’anse", "en": "Handle"}),
            Part(x=0, y=0, width=0.005, height=0.005),
        ),
    )
    shown = Shown(
        address="https://example.org/galerie/iiif/works/exhibitions/vases.json",
        subtitle={"en": "Clay"},
        title={"fr": "Vases", "en": "Vases on show"},
        introduction={"fr": HOSTILE},
        credits={"fr": "Commissaire : A. B."},
        homepage="https://example.org/galerie/exposition",
        cover="doc-17",
        sections=(
            Section(title={"fr": "Un"}, items=hung("doc-8", "gone", "doc-17"), text={"fr": "T"}),
            Section(title={}, items=(*hung("doc-17", ALBUM), spoken)),
            Section(title={"fr": "Vide"}, items=hung("gone")),
        ),
    )
    document, missing = exhibition_manifest(works, ADDRESSES, shown)
    check(document)
    assert strict([document]) == [[]]
    assert missing == ("gone", ALBUM)
    canvases = [canvas["id"] for canvas in document["items"]]
    assert canvases == [ADDRESSES.canvas(id_) for id_ in ("doc-8", "doc-17", "doc-15")]
    ranges = document["structures"]
    assert [len(one["items"]) for one in ranges] == [2, 2]
    assert ranges[0]["label"] == {"fr": ["Un"]} and ranges[1]["label"] == {"none": ["2"]}
    assert document["requiredStatement"]["value"] == {
        "fr": ["Commissaire : A. B."],
        "none": [SOURCE, LICENCE],
    }
    assert document["items"][2]["rights"] == "http://creativecommons.org/licenses/by-sa/4.0/"
    assert "rights" not in document
    assert document["summary"]["fr"][0].startswith("<span>&lt;script")
    assert document["metadata"][0]["value"] == {"en": ["Clay"]}
    canvas = document["items"][2]
    assert canvas["summary"]["fr"][0].startswith("<span>&lt;script")
    given, notes = canvas["annotations"]
    assert given["id"] == ADDRESSES.annotations("doc-15")
    comment, bare = notes["items"]
    x, y, width, height = (int(side) for side in comment["target"].rpartition("=")[2].split(","))
    assert (x, y) == (round(canvas["width"] / 4), round(canvas["height"] / 2)) and width > x
    assert height > 0 and [body["value"] for body in comment["body"]] == ["Handle", "L’anse"]
    assert bare["motivation"] == "highlighting" and "body" not in bare
    with pytest.raises(ValueError, match="needs a picture"):
        exhibition_manifest(works, ADDRESSES, Shown(address="https://a/", title={}, sections=()))


@pytest.mark.parametrize("id_", [".", "..", "a/b", "%2E%2E", "é", " ", "a.", "...", "%252E", "?#"])
def test_identifiers_are_one_segment_and_come_back(id_: str) -> None:
    from urllib.parse import unquote

    encoded = segment(id_)
    assert "/" not in encoded and encoded not in (".", "..")
    assert encoded.casefold() not in ("%2e", "%2e%2e", ".%2e", "%2e.")
    assert id_ in identifiers([unquote(encoded)])
