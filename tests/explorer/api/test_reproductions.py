"""Reproductions over HTTP: families, decisions, the table, linked data, hostile questions."""

from __future__ import annotations

import csv
import io
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow.parquet as pq
import pytest

from explorer import passes
from explorer.bundle import Bundle, files
from explorer.bundle.schema import MATCH_SCHEMA
from tests.matched import copied, match, write_matches
from tests.serving import serving


@pytest.fixture
def bundle(small_bundle: Path, tmp_path: Path) -> Path:
    out = copied(small_bundle, tmp_path / "data" / "small")
    write_matches(
        out,
        [
            match(0, 1, "crop", score=0.9),
            match(1, 2, "page", score=0.8),
            match(5, 6, "print", score=0.4),
            match(8, 9, "resembles"),
        ],
    )
    return out


@pytest.fixture
def address(bundle: Path) -> Iterator[str]:
    with serving(bundle.parent, refresh_seconds=0.05) as root:
        yield f"{root}/api/v1/small/"


@pytest.fixture
def ids(bundle: Path) -> list[str]:
    found: list[str] = Bundle(bundle).items["id"].to_pylist()
    return found


def ask(address: str, path: str, sent: Any = None, *, who: str = "") -> tuple[int, Any]:
    headers = {"content-type": "application/json"}
    headers |= {passes.HEADER: passes.issue(who)} if who else {}
    data = None if sent is None else json.dumps(sent).encode()
    request = urllib.request.Request(
        address + path, data=data, headers=headers, method="GET" if sent is None else "PUT"
    )
    try:
        with urllib.request.urlopen(request) as answer:
            body = answer.read()
            return answer.status, json.loads(body) if "json" in answer.headers[
                "content-type"
            ] else body
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def family(address: str, id_: str) -> Any:
    return ask(address, f"reproductions/family?item={quote(id_)}")[1]["family"]


def say(address: str, one: str, other: str, verdict: str, kind: str | None = None) -> int:
    answer = {"original": one, "appearance": other, "verdict": verdict, "kind": kind}
    return ask(address, "reproductions/review", {"answers": [answer]}, who="Ada")[0]


def test_families_the_most_spread_first_and_by_kind(address: str, ids: list[str]) -> None:
    _, told = ask(address, "reproductions")
    assert [one["size"] for one in told["results"]] == [3, 2]
    assert told["kinds"] == {"crop": 1, "page": 1, "print": 1}
    assert told["results"][0]["original"]["id"] == ids[0]
    _, told = ask(address, "reproductions?kind=print&sort=earliest")
    assert [one["original"]["id"] for one in told["results"]] == [ids[5]]
    assert ask(address, "reproductions?k=1&offset=1")[1]["results"][0]["size"] == 2


def test_a_family_lays_every_member_on_its_original(address: str, ids: list[str]) -> None:
    told = family(address, ids[2])
    assert told["original"]["id"] == ids[0]
    by = {one["item"]["id"]: one for one in told["appearances"]}
    assert set(by) == {ids[1], ids[2]}
    assert by[ids[2]]["by_way"] == ids[1]
    # A part of a part: twice as large twice, around the middle.
    assert by[ids[2]]["transform"] == pytest.approx([4, 0, -1.5, 0, 4, -1.5, 0, 0, 1])
    assert by[ids[1]]["within"][0] == pytest.approx([0.25, 0.25])
    assert family(address, ids[8]) is None


def test_a_refusal_changes_families_at_once_and_can_be_taken_back(
    address: str, ids: list[str]
) -> None:
    assert say(address, ids[1], ids[2], "no") == 200
    assert family(address, ids[2]) is None
    assert family(address, ids[0])["size"] == 2
    assert say(address, ids[2], ids[1], "none") == 200  # whichever way round it is named
    assert family(address, ids[2])["size"] == 3
    assert say(address, ids[8], ids[9], "yes", "recoloured") == 200
    told = family(address, ids[9])
    assert told["kinds"] == {"recoloured": 1}
    assert (told["appearances"][0]["by"], told["appearances"][0]["who"]) == ("hand", "Ada")
    assert say(address, ids[0], ids[1], "yes", "print") == 200
    assert family(address, ids[0])["kinds"] == {"page": 1, "print": 1}
    # Two that the machine never matched, joined by hand.
    assert say(address, ids[20], ids[5], "yes", "page") == 200
    told = family(address, ids[6])
    assert told["size"] == 3
    assert {one["kind"] for one in told["appearances"]} <= {"page", "print"}


