"""What a build would cost, found by reading the source and trying a few of its images."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from explorer.bundle import PREVIEW
from precompute import costs
from precompute.decode import RejectedError, Wanted, decode
from precompute.errors import InputError
from precompute.faiss_index import plan_index
from precompute.imported import ImportedVectors, imported_vectors
from precompute.options import BuildOptions
from precompute.sources import Remote, Source, open_source
from precompute.sources.row import Row
from precompute.tiling import Whole, needs_tiles, weigh

SAMPLE = 200
"""Rows that are looked at."""

TRIED, PATIENCE = 24, 3.0
"""Images that are decoded at most, and seconds that this may take (but for the last image)."""

_NEEDS = {
    "timeline": ("year_from", "hardly any row has a date"),
    "places": ("lat", "hardly any row has coordinates"),
}

_REMOTE_BYTES = 250_000
_REMOTE_THUMBS = 90_000.0
_REMOTE_SECONDS, _REMOTE_ANSWER = 0.06, 0.5
"""What a picture of 1,024 pixels is taken to weigh, to give, and to cost."""

_MOST_PIXELS = 50_000_000  # larger pictures would make one wait


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The cost of a build. Sizes are in bytes, times in seconds; all are estimates.

    ``images`` are those that a build would most likely accept, of ``rows`` rows or files;
    ``source_bytes`` is the size of their files.
    """

    source: str
    rows: int
    images: int
    source_bytes: int
    disk: dict[str, int]
    memory: int
    seconds: dict[str, float]
    download: int = 0
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def to_text(self) -> str:
        """The plan as a few lines to read."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{self.source}: {self.images:,} images, {_size(self.source_bytes)}"
        yield ""
        yield f"disk    about {_size(sum(self.disk.values()))}"
        yield from (f"        {_size(size):>9}  {part}" for part, size in self.disk.items() if size)
        yield f"memory  about {_size(self.memory)}"
        yield f"time    about {_duration(sum(self.seconds.values()))}"
        yield from (
            f"        {_duration(time):>9}  {part}" for part, time in self.seconds.items() if time
        )
        if self.download:
            yield f"to fetch once, if it is not here yet: {_size(self.download)} of weights"
        yield ""
        yield from (f"assumed: {line}" for line in self.assumptions)
        yield from (f"beware: {line}" for line in self.warnings)
        yield "nothing was written"


def plan(options: BuildOptions) -> Plan:
    """Estimate what ``build`` would cost with these options; writes nothing.

    Raises ``InputError`` with one line when the source or the options do not do.
    """
    source = open_source(options.source, options.visit)
    if isinstance(source, Remote):
        return _plan_remote(options, source)
    rows, sample = source.survey(SAMPLE, seed=options.seed)
    there = [row for row in sample if not row.reason]
    if not there:
        raise _nothing(options.source, rows, sample)
    tried = _try(source.root, there, max_pixels=options.max_pixels)
    whole = (
        _cut(source.root, tried, max_pixels=options.max_pixels) if options.full == "tiles" else None
    )
    if tried.rejected and tried.rejected == tried.count:
        raise InputError(
            f"none of {tried.count} files tried in {options.source} can be used "
            f"(the first: {tried.first_refusal})"
        )
    images = max(1, round(rows * len(there) / len(sample) * tried.accepted))
    left_out = tuple(name for name in options.layouts if _is_bare(name, there))
    made = _estimate(
        options,
        rows=rows,
        images=images,
        each=sum(row.size for row in there) / len(there),
        tried=tried,
        whole=whole,
        layouts=len(options.layouts) - len(left_out),
    )
    vectors = imported_vectors(options.vectors) if options.vectors else None
    return replace(
        made,
        assumptions=(
            *_looked_at(sample, there, tried),
            *made.assumptions,
            *_about_large(tried, whole),
            *(f"the layout {name} is left out: {_NEEDS[name][1]}" for name in left_out),
        ),
        warnings=tuple(_warnings(source, vectors)),
    )


def _plan_remote(options: BuildOptions, source: Remote) -> Plan:
    """The same of an address: its first documents are read, none of its pictures."""
    found = source.reckon()
    images = max(1, found.pictures)
    tried = _Trial(seconds=_REMOTE_SECONDS, thumbs=_REMOTE_THUMBS)
    made = _estimate(
        options,
        rows=images,
        images=images,
        each=_REMOTE_BYTES,
        tried=tried,
        whole=None,
        layouts=len(options.layouts),
    )
    requests = images + found.read + found.unread
    fetching = requests * (options.pause + _REMOTE_ANSWER)
    listed = f", {found.unread} more are listed and taken to be like them" if found.unread else ""
    return replace(
        made,
        disk={"fetched pictures and documents": images * _REMOTE_BYTES} | made.disk,
        seconds={"fetching, politely": fetching} | made.seconds,
        assumptions=(
            f"{found.read} documents were read{listed}; they have {found.canvases} canvases",
            f"a request every {options.pause + _REMOTE_ANSWER:g} s, one a picture; "
            f"{_size(_REMOTE_BYTES)} a picture of 1,024 px",
            *made.assumptions,
        ),
        warnings=tuple(f"not read: {where} ({why})" for where, why in found.faults[:5]),
    )


def _estimate(
    options: BuildOptions,
    *,
    rows: int,
    images: int,
    each: float,
    tried: _Trial,
    whole: _Whole | None,
    layouts: int,
) -> Plan:
    """What ``images`` of ``rows`` would cost; ``each`` is the mean size of a file in bytes."""
    gpu = _has_gpu(options.device)
    model = None
    if options.vectors is None:
        model = costs.model_cost(options.model, gpu=gpu)
    vectors = imported_vectors(options.vectors) if options.vectors else None
    dim = vectors.dim if vectors else model.dim if model else 0
    workers = max(1, options.workers)
    seconds = {"decoding, thumbnails": rows * tried.seconds / workers}
    if whole:
        seconds["full pictures"] = images * whole.seconds / workers
    if model and gpu:  # while the processors decode
        alone = model.seconds(images, gpu=True, cores=workers)
        seconds["embedding, beyond decoding"] = max(0.0, alone - sum(seconds.values()))
    elif model:
        seconds["embedding"] = model.seconds(images, gpu=False, cores=workers)
    looked_for = options.reproductions != "none"
    parts = bool(model) and options.reproductions == "crops"
    if looked_for:
        seconds |= costs.reproduction_seconds(
            images, parts=parts, model=model, gpu=gpu, cores=workers
        )
    compared, beside = costs.reproduction_bytes(images, parts=parts, dim=dim)
    return Plan(
        source=options.source,
        rows=rows,
        images=images,
        source_bytes=round(each * images),
        disk=costs.bundle_bytes(
            images,
            dim=dim,
            index=plan_index(images, dim).bytes_per_vector,
            thumbs=tried.thumbs,
            layouts=layouts,
            export=model.export if model else 0,
            full=whole.size if whole else 0.0,
        )
        | ({"reproductions": compared, "features, while building": beside} if looked_for else {}),
        memory=costs.peak_memory(
            images,
            dim=dim,
            workers=workers,
            model=model,
            largest=max(tried.large.values(), default=0) if whole else 0,
        ),
        seconds=seconds | costs.other_seconds(images, layouts=layouts, thumbs=2 * images),
        download=model.download if model and not options.weights else 0,
        assumptions=tuple(_assumptions(model, workers=workers, gpu=gpu)),
    )


@dataclass
class _Trial:
    """What decoding a few images gave: means of one image."""

    count: int = 0
    rejected: int = 0
    seconds: float = 0.0
    thumbs: float = 0.0
    first_refusal: str = ""
    large: dict[str, int] = field(default_factory=dict)
    """Pixels of each file that has more to show than its derivatives."""

    @property
    def accepted(self) -> float:
        return 1 - self.rejected / self.count if self.count else 1.0


def _try(root: Path, rows: list[Row], *, max_pixels: int) -> _Trial:
    trial = _Trial()
    wanted = Wanted(max_pixels=min(max_pixels, _MOST_PIXELS))
    made = spent = 0.0
    began = time.monotonic()
    for row in rows[:TRIED]:
        started = time.monotonic()
        if started - began > PATIENCE:
            break
        try:
            found = decode(root / row.file, wanted)
        except RejectedError as error:
            if error.reason == "too_many_pixels" and max_pixels > _MOST_PIXELS:
                continue  # it would be accepted; it is only too long to try
            trial.rejected += 1
            trial.first_refusal = trial.first_refusal or f"{row.file}: {error.detail}"
        else:
            made += sum(map(len, found.thumbs.values()))
            if needs_tiles(found.width, found.height):
                trial.large[row.file] = found.width * found.height
        trial.count += 1
        spent += time.monotonic() - started
    trial.seconds = spent / max(1, trial.count)
    trial.thumbs = made / max(1, trial.count - trial.rejected)
    return trial


@dataclass(frozen=True)
class _Whole:
    """What cutting a few full pictures gave: bytes and seconds, means of one image, large or not.

    ``count`` pictures were cut.
    """

    count: int
    size: float
    seconds: float


def _cut(root: Path, trial: _Trial, *, max_pixels: int) -> _Whole:
    made = pixels = count = 0
    began = time.monotonic()
    for name, size in sorted(trial.large.items(), key=lambda entry: entry[1]):
        if time.monotonic() - began > PATIENCE:
            break
        try:
            made += weigh(root / name, Whole(max_pixels=max_pixels))
        except RejectedError:
            continue
        pixels += size
        count += 1
    spent = time.monotonic() - began
    # What they take grows with their pixels: the others are reckoned by theirs.
    share = sum(trial.large.values()) / max(1, pixels) / max(1, trial.count - trial.rejected)
    return _Whole(count, made * share, spent * share)


def _about_large(trial: _Trial, whole: _Whole | None) -> Iterator[str]:
    large, tried = len(trial.large), trial.count - trial.rejected
    if not large:
        return
    if whole is None:
        yield (
            f"{large} of {tried} pictures tried are larger than {PREVIEW} px: only their "
            "derivatives are kept, unless you give --full tiles"
        )
    else:
        yield (
            f"{large} of {tried} pictures tried are larger than {PREVIEW} px; {whole.count} "
            "were cut into tiles, the others are reckoned by their pixels"
        )


def _looked_at(sample: list[Row], there: list[Row], tried: _Trial) -> Iterator[str]:
    if len(there) < len(sample):
        yield f"of {len(sample)} rows looked at, {len(sample) - len(there)} have no file"
    yield (
        f"of {len(there)} files looked at, {tried.count} were decoded, "
        f"{tried.rejected} of them cannot be used; the others are taken to be like them"
    )


def _assumptions(model: costs.ModelCost | None, *, workers: int, gpu: bool) -> Iterator[str]:
    yield f"{workers} processes decode at once, and nothing else keeps the machine busy"
    if model:
        speed = 1 / model.seconds(1, gpu=gpu, cores=workers)
        where = "a GPU" if gpu else f"{workers} cores without a GPU"
        yield f"{model.name} embeds about {_rate(speed)} images a second on {where}"
        yield "its speed is computed from its size; its memory is that of its weights, and more"
    else:
        yield "your vectors are taken as they are: no model is run, fetched or exported"
    yield "sheets, layouts and themes: from builds of some thousand images; expect a factor of two"


def _warnings(source: Source, vectors: ImportedVectors | None) -> Iterator[str]:
    if vectors and len(vectors.array) != source.total:
        yield (
            f"{vectors.path} has {len(vectors.array)} vectors, {source.total} are wanted: "
            "one for each row, in order"
        )
    yield from source.notes


def _nothing(given: str, rows: int, sample: list[Row]) -> InputError:
    if not rows:
        return InputError(f"{given} holds no images: give a folder with images, or a table")
    return InputError(
        f"none of {len(sample)} rows looked at in {given} has a file that can be used "
        f"(the first: {sample[0].file or 'no name'}; {sample[0].detail})"
    )


def _is_bare(layout: str, rows: list[Row]) -> bool:
    """Whether too few of the rows have what a layout shows."""
    if layout not in _NEEDS:
        return False
    given = sum(row.values.get(_NEEDS[layout][0]) is not None for row in rows)
    return given < 0.02 * len(rows) or not given


def _has_gpu(device: str) -> bool:
    # Asking torch would take seconds; its driver leaves a file.
    return device == "cuda" or (device == "auto" and Path("/dev/nvidiactl").exists())


def _size(count: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if count >= 10 or unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s" if seconds >= 1 else "< 1 s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 172_800 else f"{seconds / 86_400:.1f} days"


def _rate(speed: float) -> str:
    return f"{speed:.1f}" if speed < 10 else f"{speed:.0f}"
