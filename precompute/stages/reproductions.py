"""Stage ``reproductions``: pictures that come back in others, proved by their geometry.

Exact copies by their bytes and pixels; pairs that may be more by hash and by vectors; each of
these compared by local features (``explorer.geometry``). Images that were compared before an
addition are not compared again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa

from explorer.bundle import RESEMBLES, Bundle, Showing, date_order, files
from precompute.pipeline import Build, Facts, Output, Stage
from precompute.processes import each
from precompute.reproductions import candidates, hashing, sketches, table, verifying, voting
from precompute.reproductions.candidates import Pool

METHOD = "sift 480 600 v6"
"""Raised when the same pictures would give other matches."""

ALIKE = 0.9
"""The cosine from which on a pair that geometry refuses is kept as resembling."""

_CLOSEST = 3  # neighbours each of which must be among the other's to resemble
_HASHED = 512  # pictures a process hashes before it tells
_OWNED = (files.MATCHES, files.HASHES)


def _wanted(build: Build) -> bool:
    if build.options.reproductions:
        return build.options.reproductions != "none"
    if build.adding and build.base is not None:
        return build.base.manifest.stage("reproductions") is not None
    return True


def _settings(build: Build) -> Facts:
    """What decides the matches: the pictures in their order, and their dates."""
    digest = hashlib.sha256()
    items = build.bundle.items.select(["sha256", "year_from", "year_to"])
    for values in zip(*(items[name].to_pylist() for name in items.schema.names), strict=True):
        digest.update(repr(values).encode())
    return {"method": METHOD, "pictures": digest.hexdigest(), "kept": _kept_of(build) is not None}


def _run(build: Build) -> Output:
    build.work.begin(_OWNED)
    pictures = _Pictures.of(build.bundle)
    kept = _kept_of(build)
    before = len(build.base) if kept is not None and build.base is not None else 0
    fresh = np.arange(len(pictures.shas)) >= before
    scratch = build.work.scratch("reproductions")
    hashes = _hashes(build, pictures, scratch, before)
    build.work.write_array(files.HASHES, hashes)
    rows = [] if kept is None else _rows_before(kept)
    rows += _same_bytes(pictures, fresh)
    pixels = list(_same_pixels(build, pictures, hashes, fresh))
    rows += pixels
    sketched = _Sketched(scratch / _digest([METHOD, *pictures.shas]), pictures)
    _sketch(build, sketched)
    pairs, mirrored = _pairs(build, sketched, hashes, fresh)
    known = {(row["original"], row["appearance"]) for row in pixels}
    if known:
        told = [(a, b) in known or (b, a) in known for a, b in pairs.tolist()]
        pairs, mirrored = pairs[~np.array(told, bool)], mirrored[~np.array(told, bool)]
    found = _compared(build, sketched, pairs, mirrored)
    matched = set()
    for one in found.to_pylist():
        first, second = (int(row) for row in pairs[one["pair"]])
        matched.add((first, second))
        rows.append(table.row_of(one, first, second))
    resembling = [
        table.resembling_row(*_older(pictures, first, second))
        for first, second in _lookalikes(build, pairs)
        if (first, second) not in matched
    ]
    made = _table(build, pictures, rows + resembling)
    build.work.write_table(files.MATCHES, made)
    facts = _facts(made, pairs=len(pairs))
    build.progress.say(
        f"  {len(pairs)} pairs compared, {facts['reproductions']} reproductions in "
        f"{facts['families']} families"
    )
    return Output(files=_OWNED, facts=facts)


@dataclass(frozen=True)
class _Pictures:
    """What the stage needs of the items: columns of n rows."""

    shas: list[str]
    sizes: list[tuple[int, int]]
    years: list[tuple[int | None, int | None]]

    @classmethod
    def of(cls, bundle: Bundle) -> _Pictures:
        names = ("sha256", "width", "height", "year_from", "year_to")
        shas, *columns = (bundle.items[name].to_pylist() for name in names)
        width, height, first, last = columns
        return cls(
            shas,
            list(zip(width, height, strict=True)),
            list(zip(first, last, strict=True)),
        )

    @cached_property
    def standing(self) -> np.ndarray:
        """int64 [n]: the first row of the same bytes, which stands for all of them."""
        first: dict[str, int] = {}
        return np.array([first.setdefault(sha, row) for row, sha in enumerate(self.shas)], np.int64)

    def showing(self, row: int) -> Showing:
        """What families are made by."""
        (width, height), (year_from, year_to) = self.sizes[row], self.years[row]
        return Showing(pixels=width * height, year_from=year_from, year_to=year_to)

    def order(self, first: int, second: int) -> str:
        """The date of the first against that of the second."""
        return date_order(self.showing(first), self.showing(second))


@dataclass(frozen=True)
class _Sketched:
    """Where the local features of the pictures are, each picture once."""

    folder: Path
    pictures: _Pictures

    @cached_property
    def rows(self) -> np.ndarray:
        """int64 [m]: the rows that stand for each picture, ascending."""
        return np.unique(self.pictures.standing)

    @cached_property
    def position(self) -> dict[int, int]:
        """The position of each of ``rows`` among them."""
        return {row: at for at, row in enumerate(self.rows.tolist())}


def _kept_of(build: Build) -> Bundle | None:
    """The bundle that is added to, if its matches were found as these are."""
    base = build.base
    record = base.manifest.stage("reproductions") if base is not None else None
    if not build.adding or base is None or record is None or base.matches is None:
        return None
    return base if record.facts.get("method") == METHOD and base.hashes is not None else None


def _rows_before(base: Bundle) -> list[table.Row]:
    assert base.matches is not None
    gone = ("cosine", "order", "family", "family_original")
    names = [name for name in base.matches.schema.names if name not in gone]
    rows: list[table.Row] = base.matches.select(names).to_pylist()
    return rows


def _hashes(build: Build, pictures: _Pictures, scratch: Path, before: int) -> np.ndarray:
    """uint64 [n, 8]; those of images that were there before are taken over."""
    out = np.zeros((len(pictures.shas), hashing.POSITIONS), np.uint64)
    if before and build.base is not None and build.base.hashes is not None:
        out[:before] = build.base.hashes
    saved = scratch / f"hashes-{_digest(pictures.shas)}.npy"
    if saved.exists():
        out[:] = np.load(saved, allow_pickle=False)
        return out
    starts = range(before, len(pictures.shas), _HASHED)
    parts = (
        hashing.Part(build.work.folder, start, tuple(pictures.shas[start : start + _HASHED]))
        for start in starts
    )
    bar = build.progress.bar(len(pictures.shas) - before, "hashes")
    for start, hashes in each(hashing.hashed, parts, workers=_workers(build, len(starts))):
        out[start : start + len(hashes)] = hashes
        bar.update(len(hashes))
    bar.close()
    with files.replacing(saved) as temporary:
        np.save(temporary, out, allow_pickle=False)
    return out


def _same_bytes(pictures: _Pictures, fresh: np.ndarray) -> Iterator[table.Row]:
    for row in np.flatnonzero((pictures.standing != np.arange(len(fresh))) & fresh).tolist():
        yield table.same_row(*_older(pictures, int(pictures.standing[row]), row), "bytes")


def _same_pixels(
    build: Build, pictures: _Pictures, hashes: np.ndarray, fresh: np.ndarray
) -> Iterator[table.Row]:
    """Other files of the same picture: the same size, hash and derivative."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for row in np.unique(pictures.standing).tolist():
        alike.setdefault((hashes[row].tobytes(), *pictures.sizes[row]), []).append(row)
    for rows in alike.values():
        if len(rows) < 2:
            continue
        first: dict[str, int] = {}
        for row in rows:
            path = build.work.path(files.thumb_path(pictures.shas[row], size=1024))
            try:
                known = first.setdefault(files.sha256_of(path), row)
            except OSError:
                continue
            if known != row and fresh[row]:
                yield table.same_row(*_older(pictures, known, row), "hash")


