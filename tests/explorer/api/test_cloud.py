"""The cloud over real HTTP."""

import httpx
import pytest

from tests.makers import ODD_IDS

HERE = "/api/v1/small/cloud"


@pytest.fixture
def client(served):
    with httpx.Client(base_url=served) as made:
        yield made


def told(client, **asked):
    answer = client.get(HERE, params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_what_hangs_has_its_place_and_its_record(client):
    found = told(client, id="doc-9", k=12, aspect="1.8", lang="fr")
    assert [one["id"] for one in found["centre"]] == ["doc-9"]
    assert found["total"] == len(found["results"]) == 12
    assert found["aspect"] == pytest.approx(1.6818)
    for one in [*found["centre"], *found["results"]]:
        assert one["thumbs"]["256"]
        assert 0 <= one["x"] - one["w"] / 2 <= one["x"] + one["w"] / 2 <= 1.0001
        shown = one["w"] * found["aspect"] / one["h"]
        assert shown == pytest.approx(one["width"] / one["height"], rel=0.01)
    middle = found["centre"][0]
    assert (middle["x"], middle["y"], middle["score"]) == (0.5, 0.5, 1)


def test_it_begins_with_what_is_similar(client):
    alike = client.get("/api/v1/small/items/doc-9/similar?k=12").json()["results"]
    near = told(client, id="doc-9", k=12)["results"]
    assert [one["id"] for one in near] == [one["id"] for one in alike]
    assert [one["id"] for one in told(client, id="doc-9", k=12, surprise=10)["results"]] != [
        one["id"] for one in near
    ]


def test_several_stand_in_the_middle_and_unknown_ones_do_not(client):
    found = told(client, id=["doc-9", "gone", "doc-10", "doc-9"], k=30)
    assert [one["id"] for one in found["centre"]] == ["doc-9", "doc-10"]
    assert not {"doc-9", "doc-10"} & {one["id"] for one in found["results"]}


def test_a_filter_keeps_it_to_a_part(client):
    ink = client.get("/api/v1/small/within?technique=encre").json()["results"]
    kept = {one["id"] for one in ink} - {"doc-9"}
    found = told(client, id="doc-9", k=100, technique="encre")
    assert {one["id"] for one in found["results"]} == kept


def test_any_id_can_be_in_the_middle(client):
    for odd in ODD_IDS.values():
        assert told(client, id=odd, k=3)["centre"][0]["id"] == odd


def test_the_same_question_is_answered_by_a_validator(client):
    first = client.get(HERE, params={"id": "doc-9"})
    again = client.get(
        HERE, params={"id": "doc-9"}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("", 422),
        ("?id=gone", 404),
        ("?" + "&".join(f"id=doc-{n}" for n in range(1, 27)), 422),
        ("?id=doc-9&k=101", 422),
        ("?id=doc-9&k=-1", 422),
        ("?id=doc-9&surprise=11", 422),
        ("?id=doc-9&surprise=x", 422),
        ("?id=doc-9&aspect=0", 422),
        ("?id=doc-9&aspect=nan", 422),
        ("?id=doc-9&aspect=1e999", 422),
        ("?id=doc-9&xyzzy=1", 400),
        ("?id=doc-9&years=b..a", 422),
        ("?id=doc-9&lang=de", 422),
        ("?id=%00", 404),
        ("?id=" + "a" * 5000, 404),
    ],
)
def test_what_does_not_do_is_refused_in_one_line(client, asked, status):
    answer = client.get(HERE + asked)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"error"}
    assert "\n" not in answer.json()["error"]
