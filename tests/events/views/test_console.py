from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from events.models import Conference, Forum, Membership, Release, Room, Session, Talk, User
from events.rules.forums import ForumState
from events.rules.office.roles import Role
from tests.builders.people import Cast, signed_in
from tests.builders.programme import a_room, a_session, a_talk
from tests.builders.programmes import make_ready


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.members[Role.OWNER])


@pytest.fixture
def secretary(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.members[Role.FORUM_SECRETARY])
    return client


def url(name: str, cast: Cast, **kwargs: object) -> str:
    return reverse(name, kwargs={"conference": cast.conference.slug, **kwargs})


def test_a_conference_is_set_up_by_hand_in_a_few_forms(owner: Client, cast: Cast) -> None:
    new = {
        "organisation": "academy",
        "title_en": "Bio 28",
        "slug": "bio28",
        "starts_on": "2028-04-14",
        "ends_on": "2028-04-16",
    }
    answer = owner.post(reverse("console_new"), new)
    assert answer["Location"] == "/console/bio28/setup/"
    pasted = {
        "rooms": ("console_setup_rooms", "主会场 / Main Hall, 1F, 1200\nA201\t2F\t160\n\nA202 | 2F"),
        "groups": ("console_setup_forums", "A, 合成生物 / Synthetic Biology\nB, 医学 / Medicine"),
        "forums": ("console_setup_forums", "\n".join(f"{n}, 分会 {n} / Forum {n}, A, 示例大学" for n in range(1, 27))),
        "categories": ("console_setup_categories", "学生代表 / Student, 900, 400, S"),
    }
    for add, (name, lines) in pasted.items():
        answer = owner.post(reverse(name, args=["bio28"]), {"add": add, "lines": lines})
        assert answer.status_code == 302, add
    made = Conference.objects.get(slug="bio28")
    assert [(room.name_zh, room.name_en, room.floor, room.capacity) for room in made.rooms.all()] == [
        ("主会场", "Main Hall", "1F", 1200),
        ("A201", "A201", "2F", 160),
        ("A202", "A202", "2F", None),
    ]
    assert made.forums.count() == 26
    last = made.forums.get(number=26)
    assert (last.title_en, last.host_zh, str(last.group and last.group.letter)) == ("Forum 26", "示例大学", "A")
    assert list(made.categories.values_list("name_en", "quota__size")) == [
        ("Delegate", None),
        ("Invited guest", None),
        ("Student", 400),
    ]
    assert owner.get("/console/bio28/setup/").status_code == 200


def test_errors_in_pasted_lines_name_the_line_and_keep_the_text(owner: Client, cast: Cast) -> None:
    lines = "7, 分会 / Seven, Z\nseven, x\n1, again\n8\n9, Nine, , , ,"
    answer = owner.post(url("console_setup_forums", cast), {"add": "forums", "lines": lines})
    assert answer.status_code == 422
    assert answer.context["forum_form"].errors["lines"] == [
        "Line 1: there is no group “Z”.",
        "Line 2: “seven” is not a whole number.",
        "Line 3: “1” exists already.",
        "Line 4: the name is missing.",
        "Line 5: there are too many parts; use | between the parts if a name has a comma.",
    ]
    assert "分会 / Seven, Z" in answer.content.decode()
    assert Forum.objects.filter(conference=cast.conference).count() == 1


def test_another_persons_change_is_not_overwritten_unseen(owner: Client, cast: Cast) -> None:
    room = a_room(cast.conference)
    address = url("console_setup_room", cast, key=room.pk)
    seen = owner.get(address).context["form"].initial["seen"]
    Room.objects.filter(pk=room.pk).update(floor="9F")
    mine = {"name_zh": "A201", "name_en": "A201", "floor": "3F", "capacity": "160", "seen": seen}
    answer = owner.post(address, mine)
    assert answer.status_code == 422
    assert answer.context["form"].errors["floor"] == ["Now stored: 9F"]
    assert b'value="3F"' in answer.content
    assert Room.objects.get(pk=room.pk).floor == "9F"
    again = answer.context["form"]["seen"].value()
    assert owner.post(address, mine | {"seen": again}).status_code == 302
    assert Room.objects.get(pk=room.pk).floor == "3F"


def test_the_page_names_what_uses_a_room(owner: Client, cast: Cast) -> None:
    room = a_room(cast.conference)
    a_session(cast.conference, room=room)
    answer = owner.post(url("console_setup_room_remove", cast, key=room.pk), follow=True)
    assert "used: 1 session" in answer.content.decode()
    assert Room.objects.filter(pk=room.pk).exists()


