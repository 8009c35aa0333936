"""What is published, judged by programs of others: ``html-validate``, schema.org's own types.

And a walk over its links.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[1]
NODE = shutil.which("node")
MODULES = ROOT / "node_modules"
VALIDATOR = MODULES / "html-validate" / "bin" / "html-validate.mjs"
TYPESCRIPT = MODULES / "typescript" / "bin" / "tsc"
SCHEMA = MODULES / "schema-dts" / "dist" / "schema.d.ts"

_RULES = {
    "root": True,
    "extends": ["html-validate:standard", "html-validate:a11y"],
    # Lists may be named, as ARIA has it.
    "rules": {"aria-label-misuse": ["error", {"allowAnyNamable": True}]},
}
_ADDRESSES = ("href", "src", "poster", "data", "action")


def html_faults(pages: Sequence[Path], folder: Path) -> list[str]:
    """What ``html-validate`` (MIT licence) finds wrong; ``folder`` is for its settings."""
    if NODE is None or not VALIDATOR.is_file():
        pytest.skip("html-validate is not in node_modules: npm ci")
    settings = folder / "html-validate.json"
    settings.write_text(json.dumps(_RULES))
    command = [NODE, str(VALIDATOR), "--config", str(settings), "--formatter", "json"]
    done = subprocess.run(
        [*command, *map(str, pages)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.startswith("["), done.stderr
    return [
        f"{Path(page['filePath']).name}:{said['line']} {said['ruleId']} {said['message']}"
        for page in json.loads(done.stdout)
        for said in page["messages"]
    ]


def schema_faults(documents: Sequence[dict[str, Any]], folder: Path) -> list[str]:
    """What is not as schema.org has it in JSON-LD, by the types that Google makes of it.

    They are ``schema-dts`` (Apache licence), and who reads them is TypeScript: a property that a
    type does not have, or a value that a property does not take, is a line.
    """
    if NODE is None or not SCHEMA.is_file() or not TYPESCRIPT.is_file():
        pytest.skip("schema-dts is not in node_modules: npm ci")
    lines = ["import type * as S from 'schema-dts';"]
    for number, document in enumerate(documents):
        told = json.dumps(document)
        lines.append(f"export const d{number}: S.WithContext<S.{document['@type']}> = {told};")
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(MODULES)
    (folder / "told.ts").write_text("\n".join(lines))
    command = [
        NODE,
        str(TYPESCRIPT),
        "--strict",
        "--noEmit",
        "--skipLibCheck",
        "--target",
        "es2022",
    ]
    command += ["--module", "nodenext", "told.ts"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    return done.stdout.splitlines()


class _Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.outward: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in _ADDRESSES and value:
                # Where a page lies, and its other languages, browsers do not ask for.
                told = tag == "a" or dict(attrs).get("rel") in ("canonical", "alternate")
                (self.outward if told else self.asked).append(value)
            elif name == "srcset" and value:
                self.asked += [part.split()[0] for part in value.split(",") if part.strip()]


def broken_links(root: str) -> list[str]:
    """Walk over all that a site links to; what does not answer, or is asked for elsewhere.

    Readers may be led elsewhere by links; the site itself asks for nothing there.
    """
    wrong: list[str] = []
    seen: dict[str, _Links | None] = {}
    wanted = [(root, "")]
    fragments: list[tuple[str, str]] = []
    with httpx.Client() as client:
        while wanted:
            address, source = wanted.pop()
            if address in seen:
                continue
            answer = client.get(address)
            seen[address] = None
            if answer.status_code != 200:
                wrong.append(f"{source}: {address} answers {answer.status_code}")
                continue
            if not answer.headers["content-type"].startswith("text/html"):
                continue
            seen[address] = links = _Links(answer.text)
            for found in [*links.asked, *links.outward]:
                whole, fragment = urldefrag(urljoin(address, found))
                if not whole.startswith(root):
                    if found in links.asked and not whole.startswith("data:"):
                        wrong.append(f"{address}: asks for {whole}")
                    continue
                wanted.append((whole, address))
                if fragment and "?" not in whole:
                    fragments.append((whole, fragment))
    for whole, fragment in fragments:
        links = seen.get(whole)
        if links is not None and fragment not in links.ids:
            wrong.append(f"there is no {whole}#{fragment}")
    return wrong