def noted(address: str, id_: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(address, f"reproductions/annotations.json?item={quote(id_)}")[
        1
    ]["items"]
    return found


def test_what_is_matched_by_way_of_others_is_as_sure_as_its_least_sure_match(
    address: str, ids: list[str]
) -> None:
    def last() -> Any:
        return next(one for one in family(address, ids[0])["appearances"] if one["by_way"])

    assert (last()["item"]["id"], last()["by"]) == (ids[2], "machine")
    assert last()["score"] == pytest.approx(0.8)
    assert say(address, ids[1], ids[2], "yes", "duplicate") == 200
    assert last()["kind"] == "crop", "the very copy of a part is a part"
    assert last()["by"] == "machine", "nobody answered for the first half of the way"
    assert [note["creator"]["type"] for note in noted(address, ids[0])] == ["Software"] * 2
    assert say(address, ids[0], ids[1], "yes") == 200
    assert (last()["by"], last()["who"]) == ("hand", "Ada")
    assert [note["creator"]["type"] for note in noted(address, ids[0])] == ["Person"] * 2


def test_what_was_refused_is_said_nowhere_though_others_hold_it_in_the_family(
    bundle: Path, ids: list[str]
) -> None:
    write_matches(bundle, [match(10, 11), match(11, 12, "page"), match(10, 12, "page", score=0.5)])
    with serving(bundle.parent, refresh_seconds=0.05) as root:
        address = f"{root}/api/v1/small/"
        assert len(noted(address, ids[10])) == 2
        assert say(address, ids[12], ids[10], "no") == 200
        told = family(address, ids[10])
        assert {one["item"]["id"]: one["refused"] for one in told["appearances"]} == {
            ids[11]: False,
            ids[12]: True,
        }
        (note,) = noted(address, ids[10])
        assert note["target"]["scope"].endswith(ids[11])
        path = f"reproductions/annotations.json?item={quote(ids[10])}&appearance={quote(ids[12])}"
        assert ask(address, path)[0] == 404
        for asked, other in ((ids[10], ids[12]), (ids[12], ids[10])):
            _, links = ask(address, f"reproductions/related.json?item={quote(asked)}")
            assert [link["@id"].endswith(ids[11]) for link in links["related"]] == [True]
            seen = family(address, asked)
            everyone = {seen["original"]["id"]: seen["original"]["shown"]} | {
                one["item"]["id"]: one["shown"] for one in seen["appearances"]
            }
            assert everyone[other] is False and everyone[ids[11]] is True
            linked = [note["body"][0]["id"] for note in linking(root, asked)]
            assert not any(f"/{other}/" in id_ for id_ in linked)


def linking(root: str, id_: str) -> list[dict[str, Any]]:
    """What the manifest of an item says in IIIF that it shows, or is shown by."""
    _, manifest = ask(f"{root}/iiif/small/", f"{quote(id_, safe='')}/manifest.json")
    (page,) = (ask("", one["id"])[1] for one in manifest["items"][0]["annotations"])
    return [one for one in page["items"] if one["motivation"] == "linking"]


def test_manifests_carry_what_a_machine_says_as_such_and_what_a_hand_confirmed(
    bundle: Path, ids: list[str]
) -> None:
    write_matches(bundle, [match(10, 11, score=0.7)])
    with serving(bundle.parent, refresh_seconds=0.05) as root:
        for asked in (ids[10], ids[11]):
            (note,) = linking(root, asked)
            assert note["creator"]["type"] == "Software"
            sure = [one["value"] for one in note["body"] if one.get("purpose") == "assessing"]
            assert sure == ["0.7"]
        assert say(f"{root}/api/v1/small/", ids[10], ids[11], "yes", "print") == 200
        (note,) = linking(root, ids[11])
        assert note["creator"] == {"type": "Person"}
        assert note["generator"]["type"] == "Software"
        assert [one["value"] for one in note["body"] if "value" in one] == ["print"]
        assert say(f"{root}/api/v1/small/", ids[10], ids[11], "no") == 200
        assert linking(root, ids[11]) == []


def test_two_pictures_of_one_page_are_not_said_to_show_each_other(
    bundle: Path, ids: list[str]
) -> None:
    upper, lower = [0.5, 0, 0.1, 0, 0.3, 0.1, 0, 0, 1], [0.5, 0, 0.1, 0, 0.3, 0.6, 0, 0, 1]
    write_matches(
        bundle,
        [match(10, 12, "page", transform=upper), match(11, 12, "page", transform=lower)],
    )
    with serving(bundle.parent) as root:
        address = f"{root}/api/v1/small/"
        told = family(address, ids[11])
        lead = told["original"]["id"]
        other = ids[11] if lead == ids[10] else ids[10]
        by = {one["item"]["id"]: one for one in told["appearances"]}
        assert (by[other]["beside"], by[ids[12]]["beside"]) == (True, False)
        # Each of the two sees its own place on the page, and not the other picture.
        for row, corner in ((10, [0.1, 0.1]), (11, [0.1, 0.6])):
            told = family(address, ids[row])
            page = next(one for one in told["appearances"] if one["item"]["id"] == ids[12])
            assert page["shown"] and page["shows"][0] == pytest.approx(corner)
            _, links = ask(address, f"reproductions/related.json?item={quote(ids[row])}")
            assert len(links["related"]) == 1
        assert len(noted(address, ids[11])) == 1


def test_only_curators_are_told_who_answered(bundle: Path, ids: list[str], tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'kept.sqlite'}"
    with serving(bundle.parent, exhibitions=database) as root:
        assert say(f"{root}/api/v1/small/", ids[0], ids[1], "yes") == 200
    asked = [
        f"reproductions/family?item={quote(ids[0])}",
        f"reproductions/pair?original={quote(ids[0])}&appearance={quote(ids[1])}",
        f"reproductions/annotations.json?item={quote(ids[0])}",
        "reproductions.csv",
    ]
    for profile, named in (("curator", True), ("public", False)):
        with serving(bundle.parent, exhibitions=database, profile=profile) as root:
            for path in asked:
                with urllib.request.urlopen(f"{root}/api/v1/small/{path}") as answer:
                    assert (b"Ada" in answer.read()) is named, path


def test_a_refusal_outlives_a_rebuild(bundle: Path, ids: list[str], tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'kept.sqlite'}"
    with serving(bundle.parent, exhibitions=database) as root:
        assert say(f"{root}/api/v1/small/", ids[0], ids[1], "no") == 200
    # Built again, the matches are found the other way round, and surer.
    write_matches(bundle, [match(1, 0, "print", score=1.0), match(5, 6, "print")])
    with serving(bundle.parent, exhibitions=database) as root:
        assert family(f"{root}/api/v1/small/", ids[0]) is None
        assert family(f"{root}/api/v1/small/", ids[5])["size"] == 2


def test_the_review_begins_with_the_least_sure(address: str, ids: list[str]) -> None:
    _, told = ask(address, "reproductions/review")
    assert [one["score"] for one in told["results"]] == pytest.approx([0.4, 0.8, 0.9])
    assert told["results"][0]["points"][0] == pytest.approx([0.4, 0.4, 0.3, 0.3])
    say(address, ids[5], ids[6], "yes")
    assert ask(address, "reproductions/review")[1]["total"] == 2
    assert ask(address, "reproductions/review?kind=resembles")[1]["total"] == 1


@pytest.mark.parametrize("profile", ["public", "kiosk"])
def test_only_curators_answer(bundle: Path, ids: list[str], profile: str) -> None:
    with serving(bundle.parent, profile=profile) as root:
        address = f"{root}/api/v1/small/"
        assert say(address, ids[0], ids[1], "no") == 405
        assert ask(address, "reproductions/review")[0] == 404
        assert family(address, ids[0])["size"] == 3


def test_the_table_says_by_whom_and_computes_nothing(address: str, ids: list[str]) -> None:
    answer = [{"original": ids[0], "appearance": ids[1], "verdict": "yes"}]
    ask(address, "reproductions/review", {"answers": answer}, who="=1+1")
    say(address, ids[5], ids[6], "no")
    body = ask(address, "reproductions.csv")[1].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert [row["verdict"] for row in rows] == ["accepted", "", "refused"]
    assert [row["said_by"] for row in rows] == ["hand", "machine", "hand"]
    assert rows[0]["decided_by"] == "'=1+1"
    assert len(rows[0]["transform"].split()) == 9
    assert rows[2]["family"] == ""
    body = ask(address, f"reproductions.csv?item={quote(ids[0])}")[1].decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(body)))) == 2


