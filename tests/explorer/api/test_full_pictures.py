"""Full pictures over HTTP: what is told of them, tile by tile, and what is refused."""

import io
import shutil

import httpx
import pytest
from PIL import Image

from explorer.bundle import Bundle, files
from tests.explorer.api.test_hostile import SECRET, ask
from tests.makers import LARGE
from tests.serving import serving

WIDE = 9


@pytest.fixture(scope="module")
def served(large_bundle):
    with serving(large_bundle.parent) as address:
        yield address


@pytest.fixture
def client(served):
    with httpx.Client(base_url=served) as made:
        yield made


@pytest.fixture(scope="module")
def shas(large_bundle):
    return Bundle(large_bundle).items["sha256"].to_pylist()


def told(client, row):
    return client.get("/api/v1/large/rows", params={"rows": row}).json()["results"][0]


def test_records_say_whether_there_is_a_full_picture(client, shas):
    for row in range(16):
        full = told(client, row)["full"]
        size = LARGE.get(row)
        if size is None or max(size) <= 1024:
            assert full is None
        else:
            address = f"data/large/full/{shas[row]}"
            assert full == {"width": size[0], "height": size[1], "address": address}


def test_a_collection_without_says_so(small_bundle):
    with serving(small_bundle.parent) as address:
        item = httpx.get(f"{address}/api/v1/small/items/doc-9").json()
        assert item["full"] is None
        sha = Bundle(small_bundle).items["sha256"].to_pylist()[0]
        assert httpx.get(f"{address}/data/small/full/{sha}.json").status_code == 404


def test_every_tile_is_there_and_none_beside_them(client):
    address = "/" + told(client, WIDE)["full"]["address"]
    about = client.get(f"{address}.json")
    shape = about.json()
    assert shape == {"width": 2600, "height": 1700, "tile": 512, "levels": 2}
    assert "immutable" in about.headers["cache-control"]
    for level, (across, down) in enumerate(((6, 4), (3, 2))):
        for y in range(down):
            for x in range(across):
                answer = client.get(f"{address}/{level}/{x}_{y}.webp")
                assert answer.headers["content-type"] == "image/webp"
                assert "immutable" in answer.headers["cache-control"]
                width, height = Image.open(io.BytesIO(answer.content)).size
                assert width == 512 or x == across - 1
                assert height == 512 or y == down - 1
        for x, y in ((across, 0), (0, down), (99999, 0)):
            assert client.get(f"{address}/{level}/{x}_{y}.webp").status_code == 404
    assert client.get(f"{address}/2/0_0.webp").status_code == 404
    tag = client.get(f"{address}/0/0_0.webp").headers["etag"]
    again = client.get(f"{address}/0/0_0.webp", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "rest",
    [
        *(".json.json", "/0/0_0.png", "/0/0.webp", "/0/0_0_0.webp", "/0/-1_0.webp", "/0/01_0.webp"),
        *("/-1/0_0.webp", "/00/0_0.webp", "/16/0_0.webp", "/x/0_0.webp", "/0/%30_%300.webp"),
        *("/0/0_100000.webp", "/0/" + "9" * 6000 + "_0.webp", "/" + "9" * 6000 + "/0_0.webp"),
        *("/0/..%2f0_0.webp", "/0/0_0.webp%00", "/0/٣_0.webp", "/0/ 0_0.webp"),
    ],
)
def test_other_addresses_of_a_picture_are_nothing(client, rest):
    address = told(client, WIDE)["full"]["address"]
    answer = httpx.get(httpx.URL(f"{client.base_url}/{address}{rest}"))
    assert answer.status_code == 404
    assert set(answer.json()) == {"error"}


@pytest.mark.parametrize(
    "name",
    [
        *("../collection", "..%2fcollection", "%2e%2e", "..%2f..%2f..%2fetc%2fpasswd", "A" * 64),
        *("0" * 64, "a" * 63, "a" * 65, "a" * 64 + "%00", "a" * 64 + "%2f..", "%ff" * 64, ""),
    ],
)
@pytest.mark.parametrize("rest", [".json", "/0/0_0.webp"])
def test_no_address_leads_elsewhere(served, name, rest):
    reply = ask(served, f"/data/large/full/{name}{rest}")
    assert int(reply.split(b" ", 2)[1]) in (400, 404), reply[:300]
    assert SECRET not in reply and b"sha256" not in reply and b"Traceback" not in reply


def test_a_damaged_pack_is_nothing_and_harms_no_other(large_bundle, shas, tmp_path):
    copied = tmp_path / "data" / "large"
    shutil.copytree(large_bundle, copied)
    pack = copied / files.full_path(shas[WIDE])
    whole = bytearray(pack.read_bytes())
    with serving(copied.parent) as address:
        tile = f"{address}/data/large/full/{shas[WIDE]}/0/0_0.webp"
        assert httpx.get(tile).status_code == 200
        whole[24:40] = b"\xff" * 16  # where the first tile is
        pack.write_bytes(whole)
        assert httpx.get(tile).status_code == 404
        assert httpx.get(tile.replace("0_0", "2_1")).status_code == 200
        pack.write_bytes(whole[:100])
        assert httpx.get(tile.replace("0_0", "2_1")).status_code == 404
        assert httpx.get(f"{address}/data/large/full/{shas[WIDE]}.json").status_code == 404
        pack.unlink()
        assert httpx.get(tile).status_code == 404
        other = f"{address}/data/large/full/{shas[10]}/0/0_0.webp"
        assert httpx.get(other).status_code == 200
