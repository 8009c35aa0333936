"""The examples of ``docs/api.md`` are asked, and answer what the page says, in shape."""

import json
import os
import re
import shutil
from pathlib import Path

import httpx
import pytest

from explorer.settings import Settings
from tests.serving import serving

PAGE = Path(__file__).resolve().parents[3] / "docs" / "api.md"
EXAMPLE = re.compile(r"```http\nGET (\S+)\n```\n+```json\n(.*?)```", re.DOTALL)
TOUR = "api/v1/museum/tours/chevaux"
EXAMPLES = EXAMPLE.findall(PAGE.read_text("utf-8"))


@pytest.fixture(scope="module")
def museum(small_bundle, tmp_path_factory):
    data = tmp_path_factory.mktemp("docs")
    shutil.copytree(small_bundle, data / "museum", copy_function=os.link)
    with serving(data) as address:
        httpx.get(f"{address}/api/v1/collections")
        tour = f"{address}/{TOUR}"
        json_ = {"Content-Type": "application/json"}
        assert httpx.put(tour, content=dict(EXAMPLES)[TOUR], headers=json_).status_code == 201
        yield address


def same_shape(told, got, place="answer"):
    """Every key of the page is in the answer and the reverse, with values of the same kind."""
    if told is None or got is None:
        return
    if isinstance(told, dict):
        assert isinstance(got, dict), place
        if "..." not in told and place != "answer.extra":
            assert set(told) == set(got), place
        for key in told.keys() - {"..."}:
            same_shape(told[key], got[key], f"{place}.{key}")
    elif isinstance(told, list):
        assert isinstance(got, list), place
        for mine, its in zip(told, got, strict=False):
            same_shape(mine, its, f"{place}[]")
        assert got or not told or not place.endswith((".results", ".medoids", ".why")), place
    else:
        numbers = (int, float)
        kind = numbers if isinstance(told, numbers) and not isinstance(told, bool) else type(told)
        assert isinstance(got, kind), f"{place}: {got!r}"


def test_the_page_has_examples():
    assert len(EXAMPLES) >= 11


@pytest.mark.parametrize(("address", "told"), EXAMPLES, ids=[address for address, _ in EXAMPLES])
def test_an_example_is_what_is_answered(museum, address, told):
    same_shape(json.loads(told), httpx.get(f"{museum}/{address}").json())


@pytest.mark.parametrize(
    ("address", "told"),
    [
        pair
        for pair in EXAMPLES
        if "nobody" in pair[0] or "xyzzy" in pair[0] or "q=che&" in pair[0] or pair[0] == TOUR
    ],
)
def test_examples_without_figures_are_exact(museum, address, told):
    got = httpx.get(f"{museum}/{address}").text.replace("\u00a0", " ")
    assert json.loads(got) == json.loads(told)


def test_every_route_is_described():
    from explorer.api import routes
    from explorer.catalogue import Catalogue

    page = PAGE.read_text("utf-8").replace("museum", "{collection}")
    mounted = [
        route
        for profile in ("curator", "public", "kiosk")
        for route in routes(Catalogue("none"), Settings(profile=profile))
    ]
    for route in mounted:
        if "{rest" not in route.path:
            start = route.path.lstrip("/").split("/{id")[0].split("/{z}")[0].split("{name}")[0]
            assert start in page, route.path


def test_every_setting_that_the_page_names_exists():
    named = set(re.findall(r"EXPLORER_([A-Z_]+)", PAGE.read_text("utf-8")))
    assert named
    assert named <= {name.upper() for name in Settings.model_fields}
