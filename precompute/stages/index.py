"""``index``: the FAISS index, chosen by the number of vectors, with its recall measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from explorer.bundle import files
from precompute.pipeline import Build, Output, Stage

if TYPE_CHECKING:
    from precompute.faiss_index import IndexPlan
    from precompute.pipeline import Facts

RECALL_AT = 100
_QUERIES = 400
"""Of each kind. How much is found differs from query to query: with 150, the choice of lists to
look into was now 64 and now 192 for the same million."""

_WANTED = 0.99
"""More than the .98 that is promised, for those that will be asked are others again: where a build
measured .987 on its texts, others found .978."""


def _settings(build: Build) -> Facts:
    return {"seed": build.options.seed}


def _run(build: Build) -> Output:
    import faiss  # noqa: PLC0415  (a build that skips this stage need not load it)

    from precompute.faiss_index import (  # noqa: PLC0415
        fill,
        held_out,
        measure_recall,
        plan_index,
    )

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
    queries = held_out(vectors, count=_QUERIES, seed=seed)
    quality = measure_recall(
        index, vectors, k=RECALL_AT, seed=seed, wanted=_WANTED, refined=plan.refined, asked=queries
    )
    size = build.work.path(files.INDEX).stat().st_size
    build.progress.say(
        f"  index: {plan.factory}, {size / max(1, len(vectors)):.0f} bytes an image, "
        f"recall@{RECALL_AT} {quality.recall:.3f}"
        + (f" with nprobe {quality.nprobe}" if quality.nprobe else "")
    )
    return Output(
        files=(files.INDEX,),
        facts={
            "index": {
                "factory": plan.factory,
                "bytes": size,
                "bytes_per_vector": plan.bytes_per_vector,
                "refined": plan.refined,
                "recall_at_100": round(quality.recall, 4),
                "recall_at_100_by_kind": _rounded(quality.by_kind),
                "recall_at_10_by_kind": _rounded(quality.at_ten),
                "nprobe": quality.nprobe,
                "nprobe_tried": _rounded(quality.tried),
            }
        },
    )


def _rounded(shares: Mapping[Any, float]) -> dict[str, float]:
    return {str(key): round(value, 4) for key, value in shares.items()}


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


STAGE = Stage(name="index", version=3, run=_run, after=("embed",), settings=_settings)
