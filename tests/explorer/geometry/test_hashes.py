import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.geometry import NO_HASH, hash_of, hashes_of
from tests.explorer.geometry.drawn import drawn


def apart(first, second):
    return int(np.bitwise_count(np.uint64(first) ^ np.uint64(second)))


def test_a_hash_is_what_it_was():
    # Bundles keep hashes: another number would make them useless.
    ramp = np.add.outer(np.arange(64) * 3, np.arange(48) * 2).astype(np.uint8)
    ramp[10:30, 20:40] = 250
    assert hash_of(ramp) == hash_of(ramp.copy())
    assert int(hash_of(ramp)) == RAMP


RAMP = 11915035629742340136


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), scale=st.floats(0.3, 2.0), quality=st.integers(25, 95))
def test_size_and_coding_hardly_change_a_hash(seed, scale, quality):
    page = drawn(seed)
    other = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    coded = cv2.imencode(".jpg", other, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    assert apart(hash_of(page), hash_of(cv2.imdecode(coded, cv2.IMREAD_COLOR))) <= 7


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_eight_positions_are_those_of_the_picture_turned_and_mirrored(seed):
    page = drawn(seed)
    given_hashes = hashes_of(page)
    assert len(given_hashes) == 8
    for mirrored in (False, True):
        start = page[:, ::-1] if mirrored else page
        for quarters in range(4):
            there = np.ascontiguousarray(np.rot90(start, -quarters))
            assert apart(given_hashes[4 * mirrored + quarters], hash_of(there)) <= 2


def test_pictures_differ_in_about_half_their_bits():
    hashes = [hash_of(drawn(seed)) for seed in range(40)]
    between = [apart(a, b) for at, a in enumerate(hashes) for b in hashes[at + 1 :]]
    assert min(between) > 7
    assert 26 < np.mean(between) < 38


def test_flat_and_tiny_pictures_have_no_hash():
    for flat in (
        np.zeros((1, 1, 3), np.uint8),
        np.full((300, 200), 128, np.uint8),
        np.zeros((1, 4000, 3), np.uint8),
    ):
        assert (hashes_of(flat) == NO_HASH).all()