def test_times_are_in_the_conferences_zone_and_nights_belong_to_the_evening_before(owner: Client, cast: Cast) -> None:
    late = {
        "kind": "social",
        "access": "open",
        "title_en": "Late",
        "day": "2027-04-16",
        "starts": "23:30",
        "ends": "00:30",
    }
    owner.post(url("console_session_new", cast), late)
    session = Session.objects.get()
    assert session.starts_at.isoformat() == "2027-04-16T15:30:00+00:00"
    assert session.ends_at - session.starts_at == timedelta(hours=1)
    form = owner.get(url("console_session", cast, code=session.code)).context["form"]
    assert (form.initial["day"], str(form.initial["starts"])) == ("2027-04-16", "23:30:00")


def test_talks_move_along_with_their_session(owner: Client, cast: Cast) -> None:
    session = a_session(cast.conference, title_en="Plenary", title_zh="")
    talk = a_talk(session)
    form = owner.get(url("console_session", cast, code=session.code)).context["form"]
    data = {
        "kind": "plenary",
        "access": "open",
        "title_en": "Plenary",
        "day": "2027-04-17",
        "seen": form.initial["seen"],
    }
    owner.post(url("console_session", cast, code=session.code), data | {"starts": "09:00", "ends": "11:00"})
    assert Talk.objects.get(pk=talk.pk).starts_at.isoformat() == "2027-04-17T01:00:00+00:00"


def test_a_secretary_submits_and_then_waits(secretary: Client, owner: Client, cast: Cast) -> None:
    step = url("console_forum_step", cast, number=1)
    make_ready(cast.forum)
    form = secretary.get(url("console_forum", cast, number=1)).context["form"]
    assert "number" not in form.fields
    texts = {"title_zh": "合成生物学", "title_en": "Synbio", "seen": form.initial["seen"], "number": "9"}
    assert secretary.post(url("console_forum", cast, number=1), texts).status_code == 302
    assert secretary.post(step, {"step": "submit"}).status_code == 302
    forum = Forum.objects.get(pk=cast.forum.pk)
    assert (forum.number, forum.title_zh, forum.state) == (1, "合成生物学", ForumState.SUBMITTED)
    assert secretary.post(url("console_forum", cast, number=1), texts).status_code == 403
    assert secretary.post(step, {"step": "approve"}).status_code == 403
    owner.post(step, {"step": "approve"})
    forum.refresh_from_db()
    assert forum.state == ForumState.APPROVED


