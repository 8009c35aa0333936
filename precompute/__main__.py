"""The command line: ``python -m precompute build | add | plan | demo | export | verify | info``.

Exit codes: 0 all is well, 1 an error of the program, 2 something in the input or the options
must be changed, 3 ``verify`` found a bundle that is not what was published, 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from explorer.bundle import BundleError, Manifest, read_manifest, verify
from precompute.errors import InputError
from precompute.options import AXIS, FULL_WAYS, LAYOUT_NAMES, REPRODUCTION_WAYS, BuildOptions
from precompute.progress import Progress

OK, FAILED, INPUT, DAMAGED, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    given = _parser().parse_args(arguments)
    try:
        code: int = given.command(given)
    except (InputError, BundleError) as error:
        print(f"error: {error}", file=sys.stderr)
        return INPUT
    except KeyboardInterrupt:
        print("interrupted: run the same command again to continue", file=sys.stderr)
        return INTERRUPTED
    except OSError as error:
        print(
            f"error: {error.strerror or error}: {error.filename or ''}".rstrip(": "),
            file=sys.stderr,
        )
        return INPUT
    return code


def _build(given: argparse.Namespace) -> int:
    from precompute.pipeline import build_bundle  # noqa: PLC0415  (keeps 'info' quick)
    from precompute.stages import STAGES  # noqa: PLC0415

    options = _options(given)
    progress = Progress(quiet=given.quiet)
    result = build_bundle(options, STAGES, progress, adding=given.adding)
    counts = result.manifest.counts
    progress.say(
        f"{options.out}: {counts.items} images, {counts.rejected} rejected"
        f"{' (see ' + str(options.out / 'rejected.csv') + ')' if counts.rejected else ''}, "
        f"in {result.seconds:.0f} s"
    )
    return OK


def _demo(given: argparse.Namespace) -> int:
    from precompute.demo import NAMES, draw_archive  # noqa: PLC0415
    from precompute.pipeline import build_bundle  # noqa: PLC0415
    from precompute.stages import STAGES  # noqa: PLC0415

    progress = Progress(quiet=given.quiet)
    archive = given.out.parent / f"{given.out.name}.archive"
    progress.say(f"archive: {given.size} drawn documents, in {archive}")
    draw_archive(
        archive, size=given.size, seed=given.seed, workers=given.workers, progress=progress
    )
    options = BuildOptions(
        source=str(archive / "metadata.csv"),
        out=given.out,
        title={
            "fr": "Archives de la côte d’Orsel (démonstration)",
            "en": "Archives of the Orsel coast (demonstration)",
        },
        model="demo",
        vocabulary=archive / NAMES,
        full="tiles",
        workers=given.workers,
    )
    result = build_bundle(options, STAGES, progress)
    progress.say(f"{given.out}: {result.manifest.counts.items} images")
    return OK


def _plan(given: argparse.Namespace) -> int:
    from precompute.plan import plan  # noqa: PLC0415

    print(plan(_options(given)).to_text())
    return OK


def _verify(given: argparse.Namespace) -> int:
    problems = verify(given.bundle)
    for problem in problems:
        print(f"{problem.path} {problem.what}")
    if problems:
        print(
            f"{len(problems)} problems: copy the bundle again, or build it again", file=sys.stderr
        )
        return DAMAGED
    print(f"{given.bundle}: every file is what was published")
    return OK


def _info(given: argparse.Namespace) -> int:
    manifest = read_manifest(given.bundle)
    if given.json:
        print(json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False, indent=1))
        return OK
    counts, model = manifest.counts, manifest.model
    print(f"{manifest.title.get('en') or manifest.name}  (version {manifest.version})")
    print(f"  made      {manifest.created} by {manifest.generator}")
    print(f"  images    {counts.items} ({counts.added} added later), {counts.rejected} rejected")
    print(f"  dates     {counts.dates_unread} could not be read as years")
    print(f"  model     {model.name} {model.weights}, {model.dim} dimensions".rstrip())
    print(f"  index     {_index(manifest)}")
    full = manifest.stage("full")
    if full is not None:
        facts = full.facts
        print(f"  full      {facts['pictures']} pictures as tiles, {_megabytes(facts['bytes'])}")
    matches = manifest.stage("reproductions")
    if matches is not None:
        facts = matches.facts
        print(f"  matches   {facts['reproductions']} reproductions in {facts['families']} families")
    for layout in manifest.layouts:
        quality = "".join(
            f", {label} {value:.3f}"
            for label, value in (
                ("trustworthiness", layout.trustworthiness),
                ("neighbours kept", layout.neighbourhood_preservation),
            )
            if value is not None
        )
        column = f" ({layout.title.get('en', '')})" if layout.title else ""
        print(f"  layout    {layout.name}{column}: {layout.sheets} sheets{quality}")
    for record in manifest.stages:
        print(f"  stage     {record.name:<12} {record.fingerprint[:12]}")
    return OK


def _index(manifest: Manifest) -> str:
    """Which index, what it takes, and the share of the nearest that it finds."""
    index = manifest.index
    told = [str(index.get("factory", ""))]
    size, recall, kinds = (
        index.get(name) for name in ("bytes", "recall_at_100", "recall_at_100_by_kind")
    )
    if isinstance(size, int) and manifest.counts.items:
        told.append(f"{size / manifest.counts.items:.0f} bytes an image, {_megabytes(size)}")
    if isinstance(kinds, dict) and kinds:
        each = ", ".join(f"{value:.3f} for {kind}" for kind, value in kinds.items())
        told.append(f"recall@100 {each}")
    elif isinstance(recall, float):
        told.append(f"recall@100 {recall:.3f}")
    if index.get("nprobe"):
        told.append(f"nprobe {index['nprobe']}")
    return "; ".join(told)


def _megabytes(size: object) -> str:
    return f"{size / 1e6:,.1f} MB" if isinstance(size, int) else "size unknown"


def _export(given: argparse.Namespace) -> int:
    from precompute.exporting import export_bundle  # noqa: PLC0415

    progress = Progress(quiet=given.quiet)
    made = export_bundle(
        given.bundle,
        given.out,
        rows=given.rows,
        ids=given.ids,
        languages=given.languages,
        title=given.title,
        full=given.full != "none",
        tours=given.tours,
        workers=given.workers,
        progress=progress,
    )
    progress.say(
        f"{made.folder}: {made.items} images in {made.files} files, {made.size / 1e6:.1f} MB "
        f"({made.pictures / 1e6:.1f} of pictures); any web server can show it"
    )
    return OK


def _options(given: argparse.Namespace) -> BuildOptions:
    return BuildOptions(
        source=given.source,
        out=getattr(given, "out", None) or Path(),
        name=given.name,
        title=dict(given.title),
        model=given.model,
        weights=given.weights,
        vectors=given.vectors,
        vocabulary=given.vocabulary,
        vocabulary_vectors=given.vocabulary_vectors,
        device=given.device,
        workers=given.workers,
        batch_size=given.batch_size,
        engine=given.engine,
        layouts=given.layouts,
        seed=given.seed,
        max_pixels=given.max_pixels,
        int8_text=given.int8_text,
        full=given.full,
        reproductions=given.reproductions,
        replace_additions=getattr(given, "replace_additions", False),
        contact=given.contact,
        pause=given.pause,
        allow_private=given.allow_private,
    )


def _layout_list(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [
        name
        for name in names
        if name not in LAYOUT_NAMES and not (name.startswith(AXIS) and name != AXIS)
    ]
    if unknown:
        raise argparse.ArgumentTypeError(
            f"there is no layout {unknown[0]!r}: give some of {','.join(LAYOUT_NAMES)} "
            f"and {AXIS}COLUMN"
        )
    if "map" not in names:
        raise argparse.ArgumentTypeError("'map' is always needed: the others stand on it")
    return names


def _title(text: str) -> tuple[str, str]:
    code, sign, title = text.partition("=")
    return (code, title) if sign and re.fullmatch("[a-z]{2}", code) else ("", text)


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError("give a whole number, 1 or more")
    return number


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 600:
        raise argparse.ArgumentTypeError("give seconds, 0 to 600")
    return seconds


def _archive_size(text: str) -> int:
    if _positive(text) < 24:
        raise argparse.ArgumentTypeError("give 24 or more")
    return int(text)


def _build_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "source",
        help="a folder of images, a CSV table beside or above its images, or the address of a "
        "IIIF manifest or collection",
    )
    add("--name", default="", help="short name of the collection (default: the folder's)")
    add(
        "--title",
        type=_title,
        action="append",
        default=[],
        help='title shown to visitors; for one language: --title fr="…" --title en="…"',
    )
    add("--model", default="", help="a preset (see docs/models.md) or an open_clip model name")
    add("--weights", default="", help="a pretrained tag of open_clip, or a local weights file")
    add("--vectors", type=Path, help="your own vectors (.npy, in table order): nothing is embedded")
    add("--vocabulary", type=Path, help="names, one a line (.txt) or one column a language (.csv)")
    add("--vocabulary-vectors", type=Path, help="their text vectors (.npy), of the same model")
    add("--device", choices=("auto", "cpu", "cuda"), default="auto", help="where the model runs")
    add("--workers", type=_positive, default=os.cpu_count() or 1, help="processes that decode")
    add("--batch-size", type=_positive, default=64, help="pictures the model sees at a time")
    add("--engine", choices=("local", "ray"), default="local", help="ray: not in this version")
    add(
        "--layouts",
        type=_layout_list,
        default=LAYOUT_NAMES,
        help=f"default: {','.join(LAYOUT_NAMES)}, where the data allow; also {AXIS}COLUMN",
    )
    add("--seed", type=int, default=0, help="the same seed gives the same bundle")
    add("--max-pixels", type=_positive, default=400_000_000, help="larger pictures are rejected")
    add(
        "--int8-text",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="try a text tower of 8 bits, kept where it answers as the full one does "
        "(default: where the full one is larger than 64 MB)",
    )
    add(
        "--full",
        choices=FULL_WAYS,
        default="",
        help="tiles: keep pictures larger than 1024 px whole, for the closest look "
        "(default: none; with 'add', as the bundle does)",
    )
    add(
        "--reproductions",
        choices=REPRODUCTION_WAYS,
        default="",
        help="how pictures that come back are looked for: whole, by the whole of each and by what "
        "they share; crops, by five vectors more of each, for visitors who bring a part of a "
        "picture; none (default: whole; with 'add', as the bundle does)",
    )
    add(
        "--contact",
        default="",
        help="with an address: your e-mail or page, said with every request (needed)",
    )
    add(
        "--pause",
        type=_seconds,
        default=1.0,
        help="with an address: seconds between two requests to a host (default: 1)",
    )
    add(
        "--allow-private",
        action="store_true",
        help="with an address: ask servers of this machine and of its network too",
    )
    add("--quiet", action="store_true", help="say nothing unless something is wrong")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m precompute", description="Make bundles.")
    commands = parser.add_subparsers(required=True, metavar="command")

    build = commands.add_parser("build", help="make a bundle from a folder or a table")
    _build_arguments(build)
    build.add_argument("--out", type=Path, required=True, help="the bundle's folder")
    build.add_argument("--replace-additions", action="store_true", help="drop what was added later")
    build.set_defaults(command=_build, adding=False)

    more = commands.add_parser("add", help="put new images into a bundle; old positions are kept")
    _build_arguments(more)
    more.add_argument("--to", dest="out", type=Path, required=True, help="the bundle's folder")
    more.set_defaults(command=_build, adding=True)

    cost = commands.add_parser("plan", help="what a build would cost; nothing is written")
    _build_arguments(cost)
    cost.set_defaults(command=_plan)

    demo = commands.add_parser("demo", help="draw the demo archive and make its bundle")
    demo.add_argument("--out", type=Path, required=True, help="the bundle's folder")
    demo.add_argument("--size", type=_archive_size, default=2000, help="documents (default: 2000)")
    demo.add_argument("--seed", type=int, default=0)
    demo.add_argument("--workers", type=_positive, default=os.cpu_count() or 1)
    demo.add_argument("--quiet", action="store_true")
    demo.set_defaults(command=_demo)

    site = commands.add_parser("export", help="the map as a folder that any web server can show")
    site.add_argument("bundle", type=Path)
    site.add_argument("--out", type=Path, required=True, help="the folder; an export is replaced")
    part = site.add_mutually_exclusive_group()
    part.add_argument("--ids", type=Path, help="only these: one identifier a line, or a CSV")
    part.add_argument("--rows", type=Path, help="only these: one row a line, or a CSV")
    site.add_argument(
        "--languages",
        type=lambda text: tuple(text.replace(" ", "").split(",")),
        default=("fr", "en"),
        help="of the pages, the first one's is index.html (default: fr,en)",
    )
    site.add_argument("--title", default="", help="shown to visitors (default: the collection's)")
    site.add_argument(
        "--full",
        choices=FULL_WAYS,
        default="tiles",
        help="none: leave out the full pictures of a bundle that has them (default: tiles)",
    )
    site.add_argument(
        "--no-tours", dest="tours", action="store_false", help="leave the guided tours out"
    )
    site.add_argument("--workers", type=_positive, default=os.cpu_count() or 1)
    site.add_argument("--quiet", action="store_true")
    site.set_defaults(command=_export)

    check = commands.add_parser("verify", help="hash every file of a bundle again")
    check.add_argument("bundle", type=Path)
    check.set_defaults(command=_verify)

    info = commands.add_parser("info", help="what a bundle says of itself")
    info.add_argument("bundle", type=Path)
    info.add_argument("--json", action="store_true", help="all of it, as JSON")
    info.set_defaults(command=_info)
    return parser


if __name__ == "__main__":
    sys.exit(main())
