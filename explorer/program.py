"""The browser's program: which of the viewer's files one of its modules needs.

A browser learns what a module imports when it has read it, level after level. Naming all files at
once lets it ask for all of them at once.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from functools import cache
from pathlib import Path

VIEWER = Path(__file__).resolve().parent / "viewer"

_IMPORT = re.compile(r"""^(?:import|export)\b[^;]*?from\s*["']\./([a-z0-9-]+\.js)["']""", re.M)
_LATER = re.compile(r"""(?:await|=>)\s*import\(\s*["']\./([a-z0-9-]+\.js)["']\s*\)""")
_STYLE = re.compile(r"""["'](?:\./)?([a-z0-9-]+\.css)["']""")
_WORKER = re.compile(r"""new URL\(\s*["']\./([a-z0-9-]+\.js)["']""")


@cache
def program(*entries: str) -> tuple[str, ...]:
    """Names of ``entries``, files of the viewer, and of all that they need, sorted."""
    return _followed(entries, (_IMPORT, _LATER, _STYLE, _WORKER))


@cache
def modules(entry: str) -> tuple[str, ...]:
    """Names of the modules that must be there before ``entry`` runs, itself among them, sorted."""
    return _followed((entry,), (_IMPORT,))


def _followed(entries: tuple[str, ...], patterns: tuple[re.Pattern[str], ...]) -> tuple[str, ...]:
    found: set[str] = set()
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        if name in found or not (VIEWER / name).exists():
            continue
        found.add(name)
        if name.endswith(".js"):
            text = (VIEWER / name).read_text(encoding="utf-8")
            for pattern in patterns:
                waiting += pattern.findall(text)
    return tuple(sorted(found))


def copy_program(folder: Path, *entries: str) -> str:
    """Copy the files of ``entries`` into a folder below ``folder``; its name.

    The name changes with what is in it. A browser may keep old files as long as it likes: it never
    mixes them with new ones.
    """
    names = program(*entries)
    contents = hashlib.sha256()
    for name in names:
        contents.update(name.encode() + (VIEWER / name).read_bytes())
    target = folder / f"viewer-{contents.hexdigest()[:8]}"
    target.mkdir(parents=True)
    for name in names:
        shutil.copyfile(VIEWER / name, target / name)
    return target.name