def test_a_secretary_can_edit_texts_but_not_times(secretary: Client, cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    other = a_room(cast.conference)
    address = url("console_session", cast, code=session.code)
    form = secretary.get(address).context["form"]
    sent = {"title_en": "New words", "room": other.pk, "day": "2027-04-18", "starts": "01:00", "kind": "plenary"}
    assert secretary.post(address, sent | {"seen": form.initial["seen"]}).status_code == 302
    after = Session.objects.get(pk=session.pk)
    assert (after.title_en, after.room, after.kind, after.starts_at) == ("New words", None, "forum", session.starts_at)


def test_a_secretary_neither_sees_nor_edits_another_forum(secretary: Client, cast: Cast) -> None:
    other = Forum.objects.create(conference=cast.conference, number=2, title_en="Other")
    talk = a_talk(a_session(cast.conference, other))
    assert secretary.get(url("console_forum", cast, number=2)).status_code == 403
    assert secretary.post(url("console_forum", cast, number=2), {"title_en": "Mine"}).status_code == 403
    assert secretary.post(url("console_talk", cast, code=talk.code), {"title_en": "Mine"}).status_code == 403


def test_a_closed_door_session_is_hidden_from_members_without_a_need_to_know(
    secretary: Client, owner: Client, cast: Cast
) -> None:
    room = a_room(cast.conference, "F601")
    meeting = a_session(cast.conference, kind="closed_door", access="invitation", room=room)
    page = url("console_session", cast, code=meeting.code)
    assert (secretary.get(page).status_code, owner.get(page).status_code) == (403, 200)
    day = url("console_programme", cast) + "?day=2027-04-16"
    assert (b"F601" in secretary.get(day).content, b"F601" in owner.get(day).content) == (False, True)


def test_publishing_shows_clashes_and_accepts_a_reason_only_from_an_owner(owner: Client, cast: Cast) -> None:
    room = a_room(cast.conference)
    for _ in range(2):
        a_session(cast.conference, room=room)
    address = url("console_publish", cast)
    assert owner.post(address).status_code == 422
    organiser = Client()
    organiser.force_login(cast.members[Role.ORGANISER])
    assert organiser.post(address, {"reason": "partition wall"}).status_code == 422
    assert not Release.objects.exists()
    assert owner.post(address, {"reason": "partition wall"}).status_code == 302
    assert Release.objects.get().accepted_reason == "partition wall"


def test_removing_the_last_owner_asks_for_another_one_first(owner: Client, cast: Cast) -> None:
    member = Membership.objects.get(user=cast.members[Role.OWNER])
    answer = owner.post(url("console_member_remove", cast, key=member.pk), follow=True)
    assert "Make somebody else an owner first" in answer.content.decode()


def test_inviting_an_address_twice_makes_one_member(owner: Client, cast: Cast) -> None:
    data = {"email": "New@example.com", "role": "registrar"}
    assert owner.post(url("console_team", cast), data).status_code == 302
    assert owner.post(url("console_team", cast), data).status_code == 422
    assert not User.objects.get(email="new@example.com").has_usable_password()


def test_the_console_is_in_the_readers_language(owner: Client, cast: Cast) -> None:
    assert b"<h1>My conferences</h1>" in owner.get("/console/").content.replace(b"\n", b"").replace(b"  ", b"")
    with translation.override("zh-hans"):
        assert 'lang="zh-Hans"' in Client(headers={"Accept-Language": "zh-CN"}).get("/accounts/login/").content.decode()


def test_a_running_order_is_pasted(owner: Client, cast: Cast) -> None:
    a_room(cast.conference)
    lines = "1, 2027-04-16, 14:00, 17:40, A201\nPlenary | 2027-04-17 | 9:00 | 9:45 | A201 | 开篇 / Opening"
    owner.post(url("console_sessions_paste", cast), {"lines": lines})
    forum, plenary = Session.objects.order_by("starts_at")
    assert (forum.forum, forum.starts_at.isoformat(), str(forum.room)) == (
        cast.forum,
        "2027-04-16T06:00:00+00:00",
        "A201",
    )
    assert (plenary.kind, plenary.title_en) == ("plenary", "Opening")
    talks = "10, 致辞 / Address\n20, 从头设计的酶 / Enzymes from scratch\n15, 茶歇 / Break"
    owner.post(url("console_talks_paste", cast, code=forum.code), {"lines": talks})
    hours = [
        (talk.kind, talk.title_zh, f"{talk.starts_at:%H:%M}", f"{talk.ends_at:%H:%M}") for talk in forum.talks.all()
    ]
    assert hours == [
        ("talk", "致辞", "06:00", "06:10"),
        ("talk", "从头设计的酶", "06:10", "06:30"),
        ("break", "茶歇", "06:30", "06:45"),
    ]


def test_a_running_order_with_an_error_adds_nothing(owner: Client, cast: Cast) -> None:
    lines = "9, 2027-04-16, 14:00, 15:00\n1, 2027-05-01, 14:00, 15:00\n1, 2027-04-16, 2pm, 15:00\n"
    lines += "1, 2027-04-16, 15:00, 14:00\n1, 2027-04-16, 14:00, 15:00, Z9\nplenary, 2027-04-16, 9:00, 10:00"
    answer = owner.post(url("console_sessions_paste", cast), {"lines": lines})
    assert answer.context["form"].errors["lines"] == [
        "Line 1: there is no forum and no kind of session “9”.",
        "Line 2: “2027-05-01” is not a day of the conference.",
        "Line 3: “2pm” is not a time; write 14:00.",
        "Line 4: it ends before it starts.",
        "Line 5: there is no room “Z9”.",
        "Line 6: the name is missing.",
    ]
    assert not Session.objects.exists()


def test_a_pasted_session_without_a_day_or_a_time_is_told_what_is_missing(owner: Client, cast: Cast) -> None:
    answer = owner.post(url("console_sessions_paste", cast), {"lines": "1\n1, 2027-04-16"})
    assert answer.context["form"].errors["lines"] == ["Line 1: the day is missing.", "Line 2: the time is missing."]


def test_a_cell_without_a_room_is_empty_so_that_a_phone_leaves_out_its_label(client: Client, cast: Cast) -> None:
    a_session(cast.conference, kind="closed_door", title_en="Strategy round", room=a_room(cast.conference))
    client.force_login(cast.members[Role.VIEWER])
    client.cookies["django_language"] = "en"
    page = client.get(url("console_programme", cast)).content.decode()
    assert 'data-label="Room"></td>' in page
