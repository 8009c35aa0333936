"""Hash every file of bundles again, with no more than serving needs.

``python -m explorer.bundle FOLDER…`` prints what is not as it was published; exit codes are 0 when
all is, 1 for what is no bundle, 3 for one that is damaged.
"""

from __future__ import annotations

import sys
from pathlib import Path

from explorer.bundle import BundleError, verify

OK, WRONG, DAMAGED = 0, 1, 3


def main(folders: list[str]) -> int:
    """Verify them; the exit code."""
    if not folders:
        sys.stderr.write("name the folder of a bundle: python -m explorer.bundle FOLDER\n")
        return WRONG
    code = OK
    for folder in folders:
        try:
            problems = verify(Path(folder))
        except BundleError as error:
            sys.stderr.write(f"{error}\n")
            return WRONG
        for problem in problems:
            sys.stdout.write(f"{problem.path} {problem.what}\n")
        if problems:
            code = DAMAGED
        else:
            sys.stdout.write(f"{folder}: every file is what was published\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
