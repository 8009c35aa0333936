import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from precompute.errors import InputError
from precompute.processes import each


@pytest.mark.parametrize("workers", [1, 2])
def test_every_task_is_done_once(workers):
    assert sorted(each(math.factorial, iter(range(9)), workers=workers)) == [
        math.factorial(n) for n in range(9)
    ]


def test_a_killed_worker_ends_in_one_line():
    with pytest.raises(InputError, match="fewer --workers"):
        list(each(os._exit, [1, 1], workers=2))


def test_an_error_of_a_task_is_raised_here():
    with pytest.raises(ValueError, match="negative"):
        list(each(math.factorial, [1, -1], workers=2))


def test_workers_end_with_their_parent_however_it_ends(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, time\n"
        "from precompute.processes import each\n"
        "if __name__ == '__main__':\n"
        "    tasks = [f'echo $PPID > {os.getcwd()}/worker; sleep 1'] + ['sleep 60'] * 3\n"
        "    list(each(os.system, tasks, workers=2))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    parent = subprocess.Popen([sys.executable, script], cwd=tmp_path, env=environment)
    written = tmp_path / "worker"
    wait_for(lambda: written.exists() and written.read_text().strip())
    worker = int(written.read_text())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    wait_for(lambda: not alive(worker))


def wait_for(happened, seconds=30):
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


def alive(process):
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
        return stat.rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
