"""``vocabulary``: words with their vectors, to name themes and to search with no text tower."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.bundle import files
from precompute.errors import InputError
from precompute.pipeline import Build, Output, Stage
from precompute.vocabularies import BUILT_IN, read_names
from precompute.word_statistics import word_statistics

if TYPE_CHECKING:
    from precompute.pipeline import Facts

AT_ONCE = 64
"""Words in a checkpoint: some seconds of work without a GPU."""

Words = tuple[dict[str, list[str]], np.ndarray]
"""Names by language, and their float32 vectors [m, dim], unit length."""


def _wanted(build: Build) -> bool:
    options = build.options
    if options.vocabulary_vectors is not None and options.vocabulary is None:
        raise InputError("--vocabulary-vectors needs the names they belong to: give --vocabulary")
    kept = build.adding and build.base is not None and build.base.vocabulary is not None
    return options.vocabulary is not None or options.vectors is None or kept


def _check(build: Build) -> None:
    options = build.options
    missing = next((path for path in _given(build) if not path.is_file()), None)
    if missing is not None:
        raise InputError(f"{missing} does not exist: check the path given for the vocabulary")
    if options.vocabulary is None:
        return
    names = read_names(options.vocabulary)
    if options.vocabulary_vectors is not None:
        _read_vectors(options.vocabulary_vectors, count=len(next(iter(names.values()))))
    elif options.vectors is not None:
        raise InputError(
            "the vocabulary's words cannot be turned into vectors without a model: "
            "give --vocabulary-vectors, made by the model that made --vectors"
        )


def _given(build: Build) -> list[Path]:
    options = build.options
    return [path for path in (options.vocabulary, options.vocabulary_vectors) if path is not None]


def _settings(build: Build) -> Facts:
    given = _given(build)
    if not given and build.adding and build.base is not None:
        return {"base": build.base.manifest.version}
    return {"files": [files.sha256_of(path) for path in given or [BUILT_IN]]}


def _run(build: Build) -> Output:
    build.work.begin([files.VOCABULARY])
    words = _words(build)
    if words is None:
        build.progress.say("  vocabulary: the model has no text tower, so there is none")
        return Output(facts={"words": 0, "languages": []})
    names, vectors = words
    with np.errstate(all="ignore"):
        kept = vectors.astype(np.float16)
    mean, deviation = word_statistics(build.bundle.vectors, kept, seed=build.options.seed)
    arrays = {"vectors": kept, "mean": mean, "deviation": deviation}
    arrays |= {f"names_{code}": np.array(column) for code, column in names.items()}
    save: Any = np.savez_compressed  # its stub takes every name for its own option
    with build.work.replacing(files.VOCABULARY) as temporary, temporary.open("wb") as handle:
        save(handle, **arrays)
    return Output(
        files=(files.VOCABULARY,), facts={"words": len(vectors), "languages": list(names)}
    )


def _words(build: Build) -> Words | None:
    options, dim = build.options, build.bundle.vectors.shape[1]
    if options.vocabulary is None and build.adding and build.base is not None:
        base = build.base.vocabulary
        if base is not None:
            return base.names, base.vectors.astype(np.float32)
    names = read_names(options.vocabulary or BUILT_IN)
    if options.vocabulary_vectors is not None:
        return names, _read_vectors(
            options.vocabulary_vectors, count=len(next(iter(names.values()))), dim=dim
        )
    return _encode(build, names)


def _encode(build: Build, names: dict[str, list[str]]) -> Words | None:
    model = build.model
    assert model is not None, "with imported vectors, those of the vocabulary are given too"
    if model.preprocessing.text is None:
        if build.options.vocabulary is None:
            return None
        raise InputError(
            f"{model.info.name} has no text tower: give --vocabulary-vectors too, or no vocabulary"
        )
    language = _best_language(names, model.info.languages)
    words = names[language]
    mark = hashlib.sha256(
        "\0".join([build.records["embed"].fingerprint, language, *words]).encode()
    ).hexdigest()[:16]
    vectors = []
    bar = build.progress.bar(len(words), "vocabulary", unit="word")
    for start in range(0, len(words), AT_ONCE):
        part = words[start : start + AT_ONCE]
        shard = build.work.scratch("vocabulary") / f"{mark}-{start:06d}.npy"
        if not shard.exists():
            with files.replacing(shard) as temporary, temporary.open("wb") as handle:
                np.save(handle, model.encode_text(part, language=language))
        vectors.append(np.load(shard, allow_pickle=False))
        bar.update(len(part))
    bar.close()
    return names, _unit(np.concatenate(vectors).astype(np.float32))


def _best_language(names: dict[str, list[str]], spoken: tuple[str, ...]) -> str:
    """The column a model reads best: English where there is one, else a language it knows."""
    known = [code for code in names if code in spoken]
    return "en" if "en" in names else next(iter([*known, *names]))


def _read_vectors(path: Path, *, count: int, dim: int | None = None) -> np.ndarray:
    """float32 [count, dim] of unit length, from an ``.npy`` file; ``InputError`` otherwise."""
    try:
        vectors = np.load(path, allow_pickle=False, mmap_mode="r")
    except (OSError, ValueError, EOFError):
        raise InputError(f"{path} is not an array of numbers saved by numpy (.npy)") from None
    if not isinstance(vectors, np.ndarray) or vectors.ndim != 2 or vectors.dtype.kind != "f":
        raise InputError(f"{path} must hold a table of floats, one line a name")
    if len(vectors) != count:
        raise InputError(
            f"{path} has {len(vectors)} vectors for {count} names: they must be the same number"
        )
    if dim is not None and vectors.shape[1] != dim:
        raise InputError(
            f"{path} has {vectors.shape[1]} dimensions and the images have {dim}: "
            "both must come from the same model"
        )
    loaded = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(loaded, axis=1)
    bad = np.flatnonzero(~np.isfinite(lengths) | (lengths < 1e-6))
    if len(bad):
        raise InputError(
            f"{path}: vector {bad[0] + 1} is not usable (zero, NaN or infinite), "
            f"as are {len(bad) - 1} more: make them again"
        )
    return _unit(loaded)


def _unit(vectors: np.ndarray) -> np.ndarray:
    unit: np.ndarray = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


STAGE = Stage(
    name="vocabulary",
    run=_run,
    after=("embed",),
    wanted=_wanted,
    check=_check,
    settings=_settings,
)
