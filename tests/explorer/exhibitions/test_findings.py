"""Findings keep every version apart, and decisions are only ever added."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exhibitions.findings import MAX_DECISIONS, Finding, read_decision, read_finding
from explorer.exhibitions.models import InvalidError
from explorer.exhibitions.store import ConflictError, MissingError, Store


def finding(id_: str = "a", *, kind: str = "concept", **more: object) -> Finding:
    return read_finding(collection="small", kind=kind, id=id_, **more)


def decision(subject: str, **more: object):
    fields = {"collection": "small", "kind": "tags", "field": "subject", "value": "boat"} | more
    return read_decision(subject=subject, **fields)


def test_findings_are_kept_by_kind_and_in_order(store: Store, place: str) -> None:
    assert store.findings(collection="small", kind="concept") == ()
    assert store.findings_revision(collection="small") == 0
    for id_ in "abc":
        document = {"weights": [1.5, -2], "note": f"d’{id_}"}
        store.put_finding(finding(id_, name={"fr": f"Idée {id_}"}, document=document, owner="Zoé"))
    store.put_finding(finding("a", kind="classes"))
    again = Store(place)
    assert [entry.id for entry in again.findings(collection="small", kind="concept")] == [
        "a",
        "b",
        "c",
    ]
    again.order_findings(collection="small", kind="concept", ids=["c", "a", "b"])
    entries = again.findings(collection="small", kind="concept")
    assert next((entry.id, entry.name, entry.owner) for entry in entries) == (
        "c", {"fr": "Idée c"}, "Zoé",
    )  # fmt: skip
    kept = again.finding(collection="small", kind="concept", id="b")
    assert kept is not None
    assert kept.finding.document == {"weights": [1.5, -2], "note": "d’b"}
    every = again.every_finding(collection="small", kind="concept")
    assert [stored.finding.id for stored in every] == ["c", "a", "b"]
    assert again.finding(collection="other", kind="concept", id="b") is None
    with pytest.raises(ConflictError):
        again.order_findings(collection="small", kind="concept", ids=["c", "a"])


def test_who_was_slower_is_told_and_nothing_is_lost(store: Store) -> None:
    first, new = store.put_finding(finding(document={"by": "one"}), create=True)
    assert new
    second, _ = store.put_finding(finding(document={"by": "one again"}), versions=[first.version])
    for refused in (
        lambda: store.put_finding(finding(document={"by": "two"}), versions=[first.version]),
        lambda: store.put_finding(finding(), create=True),
        lambda: store.put_finding(finding("b"), create=False),
        lambda: store.delete_finding(
            collection="small", kind="concept", id="a", versions=[first.version]
        ),
    ):
        with pytest.raises(ConflictError):
            refused()
    kept = store.finding(collection="small", kind="concept", id="a")
    assert kept is not None and kept.finding.document == {"by": "one again"}
    assert kept.version == second.version
    store.delete_finding(collection="small", kind="concept", id="a", versions=[second.version])
    with pytest.raises(MissingError):
        store.delete_finding(collection="small", kind="concept", id="a")


def test_two_writers_at_once_keep_both(store: Store) -> None:
    def write(n: int) -> None:
        store.put_finding(finding(f"f{n}", document={"n": n}))
        store.decide([decision(f"item-{n}")])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    assert len(store.findings(collection="small", kind="concept")) == 24
    assert len(store.decisions(collection="small", kind="tags")) == 24
    assert store.findings_revision(collection="small") == 48


def test_the_revision_follows_whoever_writes(store: Store, place: str) -> None:
    other = Store(place)
    seen = [store.findings_revision(collection="small")]
    for n in range(20):
        (other if n % 2 else store).put_finding(finding(document={"n": n}))
        seen.append(store.findings_revision(collection="small"))
    assert seen == sorted(set(seen))


verdicts = st.lists(
    st.tuples(
        st.sampled_from(["a", "b/é", "c"]),
        st.sampled_from(["boat", "bateau à voile", "<b>"]),
        st.sampled_from(["yes", "no", "none"]),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(verdicts, st.integers(1, 4))
def test_the_last_decision_stands_and_the_others_stay_to_be_read(
    tmp_path_factory, taken, batch
) -> None:
    store = Store(tmp_path_factory.mktemp("decided") / "cimaise.sqlite")
    made = [decision(subject, value=value, verdict=verdict, provenance={"score": n})
            for n, (subject, value, verdict) in enumerate(taken)]  # fmt: skip
    for start in range(0, len(made), batch):
        store.decide(made[start : start + batch])
    last = {(one.subject, one.value): one for one in made}
    found = store.decisions(collection="small", kind="tags")
    assert {(one.decision.subject, one.decision.value): one.decision for one in found} == {
        key: one for key, one in last.items() if one.verdict != "none"
    }
    past = store.decisions(collection="small", kind="tags", past=True)
    assert [one.decision for one in past] == made
    assert [one.n for one in past] == sorted(one.n for one in past)


def test_what_is_no_finding_is_refused_in_one_line(store: Store) -> None:
    for fields in (
        {"id": "../x"},
        {"id": "a", "kind": "tour"},
        {"id": "a", "name": {"fr": "x" * 500}},
        {"id": "a", "collection": ""},
        {"id": "a", "more": 1},
    ):
        with pytest.raises(InvalidError) as caught:
            read_finding(**({"collection": "small", "kind": "concept"} | fields))
        assert "\n" not in str(caught.value)
    for document in ({"a": "x" * 1_000_001}, {"a": float("nan")}, {"a": object()}):
        with pytest.raises(InvalidError):
            store.put_finding(finding(document=document))
    assert store.findings(collection="small", kind="concept") == ()
    with pytest.raises(InvalidError):
        store.decide([decision(str(n)) for n in range(MAX_DECISIONS + 1)])
    with pytest.raises(InvalidError):
        store.decide([decision("a"), decision("b", provenance={"x": "y" * 9000})])
    assert store.decisions(collection="small", kind="tags") == ()
    with pytest.raises(InvalidError):
        read_decision(collection="small", kind="tags", subject="a\nb")
