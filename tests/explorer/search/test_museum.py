"""Real works, real vectors: run where ``CIMAISE_COLLECTIONS`` names a folder that has them.

The folder holds ``museum/`` (``metadata.csv``, images, ``clip_vit_b32_openai.npy``), and beside it
is ``vocabulary/`` (``names.txt``, ``names.csv``, ``clip_vit_b32_openai_text.npy``).
"""

import os
from pathlib import Path

import pytest

from benchmarks.precision import ALSO, ASKED, measure
from explorer.collection import Collection
from tests.makers import Source, build

FOLDER = Path(os.environ.get("CIMAISE_COLLECTIONS", "")) / "museum"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (FOLDER / "metadata.csv").is_file(), reason="CIMAISE_COLLECTIONS names no museum"
    ),
]


@pytest.fixture(scope="module", params=["names.csv", "names.txt"])
def museum(request, tmp_path_factory):
    words = FOLDER.parent.parent / "vocabulary"
    source = Source(
        FOLDER / "metadata.csv",
        FOLDER / "clip_vit_b32_openai.npy",
        words / request.param,
        words / "clip_vit_b32_openai_text.npy",
        (),
    )
    return Collection(build(source, tmp_path_factory.mktemp("museum") / "museum", workers=2))


@pytest.mark.parametrize(("pairs", "least"), [(ASKED, 0.9), (ALSO, 0.8)])
def test_the_right_works_come_first_in_both_languages(museum, pairs, least):
    lines = measure(museum, pairs)
    for language in ("en", "fr"):
        found = [line.found["both, as served", language] / line.out_of for line in lines]
        assert sum(found) / len(found) >= least
