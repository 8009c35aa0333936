"""Tables in Markdown, as the documents quote them."""

from __future__ import annotations

from collections.abc import Sequence


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose first column is text and whose others are figures."""
    lines = [" | ".join(row) for row in (header, ("---", *("---:" for _ in header[1:])), *rows)]
    return "\n".join(f"| {line} |" for line in lines)
