"""PixPlot's viewer, from its package: downloaded, verified, unpacked; never kept in the house."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

VERSION = "0.0.112"
#: Of the source archive on PyPI; pip refuses another.
SHA256 = "efb84af44d3dbef488c03b1c0104c6e0f31d4e2a7da8ff6a945e2f8e5ade79cf"


def viewer(folder: Path) -> Path:
    """PixPlot's web folder below ``folder``, downloaded by pip where it is not there yet.

    Its Python side is neither installed nor run: it wants an old TensorFlow, and what it would
    write is written by ``benchmarks.peers.pixplot``. Ends with one line where pip cannot get it.
    """
    web = folder / f"pixplot-{VERSION}" / "pixplot" / "web"
    if web.is_dir():
        return web
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder / "wanted.txt"
    wanted.write_text(f"pixplot=={VERSION} --hash=sha256:{SHA256}\n")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command = [*pip, "--dest", str(folder), "-r", str(wanted)]
    got = subprocess.run(command, check=False, capture_output=True, text=True)
    if got.returncode:
        why = (got.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        sys.exit(f"PixPlot {VERSION} could not be downloaded: {why}")
    with tarfile.open(folder / f"pixplot-{VERSION}.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    return web
