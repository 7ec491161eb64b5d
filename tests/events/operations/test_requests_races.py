"""Two members of the centre answer one request at once."""

import pytest

from events.models import AuditEntry, ChangeRequest
from events.operations import requests
from events.operations.requests import RequestClosed, RequestRefused, Wish, ask_change, decline_request
from events.rules.requests import TitleValue
from tests.builders.people import NOW, the_cast
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def answered_at_once() -> list[bool]:
    """Decline one request four times at once; return which of them went through."""
    cast = the_cast()
    wish = Wish(wanted=TitleValue(title_zh="细胞", title_en=""), reason="Shorter.")
    key = ask_change(cast.forum, wish, by=None, now=NOW).pk

    def press(number: int) -> bool:
        request = ChangeRequest.objects.select_related("conference").get(pk=key)
        try:
            decline_request(request, f"No, says {number}.", by=None, now=NOW)
        except RequestClosed:
            return False
        return True

    return sorted(at_once(press, times=4))


def test_a_request_is_answered_once_however_many_answer_it() -> None:
    assert answered_at_once() == [False, False, False, True]
    assert AuditEntry.objects.filter(deed="declined").count() == 1


def test_control_without_looking_at_the_state_it_is_answered_four_times(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ChangeRequest.objects.select_related("conference", "forum", "session", "asked_by")
    monkeypatch.setattr(requests, "_still_open", lambda request: rows.get(pk=request.pk))
    assert answered_at_once() == [True, True, True, True]


def test_the_same_thing_asked_at_once_is_one_request() -> None:
    cast = the_cast()

    def ask(number: int) -> bool:
        try:
            ask_change(
                cast.forum, Wish(wanted=TitleValue(title_zh=f"{number}", title_en=""), reason="x"), by=None, now=NOW
            )
        except RequestRefused:
            return False
        return True

    assert sorted(at_once(ask, times=4)) == [False, False, False, True]
    assert ChangeRequest.objects.count() == 1
