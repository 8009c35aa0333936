"""The viewer's files that an export needs: one module, what it imports, what these wear."""

from __future__ import annotations

import hashlib
import re
import shutil
from functools import cache
from pathlib import Path

VIEWER = Path(__file__).resolve().parents[1] / "viewer"
ENTRY = "static.js"

_BESIDE = ("scheme.js", "house.css", "static.css")
"""Named by the page itself."""

_IMPORT = re.compile(r"""^(?:import|export)\b[^;]*?from\s*["']\./([a-z0-9-]+\.js)["']""", re.M)
_LATER = re.compile(r"""(?:await|=>)\s*import\(\s*["']\./([a-z0-9-]+\.js)["']\s*\)""")
_STYLE = re.compile(r"""["'](?:\./)?([a-z0-9-]+\.css)["']""")
_WORKER = re.compile(r"""new URL\(\s*["']\./([a-z0-9-]+\.js)["']""")


@cache
def program() -> tuple[str, ...]:
    """Names of the files, sorted."""
    found: set[str] = set()
    waiting = [ENTRY, *_BESIDE]
    while waiting:
        name = waiting.pop()
        if name in found or not (VIEWER / name).exists():
            continue
        found.add(name)
        if name.endswith(".js"):
            text = (VIEWER / name).read_text(encoding="utf-8")
            for pattern in (_IMPORT, _LATER, _STYLE, _WORKER):
                waiting += pattern.findall(text)
    return tuple(sorted(found))


def copy_program(folder: Path) -> str:
    """Copy the files into a folder below ``folder``; its name, which changes with what is in it.

    A browser may keep old files as long as it likes: it never mixes them with new ones.
    """
    contents = hashlib.sha256()
    for name in program():
        contents.update(name.encode() + (VIEWER / name).read_bytes())
    target = folder / f"viewer-{contents.hexdigest()[:8]}"
    target.mkdir(parents=True)
    for name in program():
        shutil.copyfile(VIEWER / name, target / name)
    return target.name
