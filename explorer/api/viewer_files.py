"""The browser's code: plain modules, checked again at each visit so that they are never stale.

They are kept in memory, hashed and compressed, until they change on the disk; so are volumes, in
which a module comes with all that it needs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from explorer.api.endpoint import Context
from explorer.api.errors import not_found
from explorer.api.replies import REVALIDATE, Reply
from explorer.binding import VOLUMES, bind, volume_name
from explorer.program import VIEWER, program

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}(\.bound)?\.(?P<kind>js|css)")
_TYPES = {"js": "text/javascript", "css": "text/css"}
# A worker lives under the policy of its own file: it may fetch from here, and from nowhere else.
_POLICY = {"content-security-policy": "default-src 'self'; img-src 'self' blob:"}
_BOUND = {volume_name(entry): entry for entry in VOLUMES}

Stamp = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Kept:
    """A reply, the files that it was made from, and what they were like then."""

    files: tuple[Path, ...]
    stamp: Stamp
    reply: Reply


class ViewerFiles:
    """The replies for the files in ``folder``, kept until what they were made from changes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, Kept] = {}  # only what exists is in it

    def reply(self, name: str) -> Reply:
        """The reply for a name that anybody may have made up.

        Raises ``FileNotFoundError``.
        """
        kept = self._kept.get(name)
        if kept is None or _stamp(kept.files) != kept.stamp:
            kept = self._kept[name] = self._make(name)
        return kept.reply

    def _make(self, name: str) -> Kept:
        match = _NAME.fullmatch(name)
        if match is None:
            raise FileNotFoundError(name)
        entry = _BOUND.get(name)
        sources = program(entry, folder=self._folder) if entry else (name,)
        files = tuple(self._folder / source for source in sources)
        stamp = _stamp(files)
        body = bind(entry, folder=self._folder).encode() if entry else files[0].read_bytes()
        media_type = _TYPES[match["kind"]]
        reply = Reply(body=body, media_type=media_type, cache=REVALIDATE, headers=dict(_POLICY))
        return Kept(files, stamp, reply)


_FILES = ViewerFiles(VIEWER)


def viewer_file(context: Context, request: Request) -> Reply:
    """``GET /viewer/{file}``."""
    try:
        return _FILES.reply(request.path_params["name"])
    except FileNotFoundError:
        raise not_found() from None


def _stamp(files: tuple[Path, ...]) -> Stamp:
    about = [path.stat() for path in files]
    return tuple((one.st_mtime_ns, one.st_size) for one in about)
