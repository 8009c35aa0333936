"""The pipeline's promises, with small stages of the test's own and real folders."""

import dataclasses

import numpy as np
import pytest

from explorer.bundle import Bundle, BundleError, files, verify
from precompute.errors import InputError
from precompute.options import BuildOptions
from precompute.pipeline import Output, Stage, build_bundle
from precompute.progress import Progress

QUIET = Progress(quiet=True)


class Journal:
    """Stages that write one file each and note that they ran."""

    def __init__(self):
        self.ran = []
        self.fail_at = None
        self.seed = 0

    def stage(self, name, after=(), facts=None, **more):
        def run(build):
            self.ran.append(name)
            path = f"{name}.npy"
            build.work.begin([path])
            build.work.write_array(path, np.full(3, self.seed))
            if self.fail_at == name:
                raise KeyboardInterrupt
            return Output((path,), facts or {})

        settings = more.pop("settings", lambda build: {"seed": build.options.seed})
        return Stage(name=name, run=run, after=after, settings=settings, **more)

    def stages(self):
        model = {"name": "m", "dim": 4}
        return (
            self.stage("sources", always=True, settings=lambda build: {}),
            self.stage("items", after=("sources",), facts={"items": 3, "rejected": 0}),
            self.stage("embed", after=("items",), facts={"model": model}, settings=lambda b: {}),
            self.stage("index", after=("embed",), facts={"index": {"factory": "Flat"}}),
            self.stage("layouts", after=("embed",), facts={"layouts": [{"name": "map"}]}),
            self.stage("sheets", after=("layouts",), facts={"layouts": {"map": {"sheets": 1}}}),
        )


@pytest.fixture
def journal():
    return Journal()


@pytest.fixture
def options(tmp_path):
    return BuildOptions(source="none", out=tmp_path / "data" / "bundle")


def test_a_build_runs_every_stage_in_order_and_publishes(journal, options):
    result = build_bundle(options, journal.stages(), QUIET)
    assert journal.ran == ["sources", "items", "embed", "index", "layouts", "sheets"]
    assert verify(options.out) == []
    assert result.manifest == Bundle(options.out).manifest
    assert result.manifest.layouts[0].sheets == 1
    assert [path.name for path in options.out.parent.iterdir()] == ["bundle"]


def test_an_unchanged_build_runs_nothing_and_leaves_the_bundle_untouched(journal, options):
    build_bundle(options, journal.stages(), QUIET)
    before = (options.out / files.MANIFEST).stat().st_mtime_ns
    journal.ran.clear()
    result = build_bundle(options, journal.stages(), QUIET)
    assert journal.ran == ["sources"]
    assert result.ran == ()
    assert (options.out / files.MANIFEST).stat().st_mtime_ns == before


def test_a_changed_option_runs_what_depends_on_it(journal, options):
    build_bundle(options, journal.stages(), QUIET)
    journal.ran.clear()
    stages = list(journal.stages())
    stages[3] = dataclasses.replace(stages[3], settings=lambda build: {"seed": 1})
    assert build_bundle(options, tuple(stages), QUIET).ran == ("index",)
    journal.ran.clear()
    changed = dataclasses.replace(options, seed=5)
    assert build_bundle(changed, tuple(stages), QUIET).ran == (
        "items",
        "embed",
        "index",
        "layouts",
        "sheets",
    )


def test_a_raised_version_runs_a_stage_again(journal, options):
    build_bundle(options, journal.stages(), QUIET)
    stages = list(journal.stages())
    stages[5] = dataclasses.replace(stages[5], version=2)
    assert build_bundle(options, tuple(stages), QUIET).ran == ("sheets",)


