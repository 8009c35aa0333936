"""``arrangements``: layouts that say something (themes, years, colours, places, columns)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.bundle import ITEM_SCHEMA, files
from precompute.errors import InputError
from precompute.options import AXIS
from precompute.pipeline import Build, Output, Stage

if TYPE_CHECKING:
    from precompute.arrangements.scene import Arrangement, Scene
    from precompute.pipeline import Facts

KINDS = ("themes", "timeline", "colour", "places")
_NO_AXIS = ("id", "file", "sha256", "alt")


def _settings(build: Build) -> Facts:
    return {"layouts": _asked(build), "seed": build.options.seed}


def _asked(build: Build) -> list[str]:
    """What to make, as it is asked for; when adding, also what the bundle has."""
    asked = [name for name in build.options.layouts if name in KINDS or name.startswith(AXIS)]
    if build.adding:
        asked += [str(entry["asked"]) for entry in _base_facts(build)]
    return list(dict.fromkeys(asked))


def _base_facts(build: Build) -> list[dict[str, Any]]:
    record = build.base.manifest.stage("arrangements") if build.base else None
    entries: Any = record.facts.get("layouts", []) if record else []
    return list(entries)


def _check(build: Build) -> None:
    columns = [name.removeprefix(AXIS) for name in _asked(build) if name.startswith(AXIS)]
    if not columns:
        return
    from precompute.sources import open_source  # noqa: PLC0415

    kept = build.base.items.schema.names if build.adding and build.base else ()
    known = [*ITEM_SCHEMA.names, *open_source(build.options.source).extra, *kept]
    there = [name for name in dict.fromkeys(known) if name not in _NO_AXIS]
    for column in columns:
        if column not in there:
            raise InputError(
                f"there is no column {column!r} for --layouts {AXIS}{column}: "
                f"take one of {', '.join(there)}"
            )


def _run(build: Build) -> Output:
    from precompute.arrangements.scene import NotWorthwhileError, Scene  # noqa: PLC0415

    scene = Scene(build.bundle, build.options.seed)
    before = {str(entry["asked"]): entry for entry in _base_facts(build)} if build.adding else {}
    facts: list[dict[str, Any]] = []
    owned: list[str] = []
    for asked in _asked(build):
        name = _layout_name(asked)
        paths = [files.layout_path(name), files.legend_path(name)]
        build.work.begin(paths)
        try:
            made = _arrange(build, scene, asked, before.get(asked))
        except NotWorthwhileError as reason:
            build.progress.say(f"  {asked}: {reason}")
            continue
        build.work.write_array(paths[0], made.points)
        build.work.write_bytes(paths[1], made.legend.to_bytes())
        owned += paths
        facts.append({"name": name, "asked": asked, **_named(asked), "cell": made.cell})
        facts[-1]["made"] = made.facts
        build.progress.say(f"  {asked}: {len(made.legend.labels)} labels")
    return Output(files=tuple(owned), facts={"layouts": facts})


def _arrange(build: Build, scene: Scene, asked: str, before: dict[str, Any] | None) -> Arrangement:
    axis = asked.startswith(AXIS)
    module = import_module(f"precompute.arrangements.{'axis' if axis else asked}")
    column = (asked.removeprefix(AXIS),) if axis else ()
    if before is None or build.base is None:
        made: Arrangement = module.make(scene, *column)
        return made
    kept = np.asarray(build.base.layout(str(before["name"])))
    more: Arrangement = module.extend(scene, kept, before["made"], *column)
    return more


def _layout_name(asked: str) -> str:
    from precompute.arrangements.axis import name_of  # noqa: PLC0415

    return name_of(asked.removeprefix(AXIS)) if asked.startswith(AXIS) else asked


def _named(asked: str) -> dict[str, Any]:
    from precompute.arrangements.axis import title_of  # noqa: PLC0415

    if asked.startswith(AXIS):
        return {"kind": "axis", "title": title_of(asked.removeprefix(AXIS))}
    return {"kind": asked, "title": {}}


def _wanted(build: Build) -> bool:
    return bool(_asked(build))


STAGE = Stage(
    name="arrangements",
    run=_run,
    after=("layouts", "themes", "items"),
    settings=_settings,
    wanted=_wanted,
    check=_check,
)
