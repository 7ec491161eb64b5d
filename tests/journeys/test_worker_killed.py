"""Kill the worker while it handles a letter: the letter still arrives, exactly once."""

import os
import signal

import pytest

from tests.journeys.portal import Portal, wait_until

pytestmark = pytest.mark.browser
ADDRESS = "worker@killed.example"


def test_a_worker_killed_before_it_sends_loses_nothing(portal: Portal) -> None:
    killed = portal.stop_workers()
    portal.sign_up(name="苏念真", institution_zh="吴淞理工大学", email=ADDRESS, language="zh-hans")
    assert portal.letter_row(ADDRESS) == ("queued", 0)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)

    portal.wait_for_letter(ADDRESS)
    wait_until(lambda: portal.letter_row(ADDRESS)[0] == "sent" or None, within=20)

    assert not set(killed) & set(portal.workers())
    assert portal.letter_row(ADDRESS) == ("sent", 1)
    assert len(portal.letters_to(ADDRESS)) == 1
