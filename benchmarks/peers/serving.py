"""A plain web server for a PixPlot, as its own README uses: files, no compression."""

from __future__ import annotations

import functools
import re
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

#: A thumbnail's name is an image's row and its picture's; pictures that repeat are kept once.
_REPEATED = re.compile(r"^(/data/thumbs/)\d+-([0-9a-f]{16}\.jpg)$")


class Files(SimpleHTTPRequestHandler):
    """Files of a folder; a thumbnail is found by its picture, whatever image it stands for."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        """The file that answers a path of the address."""
        return super().translate_path(_REPEATED.sub(r"\1\2", path))

    def log_message(self, *_: object) -> None:
        """A measure prints its table and nothing else."""


def serve(folder: Path, port: int) -> None:
    """Serve ``folder`` on the local machine until the process ends."""
    handler = functools.partial(Files, directory=str(folder))
    ThreadingHTTPServer(("127.0.0.1", port), handler).serve_forever()
