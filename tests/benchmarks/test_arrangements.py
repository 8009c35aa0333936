"""The layouts on cells, one by one."""

from benchmarks.arrangements import measure
from explorer.bundle import Bundle


def test_each_layout_that_is_worth_while_has_its_cost_and_its_share(small_bundle):
    found = measure(Bundle(small_bundle))
    assert {"themes", "timeline", "colour"} <= set(found)
    for seconds, share in found.values():
        assert seconds >= 0
        assert share is None or 0 < share <= 1
