"""What lies within a line, over real HTTP; and items by their ids."""

import httpx
import numpy as np
import pytest

from explorer.bundle import Bundle
from tests.makers import ODD_IDS

HERE = "/api/v1/small/within"
EVERYWHERE = "-1,-1;2,-1;2,2;-1,2"


@pytest.fixture
def client(served):
    with httpx.Client(base_url=served) as made:
        yield made


def rows(answer):
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["total"] >= len(told["results"])
    return [one["row"] for one in told["results"]]


@pytest.mark.parametrize("layout", ["map", "grid"])
def test_what_lies_in_a_box_is_told_with_its_ids(client, small_bundle, layout):
    x, y = np.asarray(Bundle(small_bundle).layout(layout)).T
    asked = {"layout": layout, "polygon": "0.1,0.2;0.6,0.2;0.6,0.9;0.1,0.9"}
    answer = client.get(HERE, params=asked)
    inside = np.flatnonzero((x > 0.1) & (x < 0.6) & (y > 0.2) & (y < 0.9)).tolist()
    assert rows(answer) == inside
    assert inside
    assert answer.json()["total"] == len(inside)
    for one in answer.json()["results"]:
        assert one["id"] == ODD_IDS.get(one["row"], f"doc-{one['row']}")
    few = client.get(HERE, params=asked | {"k": "2"})
    assert rows(few) == inside[:2]
    assert few.json()["total"] == len(inside)


def test_without_a_line_it_is_what_a_filter_or_a_search_picks_out(client):
    assert rows(client.get(HERE)) == list(range(60))
    assert rows(client.get(HERE, params={"polygon": EVERYWHERE})) == list(range(60))
    ink = rows(client.get(HERE, params={"technique": "encre"}))
    assert 0 < len(ink) < 60
    found = client.get("/api/v1/small/search", params={"q": "cheval", "k": 500}).json()
    best = [one["row"] for one in found["results"]]
    assert rows(client.get(HERE, params={"q": "cheval"})) == best
    both = {"q": "cheval", "technique": "encre", "polygon": EVERYWHERE}
    assert rows(client.get(HERE, params=both)) == [row for row in best if row in set(ink)]
    themes = client.get("/api/v1/small/themes?medoids=0").json()["results"]
    for theme in themes:
        assert len(rows(client.get(HERE, params={"theme": theme["id"]}))) == theme["size"]


@pytest.mark.parametrize(
    "polygon",
    [
        *("0,0;1,1", "0,0", ";;", "0,0;1,1;", "0,0;1,1;2", "0,0,0;1,1,1;0,1,0", "a,b;c,d;e,f"),
        *("nan,0;1,1;0,1", "inf,0;1,1;0,1", "1e999,0;1,1;0,1", "0,0;9,0;0,9", "0,0;1,0;0,-9"),
        *(";".join(["0.1,0.2"] * 401), "0,0;1,0;0," + "1" * 30_000, "0,0;1,0;0,1\x00", "٠,٠;١,٠"),
    ],
    ids=lambda text: text[:24].encode("unicode_escape").decode(),
)
def test_what_is_no_polygon_is_refused_in_one_line(client, polygon):
    answer = client.get(HERE, params={"polygon": polygon})
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("polygon is 3 to 400 points")
    assert "\n" not in answer.json()["error"]


def test_what_else_does_not_do_is_refused(client):
    good = {"polygon": EVERYWHERE}
    assert client.get(HERE, params=good | {"layout": "../map"}).status_code == 404
    assert client.get(HERE, params=good | {"layout": "nowhere"}).status_code == 404
    assert client.get(HERE, params=good | {"k": "0"}).status_code == 422
    assert client.get(HERE, params=good | {"k": "5001"}).status_code == 422
    assert client.get(HERE, params=good | {"nothing": "x"}).status_code == 400
    assert client.get("/api/v1/nobody/within", params=good).status_code == 404
    assert client.post(HERE, params=good).status_code == 405
    most = ";".join(f"{x / 400:.7f},{x % 2}" for x in range(400))
    assert client.get(HERE, params={"polygon": most}).status_code == 200


def test_items_are_told_by_their_ids(client):
    ids = ["doc-9", "nobody", *ODD_IDS.values(), "doc-9"]
    answer = client.get("/api/v1/small/rows", params={"id": ids})
    told = [one["id"] for one in answer.json()["results"]]
    assert told == [id_ for id_ in ids if id_ != "nobody"]
    assert answer.json()["results"][0]["positions"]["map"]
    assert client.get("/api/v1/small/rows", params={"id": ["x"] * 201}).status_code == 422
    assert client.get("/api/v1/small/rows", params={"id": "' OR 1=1 --"}).json()["total"] == 0