def _pairs(
    build: Build, sketched: _Sketched, hashes: np.ndarray, fresh: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """int64 [k, 2]: the pairs to be compared, of rows that stand for theirs; bool [k]: in a mirror
    too, for those that their hashes or features as seen in one have brought.
    """
    pictures = sketched.pictures
    standing = np.where((pictures.standing == np.arange(len(fresh)))[:, None], hashes, 0)
    near = hashing.near(standing.astype(np.uint64), fresh)
    by_features = _voted(build, sketched, fresh)
    in_mirror = by_features[by_features[:, 2] > 0]
    likely = Pool.empty().plus(near[:, 0], near[:, 1], fresh)
    likely = likely.plus(in_mirror[:, 0], in_mirror[:, 1], fresh)
    pool = likely.plus(by_features[:, 0], by_features[:, 1], fresh)
    pool = candidates.by_whole(pool, build.bundle.neighbours, pictures.standing, fresh)
    crops = build.bundle.crops if "crops" in build.records else None
    if crops is not None:
        pool = candidates.by_parts(pool, crops, _search(build), pictures.standing, fresh)
    return pool.pairs, likely.holds(pool.pairs)


def _search(build: Build) -> candidates.Search:
    from precompute import knn  # noqa: PLC0415  (faiss, not needed by a build that skips this)

    vectors = build.bundle.vectors
    nprobe = int(build.facts("index")["index"]["nprobe"])
    if not nprobe:
        return lambda asked, k: knn.exact(vectors, asked, k)
    import faiss  # noqa: PLC0415

    index = faiss.read_index(str(build.bundle.index_path))
    return lambda asked, k: knn.approximate(index, asked, k, nprobe=nprobe)


def _compared(
    build: Build, sketched: _Sketched, pairs: np.ndarray, mirrored: np.ndarray
) -> pa.Table:
    """What was found in the pairs; shards that are on disk are not compared again."""
    pictures = sketched.pictures
    folder = sketched.folder / _digest([pairs.tobytes().hex(), mirrored.tobytes().hex()])
    folder.mkdir(exist_ok=True)

    def side(row: int) -> verifying.Side:
        return verifying.Side(sketched.position[row], pictures.shas[row], *pictures.sizes[row])

    def shard(start: int) -> verifying.Shard:
        chosen = slice(start, start + verifying.SHARD)
        part = zip(pairs[chosen].tolist(), mirrored[chosen].tolist(), strict=True)
        compared = tuple((side(a), side(b), pictures.order(a, b), too) for (a, b), too in part)
        return verifying.Shard(
            build.work.folder, sketched.folder, _path(folder, start), start, compared
        )

    starts = range(0, len(pairs), verifying.SHARD)
    left = [start for start in starts if not _path(folder, start).exists()]
    before = len(pairs) - sum(min(verifying.SHARD, len(pairs) - start) for start in left)
    build.progress.went_on(before, len(pairs), "pairs", unit="pairs")
    bar = build.progress.bar(len(pairs), "pairs", unit="pairs")
    bar.update(before)
    for count in each(verifying.verify, map(shard, left), workers=_workers(build, len(left))):
        bar.update(count)
    bar.close()
    return verifying.read([_path(folder, start) for start in starts])


def _path(folder: Path, start: int) -> Path:
    return folder / f"pairs-{start:09d}.parquet"


def _sketch(build: Build, sketched: _Sketched) -> None:
    """Find the local features of every picture, once."""
    sketched.folder.mkdir(parents=True, exist_ok=True)
    shas = [sketched.pictures.shas[row] for row in sketched.rows.tolist()]
    pieces = [
        sketches.Piece(
            build.work.folder,
            sketched.folder,
            at // sketches.PIECE,
            tuple(shas[at : at + sketches.PIECE]),
        )
        for at in range(0, len(shas), sketches.PIECE)
    ]
    left = [piece for piece in pieces if not piece.is_done]
    count = sum(len(piece.shas) for piece in left)
    build.progress.went_on(len(shas) - count, len(shas), "features")
    bar = build.progress.bar(count, "features")
    for count in each(sketches.sketch, left, workers=_workers(build, len(left))):
        bar.update(count)
    bar.close()


def _voted(build: Build, sketched: _Sketched, fresh: np.ndarray) -> np.ndarray:
    """int64 [k, 3]: pairs of rows that share local features, and 1 where they do in a mirror."""
    rows, folder = sketched.rows, sketched.folder
    voting.file_all(folder, len(rows), seed=build.options.seed)
    asked = np.flatnonzero(fresh[rows])
    starts = range(0, len(asked), voting.SHARD)
    paths = [folder / f"votes-{len(asked)}-{start:09d}.npy" for start in starts]
    left = [
        voting.Asking(folder, path, tuple(asked[start : start + voting.SHARD].tolist()))
        for start, path in zip(starts, paths, strict=True)
        if not path.exists()
    ]
    bar = build.progress.bar(sum(len(one.positions) for one in left), "shared features")
    for count in each(voting.ask, left, workers=_workers(build, len(left))):
        bar.update(count)
    bar.close()
    found = [np.load(path, allow_pickle=False) for path in paths]
    voted = np.concatenate([np.zeros((0, 3), np.int64), *found])
    return np.concatenate([rows[voted[:, :2]], voted[:, 2:]], axis=1)


def _lookalikes(build: Build, pairs: np.ndarray) -> Iterator[tuple[int, int]]:
    """Pairs whose pictures are among each other's very nearest, and near indeed."""
    neighbours = np.asarray(build.bundle.neighbours[:, :_CLOSEST])
    scores = np.asarray(build.bundle.neighbour_scores[:, :_CLOSEST], np.float32)
    for first, second in pairs.tolist():
        at = np.flatnonzero(neighbours[first] == second)
        if len(at) and scores[first, at[0]] >= ALIKE and first in neighbours[second]:
            yield first, second


def _older(pictures: _Pictures, first: int, second: int) -> tuple[int, int]:
    return (second, first) if pictures.order(first, second) == "after" else (first, second)


def _table(build: Build, pictures: _Pictures, rows: list[table.Row]) -> pa.Table:
    vectors = build.bundle.vectors
    ends = [(row["original"], row["appearance"]) for row in rows]
    cosines = [
        float(np.asarray(vectors[a], np.float32) @ np.asarray(vectors[b], np.float32))
        for a, b in ends
    ]
    orders = [pictures.order(a, b) for a, b in ends]
    shown = {row: pictures.showing(row) for pair in ends for row in pair}
    return table.table_of(rows, cosines, orders, shown)


def _facts(made: pa.Table, *, pairs: int) -> Facts:
    kinds = made["kind"].to_pylist()
    shown = made["family"].to_numpy()
    return {
        "method": METHOD,
        "pairs": pairs,
        "reproductions": sum(kind != RESEMBLES for kind in kinds),
        "families": len(np.unique(shown[shown >= 0])),
        "kinds": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
    }


def _workers(build: Build, tasks: int) -> int:
    return max(1, min(build.options.workers, tasks))


def _digest(texts: list[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


STAGE = Stage(
    name="reproductions",
    run=_run,
    after=("neighbours", "crops"),
    settings=_settings,
    wanted=_wanted,
)
