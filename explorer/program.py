"""The browser's program: which of the viewer's files one of its modules needs.

A browser learns what a module imports when it has read it, level after level. Naming all files at
once lets it ask for all of them at once.
"""

from __future__ import annotations

import re
from pathlib import Path

VIEWER = Path(__file__).resolve().parent / "viewer"

LATER = re.compile(r"""((?:await|=>)\s*)import\(\s*["']\./([a-z0-9-]+\.js)["']\s*\)""")
"""An import that waits until it is needed: what stands before it, and which module it is of."""

_IMPORT = re.compile(r"""^(?:import|export)\b[^;]*?from\s*["']\./([a-z0-9-]+\.js)["']""", re.M)
_STYLE = re.compile(r"""["'](?:\./)?([a-z0-9-]+\.css)["']""")
_WORKER = re.compile(r"""new URL\(\s*["']\./([a-z0-9-]+\.js)["']""")


def program(*entries: str, folder: Path = VIEWER) -> tuple[str, ...]:
    """Names of ``entries``, files in ``folder``, and of all that they need, sorted."""
    return _followed(entries, (_IMPORT, LATER, _STYLE, _WORKER), folder)


def modules(entry: str) -> tuple[str, ...]:
    """Names of the modules that must be there before ``entry`` runs, itself among them, sorted."""
    return _followed((entry,), (_IMPORT,), VIEWER)


def worker_programs(*entries: str) -> tuple[str, ...]:
    """Names of the files that workers need, if ``entries`` start any: workers run by themselves."""
    sources = [name for name in program(*entries) if name.endswith(".js")]
    texts = [(VIEWER / name).read_text(encoding="utf-8") for name in sources]
    return program(*(name for text in texts for name in _WORKER.findall(text)))


def _followed(
    entries: tuple[str, ...], patterns: tuple[re.Pattern[str], ...], folder: Path
) -> tuple[str, ...]:
    found: set[str] = set()
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        if name in found or not (folder / name).exists():
            continue
        found.add(name)
        if name.endswith(".js"):
            text = (folder / name).read_text(encoding="utf-8")
            for pattern in patterns:
                waiting += (match[pattern.groups] for match in pattern.finditer(text))
    return tuple(sorted(found))
