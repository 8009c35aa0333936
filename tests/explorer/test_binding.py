"""A volume holds what its modules hold, and says which of them it cannot hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from explorer.binding import CLASSIC, VOLUMES, BindingError, bind, volume_name
from explorer.program import VIEWER, program


@pytest.mark.parametrize("entry", sorted(path.name for path in VIEWER.glob("*.js")))
def test_every_module_can_be_bound(entry: str) -> None:
    text = bind(entry)
    code = re.sub(r"^ *(/?\*|//).*$", "", text, flags=re.M)
    assert not re.search(r"^import\b", code, re.M)
    assert not re.search(r"[^.\w]import\(", re.sub(r"/\*\*.*?\*/", "", code))


@pytest.mark.parametrize("entry", VOLUMES)
def test_a_volume_has_all_that_is_needed(entry: str) -> None:
    text = bind(entry)
    needed = set(re.findall(r'\$need\("([^"]+)"\)', text))
    given = set(re.findall(r'^"([a-z0-9-]+\.js)": \(\) => \{$', text, re.M))
    assert needed == given
    assert given | {entry} == {name for name in program(entry) if name.endswith(".js")}
    here = r"\$here" if entry in CLASSIC else r"import\.meta\.url"
    assert (entry in CLASSIC) == text.startswith("(() => {")
    carried = re.search(rf"\.carry\({here}, (\{{.*\}})\);$", text, re.M)
    assert carried is not None
    styles = {name for name in program(entry) if name.endswith(".css")}
    assert json.loads(carried[1]) == {
        name: (VIEWER / name).read_text(encoding="utf-8") for name in styles
    }


@pytest.mark.parametrize("entry", VOLUMES)
def test_a_bare_volume_does_the_same_in_fewer_bytes(entry: str) -> None:
    whole, bare = bind(entry), bind(entry, bare=True)
    assert len(bare) < 0.85 * len(whole)
    assert not re.search(r"^[ \t]|^/\*", bare, re.M)
    # Blanks before a line are dropped: a text of several lines would lose its own.
    code = re.sub(r"//.*|/\*[\s\S]*?\*/|\"(?:[^\"\\\n]|\\.)*\"|/(?:[^/\n\\]|\\.)+/", "", whole)
    assert not re.search(r"^[^`\n]*(?:`[^`\n]*`[^`\n]*)*`[^`\n]*$", code, re.M)


def test_a_bare_style_sheet_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { carry } from "./dom.js";\ncarry();\n')
    (tmp_path / "dom.js").write_text('export function carry() { return "a.css"; }\n')
    style = (
        '/* Why. */\n.a,\n.b > p {\n  margin: 0\n    1px;\n  content: "; ";\n}\n'
        "@media (x) {\n  p { x: y; }\n}\n"
    )
    (tmp_path / "a.css").write_text(style)
    carried = re.search(r"\.carry\([^,]*, (\{.*\})\);", bind("a.js", folder=tmp_path, bare=True))
    assert carried is not None
    assert json.loads(carried[1]) == {
        "a.css": '.a,.b > p {margin: 0 1px;content: "; ";}@media (x) {p { x: y; }}'
    }


def test_every_form_is_taken_and_given(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(
        "import {\n  one, two as second,\n} from './b.js';\n"
        'import * as all from "./b.js";\n'
        "export const sum = one + second() + new all.Three().n;\n"
        'export const late = async () => (await import("./c.js")).c;\n'
        '/** @param {import("./b.js").Three} three */\n'
    )
    (tmp_path / "b.js").write_text(
        "export const one = 1;\nexport function two() { return 2; }\n"
        "export class Three { n = 3; }\nexport async function four() {}\nconst hidden = 5;"
    )
    (tmp_path / "c.js").write_text('export const c = "export const no = 1";\n')
    text = bind("a.js", folder=tmp_path)
    assert 'const {\n  one, two: second,\n} = $need("b.js");' in text
    assert 'const all = $need("b.js");' in text
    assert "return { one, two, Three, four };" in text
    assert 'await Promise.resolve().then(() => $need("c.js"))' in text
    assert "export const sum" in text and "export const one" not in text
    assert "carry" not in text
    assert volume_name("a.js") == "a.bound.js"


@pytest.mark.parametrize(
    "line",
    [
        "export default 1;",
        "export let n = 1;",
        "export { x };",
        'export { x } from "./b.js";',
        'export * from "./b.js";',
        'import "./b.js";',
        'import b from "./b.js";',
        'import { b } from "elsewhere";',
        'import { b } from "https://example.org/b.js";',
    ],
)
def test_what_cannot_be_bound_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "b.js").write_text("")
    for name in ("first.js", "last.js"):
        (tmp_path / name).write_text(f"const x = 1;\n{line}\n")
    (tmp_path / "above.js").write_text('import { y } from "./last.js";\n')
    for entry, guilty in (("first.js", "first.js"), ("above.js", "last.js")):
        with pytest.raises(BindingError, match=f"^{re.escape(guilty)} .*{re.escape(line)}$"):
            bind(entry, folder=tmp_path)


def test_circles_are_refused(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "c"), ("c", "b")):
        (tmp_path / f"{name}.js").write_text(f'import {{ x }} from "./{other}.js";\n')
    with pytest.raises(BindingError, match=r"b\.js needs c\.js needs b\.js"):
        bind("a.js", folder=tmp_path)
