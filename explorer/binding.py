"""The viewer's program as one file, put together from its modules when it is served or exported.

A browser asks for modules one by one, and each costs some milliseconds whoever answers: a first
visit to the map would spend most of its time on eighty of them. A *volume* holds a module with all
that it needs, styles included, so that one question is enough. The modules remain the truth: they
are served as well, and what a volume does is what they do.

A volume is nothing but the modules' own text. Each becomes the body of a function, which is called
when the module is first needed and gives what the module exports; the one that was asked for comes
last, and stays a module. This holds for modules written as the viewer's are: whole ``import``
statements at the beginning of a line, exports of functions, classes and constants where they are
declared, no circle among them. Anything else raises ``BindingError``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from explorer.program import LATER, VIEWER, program

VOLUMES = ("cloud.js", "exhibition.js", "home.js", "map.js", "static.js")
"""Modules that there are volumes of: those of which a visit would ask for dozens of files."""

CLASSIC = ("exhibition.js",)
"""Those of which the volume is a script and no module: browsers load no module from the disk."""

_STYLING = "dom.js"
"""The module that dresses the others: it is handed the styles that come along."""

_IMPORT = re.compile(
    r"""^import\s+(?P<what>\{[^}]*\}|\*\s+as\s+\w+)\s+from\s+["']\./(?P<name>[a-z0-9-]+\.js)["'];""",
    re.M,
)
_EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (?P<name>\w+))", re.M)
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/)[\s\S])*\*/|//[^\n]*)[ \t]*\n", re.M)
"""A comment with lines of its own: no text that a page shows is written so."""

_TYPE = re.compile(r"/\*\* @(?:(?!\*/)[^\n])*\*/ ?")
"""What a type checker is told within a line."""

_INDENT = re.compile(r"^[ \t]+", re.M)
"""What stands before a line: no text of a page goes over several lines of the program."""

_REMARK = re.compile(r"/\*[\s\S]*?\*/")
_BREAK = re.compile(r"([{};,])?\s*\n\s*")
"""Comments and line ends of a style sheet; after a sign that ends something nothing is needed."""

_OTHER = re.compile(r"^(?:import|export)\b.*", re.M)


class BindingError(ValueError):
    """A module is written in a way that cannot be bound; the message says which, and where."""


def volume_name(entry: str) -> str:
    """The name of the file in which a module is served with all that it needs."""
    return entry.removesuffix(".js") + ".bound.js"


def bind(entry: str, *, folder: Path = VIEWER, bare: bool = False) -> str:
    """The text of the volume of ``entry``, a module in ``folder``.

    ``bare`` is without comments and without the blanks that only readers need. Raises
    ``BindingError``.
    """
    texts = {
        name: (folder / name).read_text(encoding="utf-8") for name in program(entry, folder=folder)
    }
    if bare:
        texts = {name: _bared(name, text) for name, text in texts.items()}
    _refuse_circles(entry, texts)
    modules = [name for name in texts if name.endswith(".js") and name != entry]
    styles = {name: text for name, text in texts.items() if name.endswith(".css")}
    carry = f"$need({json.dumps(_STYLING)}).carry(import.meta.url, {json.dumps(styles)});\n"
    volume = "".join(
        (
            f"// {entry} and the modules it needs, as they are in their own files.\n",
            "const $made = {};\n",
            "const $need = (name) => ($made[name] ??= $modules[name]());\n",
            "const $modules = {\n",
            *(_function(name, texts[name]) for name in modules),
            "};\n",
            carry if styles and _STYLING in texts else "",
            _taking(entry, texts[entry]),
        )
    )
    return _script(volume) if entry in CLASSIC else volume


def _bared(name: str, text: str) -> str:
    if name.endswith(".css"):
        return _BREAK.sub(lambda end: end[1] or " ", _REMARK.sub("", text)).strip()
    return _INDENT.sub("", _TYPE.sub("", _COMMENT.sub("", text)))


def _script(volume: str) -> str:
    """A volume as a classic script, which knows its address while it is first run."""
    text = volume.replace("import.meta.url", "$here")
    return f'(() => {{\n"use strict";\nconst $here = document.currentScript.src;\n{text}}})();\n'


def _function(name: str, text: str) -> str:
    exported = ", ".join(match["name"] for match in _EXPORT.finditer(text))
    body = _EXPORT.sub("", _taking(name, text))
    return f"{json.dumps(name)}: () => {{\n{body}\nreturn {{ {exported} }};\n}},\n"


def _taking(name: str, text: str) -> str:
    """A module's text that takes from the volume what it would import."""
    text = LATER.sub(r'\1Promise.resolve().then(() => $need("\2"))', _IMPORT.sub(_taken, text))
    other = _OTHER.search(_EXPORT.sub("", text))
    if other is not None:
        raise BindingError(f"{name} cannot be bound with this line: {other[0]}")
    return text


def _taken(match: re.Match[str]) -> str:
    what = match["what"]
    names = re.sub(r"\s+as\s+", ": ", what) if what.startswith("{") else what.split()[-1]
    return f"const {names} = $need({json.dumps(match['name'])});"


def _refuse_circles(entry: str, texts: dict[str, str]) -> None:
    done: set[str] = set()

    def follow(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            raise BindingError(f"{' needs '.join((*way[way.index(name) :], name))}: a circle")
        if name not in done:
            for match in _IMPORT.finditer(texts.get(name, "")):
                follow(match["name"], (*way, name))
            done.add(name)

    for name in (entry, *texts):
        follow(name, ())