def test_annotations_link_a_region_to_the_original(address: str, ids: list[str]) -> None:
    _, page = ask(address, f"reproductions/annotations.json?item={quote(ids[1])}")
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == 2
    one = next(note for note in page["items"] if note["body"][1]["value"] == "crop")
    assert one["motivation"] == "linking"
    assert [body["purpose"] for body in one["body"]] == ["linking", "classifying", "assessing"]
    assert 0 < float(one["body"][2]["value"]) <= 1
    assert one["creator"]["type"] == "Software"
    assert {key for key in one if ":" in key} == set()  # no vocabulary but W3C's
    fragment, svg = one["body"][0]["selector"]
    assert fragment["value"] == "xywh=percent:25.000,25.000,50.000,50.000"
    assert "<polygon" in svg["value"]
    assert one["target"]["source"]["id"].startswith("http://127.0.0.1")
    with urllib.request.urlopen(one["target"]["source"]["id"]) as picture:
        assert picture.headers["content-type"] == "image/webp"
    status, alone = ask(address, one["id"].removeprefix(address))
    assert (status, alone["id"]) == (200, one["id"])
    _, links = ask(address, f"reproductions/related.json?item={quote(ids[0])}")
    assert len(links["related"]) == len(links["homepage"]) == 2
    assert ask("", links["seeAlso"][0]["id"])[0] == 200
    answer = [{"original": ids[0], "appearance": ids[1], "verdict": "yes"}]
    ask(address, "reproductions/review", {"answers": answer}, who="Zoé")
    notes = ask(address, f"reproductions/annotations.json?item={quote(ids[1])}")[1]["items"]
    assert {"type": "Person", "name": "Zoé"} in [note["creator"] for note in notes]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("reproductions?kind=nothing", 422),
        ("reproductions?sort=nothing", 422),
        ("reproductions?k=0", 422),
        ("reproductions?offset=-1", 422),
        ("reproductions/family", 422),
        ("reproductions/family?item=" + "x" * 600, 422),
        ("reproductions/family?item=..%2F..%2Fetc", 404),
        ("reproductions/family?item=%00%27%3B--", 404),
        (
            "reproductions/annotations.json?item=<script>".replace("<", "%3C").replace(">", "%3E"),
            404,
        ),
        ("reproductions/review?kind=x", 422),
        ("reproductions/check", 405),
    ],
)
def test_bad_questions_get_one_line(address: str, path: str, status: int) -> None:
    found, told = ask(address, path)
    assert found == status
    assert set(told) == {"error"}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"answers": []},
        {"answers": [{"original": "a", "appearance": "a", "verdict": "yes"}]},
        {"answers": [{"original": "a", "appearance": "b", "verdict": "maybe"}]},
        {"answers": [{"original": "a", "appearance": "b", "verdict": "yes", "kind": "resembles"}]},
        {"answers": [{"original": "a", "appearance": "b", "verdict": "yes"}] * 300},
    ],
)
def test_bad_answers_are_not_kept(address: str, sent: Any) -> None:
    status, told = ask(address, "reproductions/review", sent)
    assert status == 422
    assert set(told) == {"error"}
    assert ask(address, "reproductions/review")[1]["answered"] == {}


def test_without_matches_and_with_none(bundle: Path, ids: list[str]) -> None:
    path = bundle / files.MATCHES
    path.unlink()
    with serving(bundle.parent) as root:
        address = f"{root}/api/v1/small/"
        _, told = ask(address, "reproductions")
        assert (told["available"], told["total"]) == (False, 0)
        assert ask(address, f"reproductions/family?item={quote(ids[0])}")[1] == {
            "available": False,
            "family": None,
        }
    pq.write_table(MATCH_SCHEMA.empty_table(), path)
    with serving(bundle.parent) as root:
        _, told = ask(f"{root}/api/v1/small/", "reproductions")
        assert (told["available"], told["total"]) == (True, 0)


def test_where_no_tower_looks_it_is_said(bundle: Path) -> None:
    with serving(bundle.parent) as root:
        request = urllib.request.Request(
            f"{root}/api/v1/small/reproductions/check?lang=fr", data=b"x", method="POST"
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        assert refused.value.code == 422
        assert "image" in json.loads(refused.value.read())["error"]
