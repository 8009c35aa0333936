"""Stages, fingerprints, resume, and the publication of a bundle."""

from __future__ import annotations

import datetime
import fcntl
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.bundle import (
    Bundle,
    BundleError,
    Counts,
    LayoutInfo,
    Manifest,
    ModelInfo,
    StageRecord,
    WorkFolder,
    files,
)
from precompute.errors import InputError, NothingNewError
from precompute.options import BuildOptions
from precompute.progress import Progress

if TYPE_CHECKING:
    from precompute.models import Model

Facts = dict[str, Any]


@dataclass(frozen=True)
class Output:
    """What a stage made: the files or folders it owns in the bundle, and facts for later stages.

    ``facts`` is plain JSON; it is kept in ``collection.json``.
    """

    files: tuple[str, ...] = ()
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One step of a build.

    Its fingerprint is made of its name, its ``version`` (raised when its code would give
    something else), its ``settings`` and the fingerprints of the stages it comes ``after``. A
    stage whose fingerprint is unchanged is not run again: its files are taken from the work
    folder, or from the bundle being replaced. A stage with ``always`` is run at each build. What
    can be known to be wrong beforehand its ``check`` says, with ``InputError``, before any runs.
    """

    name: str
    run: Callable[[Build], Output]
    after: tuple[str, ...] = ()
    settings: Callable[[Build], Facts] = lambda build: {}
    wanted: Callable[[Build], bool] = lambda build: True
    check: Callable[[Build], None] = lambda build: None
    version: int = 1
    always: bool = False


@dataclass
class Build:
    """A build under way, as its stages see it.

    ``base`` is the bundle that will be replaced, if there is one; when ``adding``, its images
    come first, in their rows, and keep their positions.
    """

    options: BuildOptions
    work: WorkFolder
    progress: Progress
    base: Bundle | None = None
    adding: bool = False
    records: dict[str, StageRecord] = field(default_factory=dict)

    def facts(self, stage: str) -> Facts:
        """The facts of a stage that is done."""
        return dict(self.records[stage].facts)

    @property
    def layouts(self) -> list[Facts]:
        """What is known of each layout made so far, in order."""
        made = (name for name in ("layouts", "arrangements") if name in self.records)
        return [dict(layout) for name in made for layout in self.facts(name)["layouts"]]

    @cached_property
    def model(self) -> Model | None:
        """The model that embeds this collection, loaded at first use; ``None`` with vectors."""
        from precompute.models import model_for  # noqa: PLC0415  (torch takes seconds to import)

        return model_for(self.options, base=self.base if self.adding else None)

    @cached_property
    def bundle(self) -> Bundle:
        """The files made so far, to be read with the accessors of a finished bundle."""
        return PartialBundle(self.work.folder, self.records)


class PartialBundle(Bundle):
    """A bundle in the making: the files are there, ``collection.json`` is not yet."""

    def __init__(self, folder: Path, records: dict[str, StageRecord]) -> None:
        self.folder = folder
        self._records = records

    def __len__(self) -> int:
        return int(self._fact("items", "items"))

    @cached_property
    def manifest(self) -> Manifest:  # type: ignore[override]
        """As much of the manifest as reading arrays needs."""
        return Manifest(
            name=self.folder.name,
            model=ModelInfo.model_validate(self._fact("embed", "model")),
            counts=Counts(items=len(self)),
        )

    def _fact(self, stage: str, name: str) -> Any:
        return self._records[stage].facts[name]


@dataclass(frozen=True)
class Result:
    """How a build ended: the bundle's manifest, and the stages that had to run."""

    manifest: Manifest
    ran: tuple[str, ...]
    seconds: float


def build_bundle(
    options: BuildOptions, stages: tuple[Stage, ...], progress: Progress, *, adding: bool = False
) -> Result:
    """Run what has to be run and put the finished bundle in place.

    Raises ``InputError`` or ``BundleError`` with one line. Interrupted at any moment, the next
    call with the same options continues; until the end the old bundle stays as it was.
    """
    started = time.monotonic()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    work = WorkFolder(options.out)
    with _alone(work):
        base = _base(options, work, adding=adding)
        build = Build(options, work, progress, base, adding)
        try:
            ran = tuple(_run(build, stages))
        except InputError:
            if work.is_bare(apart_from="sources"):
                work.discard()
            raise
        except NothingNewError as nothing:
            if base is None:
                raise
            work.discard()
            progress.say(str(nothing))
            return Result(base.manifest, (), time.monotonic() - started)
        manifest = _manifest(build, stages)
        if base is not None and not ran and _lasting(manifest) == _lasting(base.manifest):
            work.discard()
            progress.say("nothing has changed: the bundle is up to date")
            return Result(base.manifest, ran, time.monotonic() - started)
        progress.say("publish: hashing every file")
        manifest = work.publish(manifest)
    return Result(manifest, ran, time.monotonic() - started)


