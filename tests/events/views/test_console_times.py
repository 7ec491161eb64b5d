"""Error messages of the console's forms for times that do not fit."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Conference, Forum, Session, Talk
from events.rules.office.roles import Role
from tests.builders.people import Cast, signed_in
from tests.builders.programme import a_session, a_talk, session_of


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.members[Role.OWNER])


def url(name: str, cast: Cast, **kwargs: object) -> str:
    return reverse(name, kwargs={"conference": cast.conference.slug, **kwargs})


def filled_in(client: Client, address: str) -> dict[str, object]:
    """Return the data that the form on a page would submit unchanged."""
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def errors(client: Client, address: str, **changed: str) -> dict[str, list[str]]:
    answer = client.post(address, filled_in(client, address) | changed)
    assert answer.status_code == 422
    return {name: list(words) for name, words in answer.context["form"].errors.items()}


def test_a_session_that_becomes_too_short_names_the_talk(owner: Client, cast: Cast) -> None:
    session = a_session(cast.conference)
    a_talk(session, 90, title_en="Closing words", title_zh="闭幕")
    address = url("console_session", cast, code=session.code)
    assert errors(owner, address, ends="15:40") == {
        "ends": ["“Closing words” (15:30–15:50) would be outside the session. Move that talk first."]
    }
    assert Session.objects.get().ends_at == session.ends_at
    owner.cookies["django_language"] = "zh-hans"
    assert errors(owner, address, ends="15:40") == {"ends": ["“闭幕”（15:30–15:50）将超出本场次时间，请先调整该报告。"]}


def test_a_session_outside_the_days_is_refused_at_its_end(owner: Client, cast: Cast) -> None:
    session = a_session(cast.conference)
    Conference.objects.filter(pk=cast.conference.pk).update(ends_on=cast.conference.starts_on)
    Session.objects.update(starts_at=session.starts_at.replace(day=18), ends_at=session.ends_at.replace(day=18))
    address = url("console_session", cast, code=session.code)
    assert errors(owner, address, ends="15:00") == {"ends": ["This is outside the days of the conference."]}
    assert owner.post(address, filled_in(owner, address) | {"title_en": "Trip"}).status_code == 302


def test_an_end_before_the_start_is_refused(owner: Client, cast: Cast) -> None:
    session = a_session(cast.conference)
    address = url("console_session", cast, code=session.code)
    assert errors(owner, address, ends="13:00") == {"ends": ["The end is not after the start."]}


def test_a_talk_outside_its_session_is_refused_with_the_sessions_times(owner: Client, cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference))
    words = {"ends": ["A talk must lie within its session: Friday 16 April, 14:00–16:00."]}
    assert errors(owner, url("console_talk", cast, code=talk.code), ends="16:10") == words
    new = url("console_talk_new", cast, code=session_of(talk).code)
    assert errors(owner, new, title_en="Late", starts="16:00", ends="16:10") == words
    assert Talk.objects.get().ends_at == talk.ends_at


def test_pasted_talks_end_with_their_session(owner: Client, cast: Cast) -> None:
    session = a_session(cast.conference)
    answer = owner.post(url("console_talks_paste", cast, code=session.code), {"lines": "100, One\n30, Two\n20, Three"})
    assert answer.context["form"].errors["lines"] == ["Line 2: it ends after the session, which lasts until 16:00."]
    assert not Talk.objects.exists()


def test_a_day_with_sessions_cannot_be_taken_off_the_conference(owner: Client, cast: Cast) -> None:
    session = a_session(cast.conference, title_en="Opening", title_zh="开幕")
    address = url("console_setup_conference", cast)
    assert errors(owner, address, starts_on="2027-04-17") == {
        "ends_on": ["“Opening” (Friday 16 April, 14:00–16:00) would be outside. Move that session first."]
    }
    owner.cookies["django_language"] = "zh-hans"
    assert errors(owner, address, starts_on="2027-04-17") == {
        "ends_on": ["“开幕”（4 月 16 日 周五 14:00–16:00）将不在会议日期之内，请先调整该场次。"]
    }
    session.delete()
    assert owner.post(address, filled_in(owner, address) | {"starts_on": "2027-04-17"}).status_code == 302


def test_a_secretary_can_edit_the_texts_of_a_session_but_not_move_it(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.members[Role.FORUM_SECRETARY])
    session = a_session(cast.conference, cast.forum)
    address = url("console_session", cast, code=session.code)
    sent = filled_in(client, address) | {"host_en": "Example University", "starts": "08:00", "label": "X"}
    assert client.post(address, sent).status_code == 302
    stored = Session.objects.get()
    assert (stored.host_en, stored.starts_at, stored.label) == ("Example University", session.starts_at, "")


def test_a_secretary_submits_a_forum_that_somebody_has_submitted_already(cast: Cast) -> None:
    client = signed_in(cast.members[Role.FORUM_SECRETARY])
    Forum.objects.update(state="submitted")
    answer = client.post(url("console_forum_step", cast, number=1), {"step": "submit"}, follow=True)
    assert "The forum’s state has changed since you opened the page" in answer.content.decode()
