"""What a tour may be, and what is said of one that it may not be."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from explorer.exhibitions import text
from explorer.exhibitions.models import (
    MAX_BYTES,
    InvalidError,
    checked_ids,
    checked_name,
    checked_notes,
    read_tour,
)
from explorer.exhibitions.view import View, encoded, format_view, parse_view


def tour(**changes: Any) -> dict[str, Any]:
    stop = {"id": "s", "view": "map/0.5/0.5/1"}
    return {"format": "cimaise-tour/1", "id": "a", "collection": "small", "stops": [stop]} | changes


def stop(**changes: Any) -> dict[str, Any]:
    return tour(stops=[{"id": "s", "view": "map/0.5/0.5/1"} | changes])


def refusal(document: Any) -> str:
    with pytest.raises(InvalidError) as refused:
        read_tour(document if isinstance(document, str) else json.dumps(document))
    said = str(refused.value)
    assert "\n" not in said and 5 < len(said) < 300
    return said


def test_a_whole_tour_is_read_and_written_again() -> None:
    document = tour(
        title={"fr": "Été", "en": "Summer", "pt-BR": "Verão"},
        stops=[
            {
                "id": "un",
                "name": {"fr": "Un"},
                "text": {"fr": "Deux\nlignes"},
                "view": "par%20ann%C3%A9e/0.25/-0.5/3.25/a%2Fb/1/-0.5",
                "region": [[0, 0], [1, 0], [0.5, 1]],
                "items": ["a/b é", "../../etc/passwd"],
                "seconds": 12,
            }
        ],
    )
    read = read_tour(json.dumps(document))
    assert json.loads(read.to_json()) == document
    assert read_tour(read.to_json()) == read
    assert read.stops[0].seen == View("par année", 0.25, -0.5, 3.25, "a/b", 1.0, -0.5)


def test_what_may_be_left_out_may() -> None:
    read = read_tour(json.dumps(tour()))
    assert (read.title, read.stops[0].items, read.stops[0].region) == ({}, (), None)
    assert read.stops[0].seconds == 10
    assert read_tour(json.dumps(tour(stops=[]))).stops == ()


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (tour(format="cimaise-tour/2"), "format"),
        (tour(id="../a"), "id: is not written as"),
        (tour(id="a" * 65), "id"),
        (tour(collection=""), "collection"),
        (tour(secret=1), "secret: nothing of this name"),
        (tour(title={"fr": "x" * 121}), "title.fr: at most 120 characters"),
        (tour(title={"fr": 3}), "title.fr"),
        (tour(title={"../fr": "x"}), "title"),
        (tour(title={f"a{chr(98 + n)}": "" for n in range(13)}), "title: at most 12"),
        (tour(stops=[{"id": "s", "view": "map/0/0/0"}] * 2), "two stops are called 's'"),
        (
            tour(stops=[{"id": f"s{n}", "view": "map/0/0/0"} for n in range(201)]),
            "stops: at most 200",
        ),
        (stop(text={"fr": "x" * 2001}), "stops[0].text.fr: at most 2000 characters"),
        (stop(text={"fr": "x" * 9000}), "stops[0].text.fr: at most"),
        (stop(view="map/0.5/0.5"), "stops[0].view: a view is"),
        (stop(view="/0/0/0"), "view begins with the name of a layout"),
        (stop(region=[[0, 0], [1, 1]]), "stops[0].region"),
        (stop(region=[[0, 0], [1, 1], [0.5, 1.001]]), "stops[0].region[2][1]"),
        (stop(region=[[0, 0], [1, 1], [True, 1]]), "stops[0].region[2][0]"),
        (stop(region=[[0, 0], [1, 1], [0, 1, 0]]), "stops[0].region[2]"),
        (stop(region=[[0, 0]] * 201), "region: at most 200"),
        (stop(items=["x"] * 501), "stops[0].items: at most 500"),
        (stop(items=["a\u0000b"]), "stops[0].items[0]"),
        (stop(items=[""]), "stops[0].items[0]"),
        (stop(items=["x" * 1001]), "stops[0].items[0]: at most 1000 characters"),
        (stop(items=[7]), "stops[0].items[0]"),
        (stop(seconds=2.9), "stops[0].seconds"),
        (stop(seconds=121), "stops[0].seconds"),
        (stop(seconds="10"), "stops[0].seconds"),
        ([], "object"),
        ("nope", "Invalid JSON"),
        ('{"id": NaN}', ""),
        (json.dumps(stop()).replace("0.5/1", "\\ud800"), "JSON"),
        ("[" * 100_000, "JSON"),
        (" " * (MAX_BYTES + 1), "at most 1 MB"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_what_does_not_do_is_said_in_one_line(document: Any, said: str) -> None:
    assert said.casefold() in refusal(document).casefold()


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity"])
def test_no_number_that_is_none_comes_in(number: str) -> None:
    refusal(json.dumps(stop(seconds=7.5)).replace("7.5", number))
    refusal(json.dumps(stop(region=[[0, 0], [1, 1], [0.75, 1]])).replace("0.75", number))


def test_what_is_not_seen_is_taken_out_of_texts() -> None:
    read = read_tour(
        json.dumps(
            stop(
                name={"fr": " a\u0007b\u202ec\n\u200bd "},
                text={"fr": "\r\nÉ\u0300te\u0301\r\n\n\u2066x\u0085y\t<b>"},
            )
        )
    )
    assert read.stops[0].name["fr"] == "abc d"
    assert read.stops[0].text["fr"] == "É\u0300té\n\nx\ny <b>"


@given(some.text())
def test_a_cleaned_text_is_clean(given_text: str) -> None:
    once = text.paragraphs(given_text)
    assert text.paragraphs(once) == once
    once.encode()
    assert text.is_plain(text.line(given_text))


@pytest.mark.parametrize(
    "view",
    ["map/0/0/0", "a%2Fb/.5/1./1e-7", "map/-1/2/-40/", "map/0.5/0.5/3//0/1.5", "m/0/0/0/x%20/1/1"],
)
def test_views_are_read(view: str) -> None:
    parse_view(view)


@pytest.mark.parametrize(
    "view",
    [
        *("", "map", "map/0/0", "map/0/0/0/x/1", "map/0/0/0/x/1/1/1", "/0/0/0", "map//0/0"),
        *("map/a/0/0", "map/0/0/41", "map/-1.1/0/0", "map/0/2.1/0", "map/NaN/0/0"),
        *("map/Infinity/0/0", "map/1e999/0/0", "map/0x1/0/0", "map/0/0/0//x/0", "%E9/0/0/0"),
        *("%zz/0/0/0", "%/0/0/0", "map/0/0/0/%C3", "map/٣/0/0", "map/1_0/0/0", "map/ 1/0/0"),
    ],
)
def test_what_is_no_view_is_refused_in_one_line(view: str) -> None:
    with pytest.raises(ValueError, match="view") as refused:
        parse_view(view)
    assert "\n" not in str(refused.value)


@given(
    layout=some.text(min_size=1).filter(lambda text: text.isprintable()),
    item=some.text().filter(lambda text: text.isprintable()),
    x=some.floats(-1, 2),
    zoom=some.floats(-40, 40),
)
def test_a_view_that_was_written_is_read(layout: str, item: str, x: float, zoom: float) -> None:
    written = format_view(
        layout=encoded(layout), x=x, y=0, zoom=zoom, item=encoded(item), hanging=(0, 0)
    )
    read = parse_view(written)
    assert (read.layout, read.item) == (layout, item)
    assert math.isclose(read.x, x, abs_tol=1e-6) and math.isclose(read.zoom, zoom, abs_tol=1e-6)


def test_what_goes_on_a_board_is_bounded() -> None:
    assert checked_name(" Mon\ntableau ") == "Mon tableau"
    assert checked_notes({"fr": " a ", "en": " "}) == {"fr": "a"}
    assert checked_ids(("a", "b", "a")) == ("a", "b")
    for refused in (
        lambda: checked_name("x" * 121),
        lambda: checked_notes({"fr": "x" * 2001}),
        lambda: checked_notes({"<script>": "x"}),
        lambda: checked_ids(("a\n",)),
        lambda: checked_ids(tuple(map(str, range(10_001)))),
    ):
        with pytest.raises(InvalidError):
            refused()
