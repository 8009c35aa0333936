"""What is counted of requests, in the text format that Prometheus reads."""

from __future__ import annotations

import threading
from collections import defaultdict

_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Upper bounds of the histogram's buckets, in seconds."""


class Metrics:
    """Counts by handler; nothing of who asked or of what was asked. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: dict[tuple[str, int], int] = defaultdict(int)
        self._buckets: dict[str, list[int]] = defaultdict(lambda: [0] * (len(_BOUNDS) + 1))
        self._seconds: dict[str, float] = defaultdict(float)

    def count(self, handler: str, status: int, seconds: float) -> None:
        """Count one request that took ``seconds``."""
        place = next((i for i, bound in enumerate(_BOUNDS) if seconds <= bound), len(_BOUNDS))
        with self._lock:
            self._requests[handler, status] += 1
            self._buckets[handler][place] += 1
            self._seconds[handler] += seconds

    def text(self, *, gauges: dict[str, tuple[str, float]]) -> str:
        """The page; ``gauges`` are names with their help and present value."""
        lines = []
        for name, (explanation, value) in gauges.items():
            lines += [f"# HELP {name} {explanation}", f"# TYPE {name} gauge", f"{name} {value:g}"]
        with self._lock:
            requests = sorted(self._requests.items())
            buckets = {handler: list(counts) for handler, counts in sorted(self._buckets.items())}
            seconds = dict(self._seconds)
        name = "cimaise_requests_total"
        lines += [f"# HELP {name} Requests answered.", f"# TYPE {name} counter"]
        lines += [
            f'{name}{{handler="{handler}",status="{status}"}} {count}'
            for (handler, status), count in requests
        ]
        name = "cimaise_request_seconds"
        lines += [f"# HELP {name} Time to answer, in seconds.", f"# TYPE {name} histogram"]
        for handler, counts in buckets.items():
            total = 0
            for bound, count in zip((*_BOUNDS, float("inf")), counts, strict=True):
                total += count
                edge = "+Inf" if bound == float("inf") else f"{bound:g}"
                lines.append(f'{name}_bucket{{handler="{handler}",le="{edge}"}} {total}')
            lines.append(f'{name}_sum{{handler="{handler}"}} {seconds[handler]:.6f}')
            lines.append(f'{name}_count{{handler="{handler}"}} {total}')
        return "\n".join(lines) + "\n"
