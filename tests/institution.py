"""An institution's server, as kind or as unkind as a test wants it; over real HTTP."""

from __future__ import annotations

import contextlib
import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.makers import draw

Answer = tuple[int, dict[str, str], bytes]
PRESENTATION_3 = "http://iiif.io/api/presentation/3/context.json"
PRESENTATION_2 = "http://iiif.io/api/presentation/2/context.json"
IMAGE_2 = "http://iiif.io/api/image/2/context.json"


@dataclass
class Institution:
    """What is at each path: an answer, or what makes one from how often it was asked before.

    ``asked`` are the paths in the order they were asked, ``headers`` those of each; ``most`` is
    how many questions there ever were at the same time.
    """

    address: str = ""
    answers: dict[str, Answer | Callable[[int], Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    open: int = 0
    most: int = 0

    def json(self, path: str, document: Any, **headers: str) -> str:
        """Put a document at a path; give its address."""
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.answers[path] = (200, {"Content-Type": "application/ld+json", **headers}, body)
        return self.address + path

    def picture(self, path: str, *, size: tuple[int, int] = (160, 120), seed: int = 1) -> None:
        """Put a JPEG at a path."""
        out = io.BytesIO()
        draw("vase", seed=seed, size=size).save(out, "JPEG")
        self.answers[path] = (200, {"Content-Type": "image/jpeg"}, out.getvalue())

    def count(self, path: str) -> int:
        """How often a path was asked."""
        return self.asked.count(path)


@contextlib.contextmanager
def institution() -> Iterator[Institution]:
    """A server on this machine, until the block ends."""
    told = Institution()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with lock:
                before = told.asked.count(self.path)
                told.asked.append(self.path)
                told.times.append(time.monotonic())
                told.headers.append(dict(self.headers))
                told.open += 1
                told.most = max(told.most, told.open)
            try:
                answer = told.answers.get(self.path, (404, {}, b"nothing"))
                status, headers, body = answer(before) if callable(answer) else answer
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(body)
            finally:
                with lock:
                    told.open -= 1

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    told.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()


def version_3(place: Institution, name: str, *, pages: int = 1, **more: Any) -> dict[str, Any]:
    """A manifest of version 3 with its pictures, a service of level 0 with sizes for each."""
    address = f"{place.address}/{name}"
    items = []
    for page in range(1, pages + 1):
        service = f"/image/{name}-{page}"
        place.picture(f"{service}/full/1024,768/0/default.jpg", size=(1024, 768), seed=page)
        sizes = [{"width": 256, "height": 192}, {"width": 1024, "height": 768}]
        items.append(
            {
                "id": f"{address}/canvas/{page}",
                "type": "Canvas",
                "label": {"fr": [f"f. {page}"]},
                "width": 4000,
                "height": 3000,
                "items": [
                    {
                        "type": "AnnotationPage",
                        "items": [
                            {
                                "type": "Annotation",
                                "motivation": "painting",
                                "body": {
                                    "id": f"{place.address}{service}/full/max/0/default.jpg",
                                    "type": "Image",
                                    "width": 4000,
                                    "height": 3000,
                                    "service": [
                                        {
                                            "id": place.address + service,
                                            "type": "ImageService3",
                                            "profile": "level0",
                                            "sizes": sizes,
                                        }
                                    ],
                                },
                            }
                        ],
                    }
                ],
            }
        )
    return {
        "@context": PRESENTATION_3,
        "id": f"{address}/manifest.json",
        "type": "Manifest",
        "label": {"fr": [f"Titre {name}"], "en": [f"Title {name}"]},
        "summary": {"fr": ["<p>Un <b>résumé</b> &amp; plus</p>"]},
        "metadata": [
            {"label": {"en": ["Creator"], "fr": ["Créateur"]}, "value": {"none": ["Nadar"]}},
            {"label": {"fr": ["Cote"]}, "value": {"none": [f"K {name}"]}},
            {"label": {"en": ["Subject"]}, "value": {"fr": ["cheval"], "en": ["horse"]}},
            {"label": {"en": ["Is part of"]}, "value": {"none": ["A series"]}},
        ],
        "rights": "http://creativecommons.org/publicdomain/mark/1.0/",
        "requiredStatement": {
            "label": {"fr": ["Source"]},
            "value": {"fr": ["Source gallica.bnf.fr / BnF"]},
        },
        "homepage": [{"id": f"{address}.html", "type": "Text", "format": "text/html"}],
        "items": items,
        **more,
    }


def version_2(place: Institution, name: str, *, level: int = 2, **more: Any) -> dict[str, Any]:
    """A manifest of version 2 with one picture, whose service makes any size."""
    address = f"{place.address}/{name}"
    service = f"/image/{name}"
    place.picture(f"{service}/full/,1024/0/default.jpg", size=(683, 1024))
    return {
        "@context": PRESENTATION_2,
        "@id": f"{address}/manifest.json",
        "@type": "sc:Manifest",
        "label": [{"@value": f"Titre {name}", "@language": "fr"}],
        "description": "Une estampe",
        "metadata": [{"label": "Date", "value": "1871"}],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "attribution": "Musée de la ville",
        "related": {"@id": f"{address}.html", "format": "text/html"},
        "sequences": [
            {
                "@type": "sc:Sequence",
                "canvases": [
                    {
                        "@id": f"{address}/canvas",
                        "@type": "sc:Canvas",
                        "label": "p. 1",
                        "width": 2000,
                        "height": 3000,
                        "images": [
                            {
                                "@type": "oa:Annotation",
                                "motivation": "sc:painting",
                                "resource": {
                                    "@id": f"{place.address}{service}/full/full/0/default.jpg",
                                    "@type": "dctypes:Image",
                                    "width": 2000,
                                    "height": 3000,
                                    "service": {
                                        "@context": IMAGE_2,
                                        "@id": place.address + service,
                                        "profile": f"http://iiif.io/api/image/2/level{level}.json",
                                    },
                                },
                            }
                        ],
                    }
                ],
            }
        ],
        **more,
    }
