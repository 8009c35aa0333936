import numpy as np
import pytest
from PIL import Image

from benchmarks.clustered import TOPS
from benchmarks.synthetic import Synthetic, build, make, queries
from benchmarks.synthetic_pictures import VARIATIONS, varied
from benchmarks.synthetic_records import records
from explorer.bundle import Bundle, verify
from explorer.collection import Collection


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    for at in range(3):
        Image.linear_gradient("L").resize((300, 200 + 60 * at)).convert("RGB").save(
            folder / f"{at}.png"
        )
    return varied(folder, folder / "made", most=3, workers=1)


def test_pictures_come_in_variations(pictures):
    assert [len(same) for same in pictures] == [len(VARIATIONS)] * 3
    assert len({one.sha for same in pictures for one in same}) > 3


@pytest.mark.parametrize("quick", [True, False])
def test_a_collection_to_look_at_opens_and_is_whole(tmp_path, pictures, quick):
    out = tmp_path / "made"
    build(out, Synthetic(n=120, dim=32, pictures=pictures, quick=quick))
    assert not verify(out)
    bundle = Bundle(out)
    names = [layout.name for layout in bundle.manifest.layouts]
    assert names == ["map", "grid", "themes", "timeline", "colour", "places"]
    assert len(Collection(out).items([0, 119], language="fr")) == 2


def test_records_are_as_uneven_as_real_ones():
    top = np.arange(600) % TOPS
    sizes = np.full(600, 9)
    shown = {"sha256": ["0" * 64] * 600, "colour": ["#887766"] * 600}
    shown |= {"width": sizes, "height": sizes}
    table = records(np.random.default_rng(0), start=5, top=top, pictures=shown)
    assert table["id"][0].as_py() == "item-0000005"
    years = table["year_from"].to_numpy()
    assert np.isnan(years).any()
    assert (years < 0).any()
    assert not (years == 0).any()
    assert (table["year_to"].to_numpy() > years).any()
    for column in ("creator", "lat", "lng", "date"):
        assert 0 < table[column].null_count < 600


def test_the_same_seed_makes_the_same_collection(tmp_path, pictures):
    made = []
    for name in ("one", "two"):
        build(tmp_path / name, Synthetic(n=60, dim=32, pictures=pictures, quick=True))
        made.append(Bundle(tmp_path / name))
    assert made[0].items.equals(made[1].items)
    assert (made[0].layout("map") == made[1].layout("map")).all()


def test_a_collection_to_be_searched(tmp_path):
    make(tmp_path / "n50", n=50)
    assert not verify(tmp_path / "n50")
    assert queries(tmp_path / "n50", count=3, seed=0).shape == (3, 512)
