"""What many visitors at once meet with: ``python -m benchmarks.visitors BUNDLE [--visitors 100]``.

Starts the app for the public over the folder of a bundle, and lets visitors come to it, on
loopback, all within ``--arriving`` seconds. Each does what a browser does: asks for a page that is
written whole, opens an interactive page and its websocket (Streamlit's own messages), searches,
looks at pictures, goes to another page, thinks in between. Prints, in milliseconds, what half and
95 of 100 waited for, how much of the processor the server and the visitors took, the memory of the
server a visitor, and what failed (nothing may).

With ``--replicas N`` as many processes stand behind nginx, as ``deploy/public`` has it; each
visitor then comes from an address of their own (Linux: all of 127.0.0.0/8 is this machine).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np
import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from benchmarks.behind import free_port, replicas
from explorer.site import addresses

ROOT = Path(__file__).resolve().parents[1]
WORDS = (
    "portrait",
    "paysage",
    "a boat",
    "fleurs",
    "cheval",
    "une maison au bord de l'eau",
    "night",
)
PAGES = ("recherche", "themes", "similaires", "a-propos")


@dataclass
class Met:
    """Seconds waited, by what was waited for; what failed; how long one thinks, in seconds."""

    thinking: float
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)

    @contextlib.contextmanager
    def waiting(self, what: str) -> Iterator[None]:
        """Take the time of one wait."""
        began = time.perf_counter()
        try:
            yield
        except Exception as error:
            self.failed.append(f"{what}: {type(error).__name__} {error}"[:200])
        else:
            self.seconds[what].append(time.perf_counter() - began)


@contextlib.contextmanager
def app(data: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The app for the public, in a process of its own; no limits, as all come from one address."""
    port = free_port()
    settings = {"EXPLORER_DATA": str(data), "EXPLORER_PROFILE": "public"}
    settings |= {f"EXPLORER_{name}_A_MINUTE": "0" for name in ("SEARCHES", "PICTURES", "VISITS")}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(
        [*command, "--server.address", "127.0.0.1"],
        cwd=ROOT, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextlib.contextmanager
def apps(data: Path, *, several: int) -> Iterator[tuple[str, list[psutil.Process]]]:
    """The app alone, or ``several`` behind nginx: where it is, and all its processes."""
    with contextlib.ExitStack() as stack:
        one = [stack.enter_context(app(data)) for _ in range(several or 1)]
        processes = [process for _, process in one]
        for address, _ in one:
            ready(address, data.name)
        if not several:
            yield one[0][0], processes
            return
        address, more = stack.enter_context(replicas([address for address, _ in one]))
        yield address, [*processes, *more]


def ready(address: str, name: str) -> None:
    """Wait until a collection is open."""
    for _ in range(1200):
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{address}/api/v1/{name}/themes", timeout=60).status_code == 200:
                return
        time.sleep(0.1)


def client_of(address: str, who: str = "127.0.0.1") -> httpx.AsyncClient:
    """A browser's connections. It drops those at rest before the server does, as browsers notice;
    certificates are not even loaded, which takes longer than most answers."""
    limits = httpx.Limits(max_connections=6, keepalive_expiry=3)
    way = httpx.AsyncHTTPTransport(verify=False, limits=limits, local_address=who)
    return httpx.AsyncClient(base_url=address, timeout=60, transport=way)


async def converse(address: str, page: str, query: str, met: Met, who: str) -> None:
    """A page's websocket: run its script some times, and wait for each to be finished."""
    what, rounds = "interactive page", 3
    where = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    with met.waiting(f"{what}, connected"):
        conversation = await connect(
            where, origin=address, subprotocols=["streamlit"], max_size=None, open_timeout=60,
            local_addr=(who, 0),
        )  # fmt: skip
    async with conversation:
        for turn in range(rounds):
            began = time.perf_counter()
            said = BackMsg(rerun_script={"query_string": query, "page_name": page})
            await conversation.send(said.SerializeToString())
            first = True
            while True:
                told = ForwardMsg.FromString(
                    await asyncio.wait_for(conversation.recv(decode=False), 60)
                )
                kind = told.WhichOneof("type")
                if kind == "delta" and first:
                    first = False
                    met.seconds[f"{what}, first content"].append(time.perf_counter() - began)
                if kind == "script_finished":
                    break
            met.seconds[f"{what}, whole"].append(time.perf_counter() - began)
            if turn + 1 < rounds:
                await asyncio.sleep(random.expovariate(1 / met.thinking))


async def visit(
    address: str, name: str, *, ids: list[str], thumbs: list[str], met: Met, who: str
) -> None:
    """What one visitor does, who comes from the address ``who``."""
    chosen = random.Random()

    async def think() -> None:
        await asyncio.sleep(chosen.expovariate(1 / met.thinking))

    async with client_of(address, who) as client:

        async def get(what: str, path: str, **params: str | int) -> None:
            with met.waiting(what):
                told = await client.get(path, params=params or None)
                told.raise_for_status()

        await get("home, written whole", "/", lang="fr")
        await get("item, written whole", f"/{addresses.item(name, chosen.choice(ids))}")
        await think()
        await get("document", "/recherche", collection=name)
        query = f"collection={name}&lang=fr"

        async def look() -> None:
            for _ in range(4):
                await get("search", f"/api/v1/{name}/search", q=chosen.choice(WORDS), k=40)
                await asyncio.gather(
                    *(get("picture", f"/{path}") for path in chosen.sample(thumbs, 12))
                )
                await think()

        try:
            page = chosen.choice(PAGES)
            await asyncio.gather(converse(address, page, query, met, who), look())
        except Exception as error:
            met.failed.append(f"conversation: {type(error).__name__} {error}"[:200])


async def tiles(address: str, name: str, met: Met, visitors: int) -> None:
    """Sheets of the map, as many as a first view asks for, for each visitor."""
    async with client_of(address) as client:
        root = (await client.get(f"/api/v1/{name}")).json()["data"]
        for _ in range(visitors):
            await asyncio.sleep(random.expovariate(visitors / 20))
            for kind in ("bin", "webp"):
                with met.waiting("tile"):
                    told = await client.get(f"/{root}sheets/map/0/0/0.{kind}")
                    told.raise_for_status()


async def come(
    address: str, name: str, *, visitors: int, arriving: float, thinking: float, apart: bool = False
) -> Met:
    """Let all visitors come; each from another address if they come ``apart``."""
    met = Met(thinking)
    async with client_of(address) as client:
        rows = ",".join(map(str, range(150)))
        told = (await client.get(f"/api/v1/{name}/rows", params={"rows": rows})).json()["results"]
    ids = [one["id"] for one in told]
    thumbs = [one["thumbs"]["256"] for one in told]

    async def one(number: int) -> None:
        await asyncio.sleep(random.uniform(0, arriving))
        who = f"127.0.{1 + number // 250}.{1 + number % 250}" if apart else "127.0.0.1"
        await visit(address, name, ids=ids, thumbs=thumbs, met=met, who=who)

    await asyncio.gather(
        *(one(number) for number in range(visitors)), tiles(address, name, met, visitors)
    )
    return met


def worked(processes: Sequence[psutil.Process]) -> float:
    """Seconds of processor time."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def memory(processes: Sequence[psutil.Process]) -> int:
    """Bytes that are theirs alone."""
    return sum(process.memory_full_info().uss for process in processes)


def main() -> int:
    """Measure, print a table; 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--visitors", type=int, default=100)
    parser.add_argument("--arriving", type=float, default=30.0, help="seconds in which all come")
    parser.add_argument("--thinking", type=float, default=8.0, help="seconds between two acts")
    parser.add_argument("--replicas", type=int, default=0, help="processes behind nginx")
    asked = parser.parse_args()
    name = asked.bundle.resolve().name
    with apps(asked.bundle.resolve(), several=asked.replicas) as (address, processes):
        apart = asked.replicas > 0
        asyncio.run(come(address, name, visitors=10, arriving=1, thinking=0.1, apart=apart))
        before, own = memory(processes), worked([psutil.Process()])
        began, busy = time.perf_counter(), worked(processes)
        pace = {"arriving": asked.arriving, "thinking": asked.thinking}
        met = asyncio.run(come(address, name, visitors=asked.visitors, apart=apart, **pace))
        lasted = time.perf_counter() - began
        busy, own = worked(processes) - busy, worked([psutil.Process()]) - own
        grown = memory(processes) - before
    print(f"| {asked.visitors} visitors | times | p50 ms | p95 ms |\n| --- | ---: | ---: | ---: |")
    for what, seconds in sorted(met.seconds.items()):
        half, most = np.percentile(np.asarray(seconds) * 1000, (50, 95))
        print(f"| {what} | {len(seconds)} | {half:,.0f} | {most:,.0f} |")
    cores = lasted * (os.cpu_count() or 1)
    print(
        f"\nin {lasted:.0f} s, {busy:.1f} s of processor time (the visitors' own: {own:.1f} s; "
        f"of all cores {busy / cores:.0%} and {own / cores:.0%}); "
        f"{grown / asked.visitors / 1e6:.2f} MB a visitor; {len(met.failed)} failed"
    )
    for line in met.failed[:10]:
        print(" ", line)
    return bool(met.failed)


if __name__ == "__main__":
    sys.exit(main())
