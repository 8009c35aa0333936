"""Lists of words: read from a file, or our own list for heritage images."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from precompute.errors import InputError

BUILT_IN = Path(__file__).with_name("heritage.csv")
"""Nouns, genres and techniques met in heritage collections; columns ``en,fr``; our own list."""

MOST, LONGEST = 200_000, 200
"""Largest number of words accepted, and of characters in one."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


def read_names(path: Path) -> dict[str, list[str]]:
    """Names by language code, every list of the same length.

    A ``.txt`` holds one name a line, in English; a ``.csv`` one column a language, headed by its
    code. A name missing in one language is taken from the first column. Raises ``InputError``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path} does not exist: give --vocabulary a .txt or .csv file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8 text ({error})") from None
    names = _columns(path, text) if path.suffix.lower() == ".csv" else {"en": _lines(text)}
    count = len(next(iter(names.values())))
    if not count:
        raise InputError(f"{path} holds no name: write one a line")
    if count > MOST:
        raise InputError(f"{path} holds {count} names: at most {MOST} are accepted")
    long = next((name for column in names.values() for name in column if len(name) > LONGEST), None)
    if long is not None:
        raise InputError(f"{path}: {long[:40]!r}… is longer than {LONGEST} characters: shorten it")
    empty = next((row for row in range(count) if not any(col[row] for col in names.values())), None)
    if empty is not None:
        raise InputError(f"{path}: name {empty + 1} is empty: remove it, and its vector")
    return names


def _lines(text: str) -> list[str]:
    # An empty line inside the list is kept, so that it is reported and not silently shifted.
    return [" ".join(line.split()) for line in text.rstrip().splitlines()] if text.strip() else []


def _columns(path: Path, text: str) -> dict[str, list[str]]:
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        header, *rows = csv.reader(io.StringIO(text.strip()), delimiter=separator, strict=True)
    except (csv.Error, ValueError):
        raise InputError(f"{path} is not a table: write a line of language codes first") from None
    codes = [code.strip().lower() for code in header]
    wrong = [code for code in codes if not _LANGUAGE.fullmatch(code)]
    if wrong or len(set(codes)) != len(codes):
        raise InputError(
            f"{path}: the first line must give language codes such as en,fr, "
            f"not {(wrong or codes)[0][:40]!r}"
        )
    for number, row in enumerate(rows, start=2):
        if len(row) > len(codes):
            raise InputError(f"{path}, line {number}: {len(row)} cells for {len(codes)} languages")
    padded = [[" ".join(cell.split()) for cell in row] for row in rows]
    padded = [row + [""] * (len(codes) - len(row)) for row in padded]
    return {
        code: [row[at] or next((cell for cell in row if cell), "") for row in padded]
        for at, code in enumerate(codes)
    }
