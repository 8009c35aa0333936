"""Serving starts and searches where torch, open_clip and umap cannot be imported."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

GUARD = """
import importlib.abc, sys

FORBIDDEN = {forbidden!r}

class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in FORBIDDEN:
            raise ModuleNotFoundError(f"{{name}} is not installed here", name=name)

sys.meta_path.insert(0, Refuse())
"""

HEAVY = (
    *("torch", "torchvision", "open_clip", "umap", "precompute", "transformers", "timm"),
    *("onnx", "sklearn", "scipy", "numba", "cv2", "tqdm"),
)

SEARCH = """
from pathlib import Path

from explorer.catalogue import Catalogue
from explorer.search.query import Query

collection = Catalogue(Path(sys.argv[1])).get("small")
answer = collection.engine.search(Query(text="cheval", language="fr", k=10))
items = collection.items([hit.row for hit in answer.hits], language="fr")
assert all(item.title.startswith("Cheval") for item in items), items
assert len(collection.engine.similar([3], k=40).hits) == 40

import threading, time, urllib.request, json, socket
import uvicorn
from starlette.applications import Starlette
from explorer.api import routes
from explorer.settings import Settings

app = Starlette(routes=routes(Catalogue(Path(sys.argv[1])), Settings(data=Path(sys.argv[1]))))
listening = socket.create_server(("127.0.0.1", 0))
server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
threading.Thread(target=server.run, kwargs={{"sockets": [listening]}}, daemon=True).start()
address = "http://127.0.0.1:%d/api/v1/small/search?q=horloge" % listening.getsockname()[1]
while not server.started:
    time.sleep(0.01)
found = json.load(urllib.request.urlopen(address))["results"]
assert found[0]["title"].startswith("Horloge"), found
loaded = FORBIDDEN & {{name.partition(".")[0] for name in sys.modules}}
assert not loaded, loaded
print("searched", len(items))
"""


def run(code, *arguments):
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_app_itself_starts_and_searches(small_bundle, tmp_path):
    """``streamlit run app.py``, where Python refuses the offline side from its very start."""
    forbidden = {"torch", "torchvision", "open_clip", "umap", "precompute", "sklearn", "numba"}
    (tmp_path / "sitecustomize.py").write_text(GUARD.format(forbidden=forbidden))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"PYTHONPATH": str(tmp_path), "EXPLORER_DATA": str(small_bundle.parent)}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with (tmp_path / "log").open("w+") as log:
        app = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            found = ask(app, f"http://127.0.0.1:{port}/api/v1/small/search?q=cheval", log)
            page = ask(app, f"http://127.0.0.1:{port}/", log)
        finally:
            app.terminate()
            app.wait(timeout=20)
    assert json.loads(found)["results"][0]["title"].startswith("Cheval")
    assert b"<html" in page


def ask(app, address, log):
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as reply:
                return reply.read()
        except OSError:
            log.seek(0)
            assert app.poll() is None, log.read()
            assert time.monotonic() < until, log.read()
            time.sleep(0.1)


def test_the_guard_does_refuse():
    refused = run(GUARD.format(forbidden={"torch"}) + "import torch")
    assert refused.returncode != 0
    assert "torch is not installed here" in refused.stderr


def test_serving_searches_without_the_offline_side(small_bundle):
    code = (GUARD + SEARCH).format(forbidden=set(HEAVY))
    done = run(code, str(small_bundle.parent))
    assert done.returncode == 0, done.stderr
    assert done.stdout == "searched 10\n"
