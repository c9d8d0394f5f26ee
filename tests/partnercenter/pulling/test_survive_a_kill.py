"""However a pull ends, the next one goes on: nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from tests.command_line import address_of, start
from tests.partnercenter.pulling.conftest import SECRET
from tests.partnercenter.pulling.pulls import pulled, run_pull, state

if TYPE_CHECKING:
    from tests.partnercenter.pulling.conftest import Service

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 20 if os.environ.get("SLOW") == "1" else 1
RUNNING = "Another pull from Partner Center is running."


@contextmanager
def pulling(service: Service) -> Iterator[subprocess.Popen[bytes]]:
    process = start(
        *("pull_activity", "partnercenter"),
        DATABASE_URL=address_of(connection.settings_dict),
        PARTNER_CENTER_URL=service.url,
        PARTNER_CENTER_LOGIN_URL=service.url,
        PARTNER_CENTER_TENANT_ID="contoso.example",
        PARTNER_CENTER_CLIENT_ID="the-application",
        PARTNER_CENTER_CLIENT_SECRET=SECRET,
    )
    with process:
        yield process
        process.send_signal(signal.SIGKILL)


def wait_until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < end, "it does not come so far"
        time.sleep(0.002)


def run_again() -> tuple[int, str, str]:
    """As soon as the database has noticed that who held the lock is gone."""
    result = run_pull()
    while RUNNING in result[2]:
        time.sleep(0.02)
        result = run_pull()
    return result


def test_a_second_pull_says_that_one_is_running(service: Service) -> None:
    service.hold(40, size=4, faults=["", "", "", "hang"])
    with pulling(service):
        wait_until(lambda: len(service.seen()["asked"]) == 4)
        assert run_pull() == (1, "", RUNNING)
    before = pulled()
    assert 0 < len(before) < 40
    assert run_again()[0] == 0
    assert pulled() == service.held


@pytest.mark.slow
def test_a_pull_that_is_killed_anywhere_is_completed_by_the_next(service: Service) -> None:
    service.hold(60 * ROUNDS, size=3, always="slow")
    for number in range(1, ROUNDS + 1):
        service.set(asked=[])
        with pulling(service):
            wait_until(lambda: len(service.seen()["asked"]) > 10)
            time.sleep(number * 0.003)
        there = pulled()
        assert len(there) == len(set(there)) < 60 * ROUNDS
    service.set(always="", asked=[])
    known = int(run_again()[1].split(", ")[2].removesuffix(" known"))
    assert pulled() == service.held
    # What was read before is not read again, but for the page in hand and the last days.
    assert known <= 3 + 3 * 60 * ROUNDS // 85 + 3
    assert "done" in state()
