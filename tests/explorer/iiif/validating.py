"""Documents judged by others: the models of ``iiif-prezi3``, and ``@iiif/parser`` in Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import iiif_prezi3
import pytest

ROOT = Path(__file__).resolve().parents[3]
NODE = shutil.which("node")
STRICT = ROOT / "node_modules" / "@iiif" / "parser"

_SCRIPT = """
import { presentation3StrictUpgrade } from "@iiif/parser/strict";
let text = "";
for await (const part of process.stdin) text += part;
const found = JSON.parse(text).map((document) => {
  const state = { warnings: [] };
  try {
    presentation3StrictUpgrade(document, state);
    return state.warnings;
  } catch (error) {
    return [...state.warnings, String(error)];
  }
});
process.stdout.write(JSON.stringify(found));
"""

_KINDS = {
    "Manifest": iiif_prezi3.Manifest,
    "Collection": iiif_prezi3.Collection,
    "AnnotationPage": iiif_prezi3.AnnotationPage,
}


def check(document: dict[str, Any]) -> None:
    """Refuse what the models refuse, and what they let pass though the specification does not."""
    _KINDS[document["type"]].model_validate(document)
    assert document["@context"] == "http://iiif.io/api/presentation/3/context.json"
    _check_rights(document)


def strict(documents: Sequence[dict[str, Any]]) -> list[list[str]]:
    """What the strict parser has to say of each document: nothing, of a good one."""
    if NODE is None or not STRICT.is_dir():
        pytest.skip("@iiif/parser is not in node_modules: npm ci")
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", _SCRIPT],
        input=json.dumps(documents),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout)
    return found


def _check_rights(value: Any) -> None:
    if isinstance(value, dict):
        rights = value.get("rights", "http://creativecommons.org/")
        allowed = ("http://creativecommons.org/", "http://rightsstatements.org/vocab/")
        assert rights.startswith(allowed)
        for one in value.values():
            _check_rights(one)
    elif isinstance(value, list):
        for one in value:
            _check_rights(one)
