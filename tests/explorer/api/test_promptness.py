"""Connections to a socket that listened without naming its protocol send at once."""

import os
import socket
import sys

import pytest

from explorer.api.promptness import send_promptly

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what Linux does")


def nodelay(connection):
    return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_connection_made_later_does_not_wait(family):
    with socket.socket(family) as listening, socket.socket(family) as visitor:
        try:
            listening.bind(("::1" if family == socket.AF_INET6 else "127.0.0.1", 0))
        except OSError:
            pytest.skip("no such addresses here")
        listening.listen()
        assert not nodelay(listening)
        assert send_promptly() >= 1
        visitor.connect(listening.getsockname()[:2])
        accepted, _ = listening.accept()
        with accepted:
            assert nodelay(accepted)


def test_what_does_not_listen_is_left_as_it_is_and_nothing_stays_open(tmp_path):
    with socket.socket() as idle, socket.socketpair()[0], (tmp_path / "file").open("w"):
        before = len(os.listdir("/dev/fd"))
        send_promptly()
        assert len(os.listdir("/dev/fd")) == before
        assert not nodelay(idle)
        assert idle.fileno() >= 0
