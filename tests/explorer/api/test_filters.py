"""Filters over real HTTP: what can be chosen, what is kept, where it hangs, what is refused."""

import httpx
import numpy as np
import pytest

from explorer.bundle import Bundle

HERE = "/api/v1/small"


@pytest.fixture
def client(served):
    with httpx.Client(base_url=served) as made:
        yield made


def rows_of(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/octet-stream"
    count = int(answer.headers["x-rows"])
    assert len(answer.content) == -(-count // 8)
    bits = np.unpackbits(np.frombuffer(answer.content, np.uint8), bitorder="little")
    assert not bits[count:].any()
    rows = np.flatnonzero(bits[:count]).tolist()
    assert len(rows) == int(answer.headers["x-count"])
    return rows


def test_a_mask_has_a_bit_for_each_row(client, small_bundle):
    techniques = Bundle(small_bundle).items["technique"].to_pylist()
    ink = [row for row, technique in enumerate(techniques) if "encre" in (technique or [])]
    assert rows_of(client.get(f"{HERE}/mask")) == list(range(60))
    assert rows_of(client.get(f"{HERE}/mask", params={"technique": "encre"})) == ink
    both = client.get(f"{HERE}/mask?technique=encre&technique=gouache")
    assert rows_of(both) == list(range(60))
    assert rows_of(client.get(f"{HERE}/mask", params={"technique": "nothing of it"})) == []


def test_a_mask_is_not_sent_twice(client):
    first = client.get(f"{HERE}/mask", params={"technique": "encre"})
    again = {"if-none-match": first.headers["etag"]}
    second = client.get(f"{HERE}/mask", params={"technique": "encre"}, headers=again)
    assert (second.status_code, second.content) == (304, b"")
    assert second.headers["x-count"] == "30"


def test_a_mask_of_a_search_is_its_results(client):
    found = client.get(f"{HERE}/search", params={"q": "cheval", "k": 500}).json()
    mask = client.get(f"{HERE}/mask", params={"q": "cheval", "lang": "fr"})
    assert rows_of(mask) == sorted(hit["row"] for hit in found["results"])


def test_a_search_within_a_filter_finds_nothing_else(client):
    kept = set(rows_of(client.get(f"{HERE}/mask", params={"technique": "encre"})))
    asked = {"q": "cheval", "technique": "encre", "k": 500}
    found = [hit["row"] for hit in client.get(f"{HERE}/search", params=asked).json()["results"]]
    assert found
    assert set(found) <= kept
    del asked["k"]
    assert rows_of(client.get(f"{HERE}/mask", params=asked)) == sorted(found)


def test_likes_are_the_item_and_its_neighbours(client):
    like = rows_of(client.get(f"{HERE}/mask", params={"like": "doc-9"}))
    similar = client.get(f"{HERE}/items/doc-9/similar", params={"k": 48}).json()["results"]
    assert like == sorted([9, *(hit["row"] for hit in similar)])
    kept = set(rows_of(client.get(f"{HERE}/mask", params={"technique": "encre"})))
    narrow = client.get(f"{HERE}/items/doc-9/similar", params={"k": 48, "technique": "encre"})
    assert {hit["row"] for hit in narrow.json()["results"]} <= kept
    assert client.get(f"{HERE}/mask", params={"like": "nobody"}).status_code == 404


def test_facets_follow_the_other_choices(client):
    whole = client.get(f"{HERE}/facets").json()
    assert (whole["matching"], whole["items"], whole["searched"]) == (60, 60, False)
    assert client.get(f"{HERE}/facets", params={"like": "doc-9"}).json()["searched"]
    some = client.get(f"{HERE}/facets", params={"technique": "encre"}).json()
    values = {
        facet["name"]: {pair["value"]: pair["count"] for pair in facet["values"]}
        for facet in some["results"]
    }
    assert some["matching"] == 30
    assert values["technique"] == {"encre": 30, "gouache": 30}
    assert sum(values["place"].values()) == 30
    assert sum(theme["count"] for theme in some["themes"] if theme["level"] == 0) <= 30
    labels = {theme["label"] for theme in client.get(f"{HERE}/facets?lang=en").json()["themes"]}
    assert labels != {theme["label"] for theme in whole["themes"]}
    one = client.get(f"{HERE}/facets", params={"column": "place", "find": "nimes"}).json()
    assert [pair["value"] for pair in one["results"][0]["values"]] == ["Nîmes"]


def test_places_are_where_the_layout_says(client, small_bundle):
    points = Bundle(small_bundle).layout("grid")
    told = client.get(f"{HERE}/places", params={"layout": "grid", "technique": "encre"}).json()
    assert told["total"] == len(told["results"]) == 30
    for place in told["results"]:
        assert (place["x"], place["y"]) == pytest.approx(points[place["row"]].tolist())
        assert client.get(f"/{place['thumb']}").status_code == 200
    box = "0,0,0.5,0.5"
    corner = client.get(f"{HERE}/places", params={"layout": "grid", "box": box, "k": 3}).json()
    assert len(corner["results"]) == min(3, corner["total"])
    assert all(max(place["x"], place["y"]) <= 0.5 for place in corner["results"])
    ranked = client.get(f"{HERE}/search", params={"q": "cheval", "k": 5}).json()["results"]
    places = client.get(f"{HERE}/places", params={"q": "cheval", "lang": "fr"}).json()["results"]
    assert [place["row"] for place in places[:5]] == [hit["row"] for hit in ranked]


@pytest.mark.parametrize("route", ["mask", "facets", "places"])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("nothing=1", 400),
        ("inventory=INV.0009", 400),
        ("__proto__=1", 400),
        ("years=zzz", 422),
        ("years=1900..1800", 422),
        ("colour=red", 422),
        ("theme=-1", 422),
        ("technique=", 422),
        ("technique=" + "x" * 1000, 422),
        ("&".join(f"theme={i}" for i in range(99)), 422),
        ("lang=xx", 422),
        ("q=" + "a" * 400, 414),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_does_not_do_is_refused_in_one_line(client, route, query, status):
    answer = client.get(f"{HERE}/{route}?{query}")
    assert answer.status_code == status
    line = answer.json()["error"]
    assert line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("layout=nowhere", 404),
        ("layout=../items", 404),
        *[(f"box={box}", 422) for box in ("1", "a,b,c,d", "nan,0,1,1", "0,0,1e9,1", "0," * 90)],
        *[(f"grid={grid}", 422) for grid in ("0,1", "1.5,2", "1000,1000", "x", "inf,1")],
        ("k=401", 422),
    ],
)
def test_bad_views_are_refused(client, query, status):
    assert client.get(f"{HERE}/places?{query}").status_code == status


def test_a_column_that_is_none_is_refused(client):
    assert client.get(f"{HERE}/facets?column=nothing").status_code == 400
    assert client.get(f"{HERE}/facets?find={'a' * 200}").status_code == 422
