"""``index``: the FAISS index, chosen by the number of vectors, with its recall measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.bundle import files
from precompute.pipeline import Build, Output, Stage

if TYPE_CHECKING:
    from precompute.faiss_index import IndexPlan
    from precompute.pipeline import Facts

RECALL_AT = 100


def _settings(build: Build) -> Facts:
    return {"seed": build.options.seed}


def _run(build: Build) -> Output:
    import faiss  # noqa: PLC0415  (a build that skips this stage need not load it)

    from precompute.faiss_index import fill, measure_recall, plan_index  # noqa: PLC0415

    build.work.begin([files.INDEX])
    vectors, seed = build.bundle.vectors, build.options.seed
    plan = plan_index(*vectors.shape)
    index = _trained(build, plan)
    bar = build.progress.bar(len(vectors), f"index {plan.factory}")
    for added in fill(index, vectors):
        bar.update(added)
    bar.close()
    with build.work.replacing(files.INDEX) as temporary:
        faiss.write_index(index, str(temporary))
    quality = measure_recall(index, vectors, k=RECALL_AT, seed=seed)
    build.progress.say(
        f"  index: {plan.factory}, recall@{RECALL_AT} {quality.recall:.3f}"
        + (f" with nprobe {quality.nprobe}" if quality.nprobe else "")
    )
    return Output(
        files=(files.INDEX,),
        facts={
            "index": {
                "factory": plan.factory,
                "bytes_per_vector": plan.bytes_per_vector,
                "recall_at_100": round(quality.recall, 4),
                "nprobe": quality.nprobe,
                "nprobe_tried": {str(key): round(v, 4) for key, v in quality.tried.items()},
            }
        },
    )


def _trained(build: Build, plan: IndexPlan) -> Any:
    """The trained index, empty: from a killed run's checkpoint, for training takes minutes."""
    import faiss  # noqa: PLC0415

    from precompute.faiss_index import trained_index  # noqa: PLC0415

    mark = f"{build.records['embed'].fingerprint[:12]}-{build.options.seed}-{plan.factory}"
    path = build.work.scratch("index") / f"{mark}.faiss"
    if not path.exists():
        index = trained_index(build.bundle.vectors, plan, seed=build.options.seed)
        with files.replacing(path) as temporary:
            faiss.write_index(index, str(temporary))
    return faiss.read_index(str(path))


STAGE = Stage(name="index", run=_run, after=("embed",), settings=_settings)