@pytest.mark.parametrize("name", ["items", "embed", "layouts", "sheets"])
def test_an_interrupted_build_goes_on_where_it_stopped(journal, options, name):
    journal.fail_at = name
    with pytest.raises(KeyboardInterrupt):
        build_bundle(options, journal.stages(), QUIET)
    assert not options.out.exists()
    journal.fail_at, interrupted = None, journal.ran.copy()
    journal.ran.clear()
    build_bundle(options, journal.stages(), QUIET)
    again = [stage for stage in journal.ran if stage in interrupted]
    assert again == ["sources", name]
    assert verify(options.out) == []


def test_an_interrupted_rebuild_leaves_the_old_bundle_whole(journal, options):
    build_bundle(options, journal.stages(), QUIET)
    version = Bundle(options.out).manifest.version
    journal.fail_at, journal.seed = "sheets", 7
    with pytest.raises(KeyboardInterrupt):
        build_bundle(dataclasses.replace(options, seed=7), journal.stages(), QUIET)
    assert Bundle(options.out).manifest.version == version
    assert verify(options.out) == []


def test_two_builds_of_one_bundle_do_not_meet(journal, options):
    def meet(build):
        with pytest.raises(InputError, match="another build"):
            build_bundle(options, journal.stages(), QUIET)
        return Output()

    first = Stage(name="sources", run=meet, always=True)
    build_bundle(options, (first, *journal.stages()[1:]), QUIET)
    assert verify(options.out) == []


def test_a_folder_that_holds_something_else_is_not_replaced(journal, options):
    options.out.mkdir(parents=True)
    (options.out / "thesis.txt").write_text("ten years of work")
    with pytest.raises(InputError, match="not a bundle"):
        build_bundle(options, journal.stages(), QUIET)
    assert (options.out / "thesis.txt").read_text() == "ten years of work"


def test_a_file_in_the_place_of_the_bundle_is_not_replaced(journal, options):
    options.out.parent.mkdir(parents=True)
    options.out.write_text("mine")
    with pytest.raises(InputError, match="is a file"):
        build_bundle(options, journal.stages(), QUIET)


def test_a_damaged_bundle_is_made_anew(journal, options):
    build_bundle(options, journal.stages(), QUIET)
    (options.out / files.MANIFEST).write_bytes(b"{")
    with pytest.raises(BundleError):
        Bundle(options.out)
    build_bundle(options, journal.stages(), QUIET)
    assert verify(options.out) == []


def test_adding_needs_a_bundle(journal, options):
    with pytest.raises(InputError, match="'build'"):
        build_bundle(options, journal.stages(), QUIET, adding=True)


def test_what_was_added_later_is_not_dropped_unasked(journal, options):
    stages = list(journal.stages())
    stages[1] = journal.stage("items", facts={"items": 3, "rejected": 0, "added": 2})
    build_bundle(options, tuple(stages), QUIET)
    with pytest.raises(InputError, match="--replace-additions"):
        build_bundle(options, journal.stages(), QUIET)
    agreed = dataclasses.replace(options, replace_additions=True)
    assert build_bundle(agreed, journal.stages(), QUIET).manifest.counts.added == 0


def test_a_title_changes_without_any_stage_running(journal, options):
    build_bundle(options, journal.stages(), QUIET)
    titled = dataclasses.replace(options, title={"": "Les ports"})
    assert build_bundle(titled, journal.stages(), QUIET).ran == ()
    assert Bundle(options.out).manifest.title == {"fr": "Les ports", "en": "Les ports"}
    titled = dataclasses.replace(options, title={"fr": "Les ports", "en": "Harbours"})
    assert build_bundle(titled, journal.stages(), QUIET).ran == ()
    assert Bundle(options.out).manifest.title == {"fr": "Les ports", "en": "Harbours"}


def test_what_is_wrong_is_said_before_any_stage_runs(journal, options):
    def refuse(build):
        raise InputError("no such file")

    stages = (*journal.stages(), journal.stage("late", check=refuse))
    with pytest.raises(InputError, match="no such file"):
        build_bundle(options, stages, QUIET)
    assert journal.ran == []
    assert not options.out.with_name("bundle.work").exists()
