"""The app for the public as it stands on the web: one process or several, behind nginx.

nginx runs with ``deploy/public/nginx.conf`` as it is, but for its port, the addresses of the
replicas and where it keeps what it caches.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
"""Where nginx is; ``None`` where it is not."""


@contextlib.contextmanager
def behind_nginx(folder: Path, apps: Sequence[str]) -> Iterator[tuple[str, psutil.Process]]:
    """nginx before ``apps`` (``http://127.0.0.1:…``): its address and its process.

    ``folder`` is its own, for caches and logs. ``RuntimeError`` when nginx does not start.
    """
    port = free_port()
    named = [app.removeprefix("http://").rstrip("/") for app in apps]
    text = (ROOT / "deploy/public/nginx.conf").read_text(encoding="utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "server 127.0.0.1:8501": "server "
        + " max_fails=2 fail_timeout=5s;\n    server ".join(named),
        "/var/cache/nginx/cimaise": f"{folder}/cache",
    }
    for before, after in changes.items():
        if before not in text:
            raise RuntimeError(f"nginx.conf does not say {before}")
        text = text.replace(before, after, 1)
    (folder / "site.conf").write_text(text, encoding="utf-8")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = ""
    if os.geteuid() == 0:
        folder.chmod(0o755)
        user = "user root;\n"
    whole = folder / "nginx.conf"
    whole.write_text(
        f"{user}daemon off;\nworker_processes 1;\npid {folder}/pid;\n"
        f"error_log {folder}/error.log;\nevents {{ worker_connections 4096; }}\n"
        f"http {{\naccess_log off;\n{temporary}include {folder}/site.conf;\n}}\n",
        encoding="utf-8",
    )
    command = [str(NGINX), "-c", str(whole), "-p", str(folder)]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    if tried.returncode:
        raise RuntimeError(tried.stderr.strip())
    process = subprocess.Popen(command)
    try:
        yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextlib.contextmanager
def replicas(apps: Sequence[str]) -> Iterator[tuple[str, list[psutil.Process]]]:
    """nginx before ``apps`` in a folder that is gone afterwards: its address and processes."""
    with (
        tempfile.TemporaryDirectory(prefix="behind-") as folder,
        behind_nginx(Path(folder), apps) as (address, process),
    ):
        time.sleep(0.5)  # its worker is there by now
        yield address, [process, *process.children()]
