"""One document: deterministic, true to what was asked, and different from its neighbours."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precompute.demo import choose, plan, sample
from precompute.demo.nouns import SYNONYMS, a, le, un
from precompute.demo.sampling import techniques_of
from precompute.demo.settings import SETTINGS
from precompute.demo.subjects import SUBJECTS
from precompute.demo.techniques import TECHNIQUES

SMALL = 64


def pixels(seed: int, **asked: object) -> np.ndarray:
    return np.asarray(sample(seed, size=SMALL, **asked)[0], float)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", SUBJECTS)
def test_every_subject_can_be_drawn(key: str) -> None:
    image, truth = sample(5, subjects=(key,), size=SMALL)
    assert truth.subjects == (key,)
    assert max(image.size) == SMALL
    assert np.asarray(image, float).std() > 3


@pytest.mark.parametrize("key", TECHNIQUES)
def test_every_technique_can_be_drawn(key: str) -> None:
    image, truth = sample(6, technique=key, size=SMALL)
    assert truth.technique == key
    assert np.asarray(image, float).std() > 3


@pytest.mark.parametrize("key", SETTINGS)
def test_every_setting_can_be_drawn(key: str) -> None:
    assert sample(7, setting=key, size=SMALL)[1].setting == key


def test_the_full_archive_shows_every_subject_technique_and_setting() -> None:
    truths = [one.truth for one in plan(2000, 0) if one.truth]
    assert {key for truth in truths for key in truth.subjects} == set(SUBJECTS)
    assert {truth.technique for truth in truths} == set(TECHNIQUES)
    assert {truth.setting for truth in truths} == {*SETTINGS, ""}
    assert {truth.near for truth in truths} == {True, False}
    assert 0.05 < sum(len(truth.subjects) > 1 for truth in truths) / len(truths) < 0.4
    assert len(SUBJECTS) >= 40
    assert len(TECHNIQUES) >= 8


def test_the_same_seed_draws_the_same_pixels_and_another_does_not() -> None:
    assert np.array_equal(pixels(1), pixels(1))
    one = pixels(1, subjects=("sailing_boat",), technique="sepia", setting="sea")
    other = pixels(2, subjects=("sailing_boat",), technique="sepia", setting="sea")
    assert one.shape != other.shape or np.abs(one - other).mean() > 3


def test_techniques_change_the_picture_of_the_same_thing() -> None:
    seen = {key: pixels(3, subjects=("lighthouse",), technique=key, setting="sea") for key in
            ("sepia", "cyanotype", "engraving", "woodcut", "poster", "glass_negative")}  # fmt: skip
    means = np.array([page.reshape(-1, 3).mean(0) for page in seen.values()])
    gaps = np.abs(means[:, None] - means[None]).sum(-1) + 1000 * np.eye(len(means))
    assert gaps.min() > 6
    blue = seen["cyanotype"].reshape(-1, 3).mean(0)
    assert blue[2] > blue[0] + 15
    brown = seen["sepia"].reshape(-1, 3).mean(0)
    assert brown[0] > brown[2] + 15


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=150, deadline=None)
def test_what_is_chosen_goes_together(seed: int) -> None:
    truth = choose(np.random.default_rng(seed))
    lead = SUBJECTS[truth.subjects[0]]
    assert truth.technique in techniques_of(lead.key)
    assert truth.setting in (lead.settings or ("",))
    assert truth.near or lead.far
    assert len(set(truth.subjects)) == len(truth.subjects) <= 2


@given(st.integers(0, 2**32 - 1), st.integers(16, 300))
@settings(max_examples=6, deadline=None)
def test_any_seed_draws_at_any_size(seed: int, size: int) -> None:
    image, _ = sample(seed, size=size)
    assert max(image.size) == size


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"subjects": ("unicorn",)}, "unicorn is not one of"),
        ({"technique": "hologram"}, "hologram is not one of"),
        ({"subjects": ("letter",), "technique": "poster"}, "never in poster"),
        ({"subjects": ("steamship",), "setting": "street"}, "never seen in street"),
    ],
)
def test_what_does_not_exist_is_refused(asked: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        sample(0, **asked)  # type: ignore[arg-type]


def test_names_take_their_articles() -> None:
    assert a("umbrella") == "an umbrella"
    assert a("lighthouse") == "a lighthouse"
    assert a("children") == "children"
    assert un("church") == "une église"
    assert un("children") == "des enfants"
    assert le("church") == "L'église"
    assert le("harbour") == "Le port"
    assert set(SYNONYMS) <= set(SUBJECTS)
