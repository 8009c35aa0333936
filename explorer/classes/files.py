"""Sets of classes as YAML files: those that come with the house, and people's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from explorer.classes.models import ClassSet, read_set
from explorer.exhibitions.models import InvalidError

MAX_BYTES = 256_000
"""Of a file."""

_PRESETS = Path(__file__).with_name("presets")
_DEEPEST = 12


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # PyYAML tells no types
    """Text stays text: ``no`` is a language and ``1900`` a prompt. Nothing is said twice."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (PyYAML's own way)

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise InvalidError("the file refers to a part of itself (*name): write it out")
        if getattr(self.peek_event(), "tag", None) is not None:
            raise InvalidError("the file says what kinds its values are (!kind): leave that out")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise InvalidError("the document is nested too deeply")
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        names = [str(key.value) for key, _ in node.value]
        twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
        if twice is not None:
            raise InvalidError(f"{twice[:60]!r} is there twice, near line {_line(node)}")
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        return made


def read_yaml(text: bytes | str) -> ClassSet:
    """A set from a file; raises ``InvalidError`` with one line that says where and why."""
    data = text.encode(errors="replace") if isinstance(text, str) else text
    if len(data) > MAX_BYTES:
        raise InvalidError(f"a file of classes is at most {MAX_BYTES // 1000} kB")
    try:
        decoded = data.decode("utf-8-sig")
        told = yaml.load(decoded, Loader=_Loader)  # noqa: S506  (a SafeLoader)
    except UnicodeDecodeError:
        raise InvalidError("the file is not text in UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        raise InvalidError(f"the file is no YAML that can be read{where}") from None
    except (ValueError, TypeError, RecursionError) as error:
        if isinstance(error, InvalidError):
            raise
        raise InvalidError("the file is no YAML that can be read") from None
    if not isinstance(told, dict):
        raise InvalidError("the file holds no set of classes: see the presets for how one looks")
    return read_set(told)


def to_yaml(kept: ClassSet) -> bytes:
    """A set as a file, which ``read_yaml`` reads as the same set."""
    told = kept.model_dump(mode="json", exclude_defaults=True)
    text: str = yaml.safe_dump(
        {"format": kept.format, **told}, allow_unicode=True, sort_keys=False, width=100
    )
    return text.encode()


@cache
def presets() -> dict[str, ClassSet]:
    """The sets that come with the house, by id, in the order they are offered."""
    found = [read_yaml(path.read_bytes()) for path in sorted(_PRESETS.glob("*.yaml"))]
    return {each.id: each for each in found}


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1