def fingerprint(stage: Stage, build: Build) -> str:
    """Hex digest of all that decides what a stage would make."""
    made_of = {
        "name": stage.name,
        "version": stage.version,
        "settings": stage.settings(build),
        "after": [build.records[name].fingerprint for name in stage.after if name in build.records],
    }
    text = json.dumps(made_of, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _run(build: Build, stages: tuple[Stage, ...]) -> Iterator[str]:
    for stage in stages:
        stage.check(build)
    for stage in stages:
        if not stage.wanted(build):
            continue
        mark = fingerprint(stage, build)
        record, how = (None, "") if stage.always else _kept(build, stage, mark)
        if record is not None:
            build.records[stage.name] = record
            build.progress.say(f"{stage.name}: {how}")
            continue
        build.progress.say(f"{stage.name}: running")
        began = time.monotonic()
        output = stage.run(build)
        facts = json.loads(json.dumps(output.facts))
        record = StageRecord(name=stage.name, fingerprint=mark, files=output.files, facts=facts)
        build.work.finish(record)
        build.records[stage.name] = record
        build.progress.say(f"{stage.name}: done in {time.monotonic() - began:.1f} s")
        if not stage.always:
            yield stage.name


def _kept(build: Build, stage: Stage, mark: str) -> tuple[StageRecord | None, str]:
    """What need not be made again, and whose it is, in a word for the log."""
    record = build.work.done(stage.name)
    if record is not None and record.fingerprint == mark:
        return record, "done before the build was interrupted"
    published = build.base.manifest.stage(stage.name) if build.base else None
    if build.base is None or published is None or published.fingerprint != mark:
        return None, ""
    return (published if build.work.reuse(published, build.base.folder) else None), "unchanged"


def _lasting(manifest: Manifest) -> Facts:
    """A manifest without what differs at each publication."""
    return manifest.model_dump(mode="json", exclude={"created", "version", "files_sha256"})


def _base(options: BuildOptions, work: WorkFolder, *, adding: bool) -> Bundle | None:
    """Open the bundle to be replaced, and the work folder once it is known to be of use."""
    work.settle()
    base = _replaced(options, adding=adding)
    work.open()
    return base


def _replaced(options: BuildOptions, *, adding: bool) -> Bundle | None:
    if not options.out.exists():
        if adding:
            raise InputError(f"{options.out} does not exist: make it first with 'build'")
        return None
    if not options.out.is_dir():
        raise InputError(f"{options.out} is a file: give --out the name of a folder")
    try:
        base = Bundle(options.out)
    except BundleError:
        foreign = any(options.out.iterdir()) and not (options.out / files.MANIFEST).exists()
        if adding or foreign:
            raise InputError(
                f"{options.out} is not a bundle that can be used: give another folder"
            ) from None
        return None  # a damaged bundle is made anew, from its source
    if not adding and base.manifest.counts.added and not options.replace_additions:
        raise InputError(
            f"{options.out} holds {base.manifest.counts.added} images that were added to it later: "
            "use 'add', or 'build --replace-additions' to make it anew without them"
        )
    return base


def _manifest(build: Build, stages: tuple[Stage, ...]) -> Manifest:
    options, base = build.options, build.base
    sources, items = build.facts("sources"), build.facts("items")
    model = build.facts("embed")["model"] | (
        build.facts("model").get("model", {}) if "model" in build.records else {}
    )
    sheets = build.facts("sheets")["layouts"]
    layouts = [
        LayoutInfo.model_validate(facts | sheets.get(facts["name"], {})) for facts in build.layouts
    ]
    inherited = base.manifest if base else None
    name = options.name or (inherited.name if inherited else "") or options.out.name
    any_title = options.title.get("") or next(iter(options.title.values()), "")
    title = {"fr": any_title, "en": any_title} if any_title else {}
    title |= {code: text for code, text in options.title.items() if code}
    return Manifest(
        name=name,
        title=title
        or (inherited.title if inherited and inherited.title else {"fr": name, "en": name}),
        description=inherited.description if inherited else {},
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        generator="cimaise 0.1.0",
        model=ModelInfo.model_validate(model),
        counts=Counts(
            items=items["items"],
            rejected=items["rejected"],
            added=items.get("added", 0),
            dates_unread=items.get("dates_unread", 0),
            rows_without_file=sources.get("rows_without_file", 0),
            files_without_row=sources.get("files_without_row", 0),
        ),
        stages=tuple(
            build.records[stage.name].model_copy(update={"facts": {}} if stage.always else {})
            for stage in stages
            if stage.name in build.records
        ),
        layouts=tuple(layouts),
        index=build.facts("index").get("index", {}),
    )


@contextmanager
def _alone(work: WorkFolder) -> Iterator[None]:
    lock = work.root.parent / f".{work.root.name}.lock"
    with lock.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held = lock.exists() and lock.stat().st_ino == os.fstat(handle.fileno()).st_ino
        except OSError:
            held = False
        if not held:
            raise InputError(f"another build is working on {work.out}: wait for it, or stop it")
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)
