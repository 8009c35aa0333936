"""Stage ``model``: the model's towers, exported so that serving needs no torch."""

from __future__ import annotations

from explorer.bundle import files
from precompute.pipeline import Build, Facts, Output, Stage


def _settings(build: Build) -> Facts:
    return {"model": build.model.identity if build.model else "", "int8": build.options.int8_text}


def _run(build: Build) -> Output:
    raise NotImplementedError(files.MODEL)


STAGE = Stage(
    name="model",
    run=_run,
    settings=_settings,
    wanted=lambda build: build.model is not None,
)
