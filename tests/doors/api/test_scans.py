"""The endpoint for scans, as a device uses it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from doors.models import Scan
from doors.operations.devices import revoke
from registration.models import DelegateState
from registration.operations.credentials import issue_credential
from registration.operations.reissue import reissue_credential
from tests.builders.doors import (
    Doors,
    Json,
    Scanner,
    a_category,
    a_checkpoint,
    a_delegate,
    a_device,
    a_follower,
    an_attempt,
    an_invitation,
    prefix_on,
    the_doors,
)
from tests.builders.people import NOW, a_conference, a_user, an_organisation

pytestmark = pytest.mark.usefixtures("at_nine")


@pytest.fixture
def north(doors: Doors) -> Scanner:
    return Scanner("north")


@pytest.fixture
def south(doors: Doors) -> Scanner:
    return Scanner("south")


def said(answer: Json) -> tuple[object, object, object]:
    return answer["outcome"], answer["verdict"], answer["reason"]


def test_a_confirmed_delegate_is_admitted_and_shown(doors: Doors, north: Scanner) -> None:
    attempt = an_attempt(doors)

    assert north.send(attempt) == [
        {
            "uuid": attempt["uuid"],
            "outcome": "recorded",
            "verdict": "admit",
            "reason": "ok",
            "noted": False,
            "person": {
                "name": "林知远",
                "name_latin": "LIN Zhiyuan",
                "institution": {"zh": "吴淞理工大学", "en": "Wusong University of Technology"},
                "category": {"zh": "正式代表", "en": "Delegate"},
                "number": doors.delegate.badge_number,
            },
            "previous": None,
            "problem": None,
        }
    ]
    scan = Scan.objects.get()
    assert (scan.delegate, scan.device, scan.verdict, scan.effective_at) == (
        doors.delegate,
        doors.device,
        "admit",
        NOW,
    )


def test_a_second_attempt_is_answered_with_door_and_time_of_the_first(
    doors: Doors, north: Scanner, south: Scanner
) -> None:
    north.send(an_attempt(doors))

    [answer] = south.send(an_attempt(doors))

    assert said(answer) == ("recorded", "refuse", "already_in")
    assert answer["previous"] == {
        "at": "2027-04-16T01:12:00Z",
        "door": {"zh": "主入口", "en": "Main entrance"},
        "scanner": "North gate",
    }


def test_the_same_record_twice_is_one_scan_and_one_answer(doors: Doors, north: Scanner) -> None:
    attempt = an_attempt(doors)

    [first], [second] = north.send(attempt), north.send(attempt)

    assert second == first | {"outcome": "already_recorded"}
    assert Scan.objects.count() == 1


def test_a_refusal_sent_again_gets_the_same_answer(doors: Doors, north: Scanner, south: Scanner) -> None:
    north.send(an_attempt(doors))
    attempt = an_attempt(doors)

    [first], [second] = south.send(attempt), south.send(attempt)

    assert second == first | {"outcome": "already_recorded"}


def test_the_same_record_twice_in_one_batch_is_one_scan(doors: Doors, north: Scanner) -> None:
    attempt = an_attempt(doors)

    assert [said(answer) for answer in north.send(attempt, attempt)] == [
        ("recorded", "admit", "ok"),
        ("already_recorded", "admit", "ok"),
    ]
    assert Scan.objects.count() == 1


def test_other_content_under_a_used_uuid_is_quarantined_once(doors: Doors, north: Scanner) -> None:
    attempt = an_attempt(doors)
    north.send(attempt)
    other = attempt | {"reading": "malformed", "prefix": ""}

    answers = [*north.send(other), *north.send(other)]

    assert [said(answer) for answer in answers] == [("quarantined", None, None)] * 2
    kept = Scan.objects.get(is_quarantined=True)
    assert kept.details["conflicts_with"] == attempt["uuid"]
    assert Scan.objects.count() == 2


def test_a_uuid_of_another_device_reveals_nothing_about_its_scan(doors: Doors, north: Scanner, south: Scanner) -> None:
    attempt = an_attempt(doors)
    north.send(attempt)

    assert [said(answer) for answer in south.send(attempt)] == [("quarantined", None, None)]


def test_an_entry_of_yesterday_in_the_same_batch_does_not_count_today(doors: Doors, north: Scanner) -> None:
    yesterday = an_attempt(doors, at=NOW - timedelta(days=1), verdict="admit", reason="ok")

    assert [answer["reason"] for answer in north.send(yesterday, an_attempt(doors))] == ["wrong_day", "ok"]


def test_a_removed_device_is_refused_at_once(doors: Doors, south: Scanner) -> None:
    assert south.post([]).status_code == 200
    doors.second_device.delete()

    assert south.post([]).status_code == 401


def test_two_people_in_one_batch_are_decided_in_order(doors: Doors, north: Scanner) -> None:
    second = a_delegate(doors.conference, doors.category, "沈以宁")
    badge = prefix_on(issue_credential(second, now=NOW), NOW.date())

    answers = north.send(an_attempt(doors), an_attempt(doors, prefix=badge), an_attempt(doors))

    assert [said(answer) for answer in answers] == [
        ("recorded", "admit", "ok"),
        ("recorded", "admit", "ok"),
        ("recorded", "refuse", "already_in"),
    ]


def test_readings_that_are_not_codes_are_recorded_too(doors: Doors, north: Scanner) -> None:
    answers = north.send(
        an_attempt(doors, reading="malformed", prefix=""),
        an_attempt(doors, reading="other_conference", prefix=""),
        an_attempt(doors, prefix="0123456789abcdef"),
    )

    assert [said(answer) for answer in answers] == [
        ("recorded", "refuse", "malformed"),
        ("recorded", "refuse", "other_conference"),
        ("recorded", "refuse", "unknown"),
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": DelegateState.CANCELLED}, "cancelled"),
        ({"state": DelegateState.APPLIED}, "not_confirmed"),
        ({"state": DelegateState.WAITLISTED}, "not_confirmed"),
        ({"state": DelegateState.DECLINED}, "not_confirmed"),
        ({"is_paid": False}, "unpaid"),
    ],
)
def test_a_delegate_who_may_not_enter_is_refused_with_the_reason(
    doors: Doors, north: Scanner, change: dict[str, object], reason: str
) -> None:
    type(doors.delegate).objects.filter(pk=doors.delegate.pk).update(**change)

    assert [said(answer) for answer in north.send(an_attempt(doors))] == [("recorded", "refuse", reason)]


def test_a_reissued_badge_is_admitted_and_the_lost_one_refused(doors: Doors, north: Scanner) -> None:
    lost = an_attempt(doors)
    fresh = an_attempt(doors, prefix=prefix_on(reissue_credential(doors.credential, by=None, now=NOW), NOW.date()))

    assert [said(answer) for answer in north.send(lost, fresh)] == [
        ("recorded", "refuse", "revoked"),
        ("recorded", "admit", "ok"),
    ]


def test_a_reissued_badge_does_not_admit_a_second_person(doors: Doors, north: Scanner) -> None:
    north.send(an_attempt(doors))
    fresh = prefix_on(reissue_credential(doors.credential, by=None, now=NOW), NOW.date())

    assert [said(answer) for answer in north.send(an_attempt(doors, prefix=fresh))] == [
        ("recorded", "refuse", "already_in")
    ]


def test_a_closed_checkpoint_admits_only_invited_people(doors: Doors) -> None:
    closed = Scanner("closed")
    invited = a_delegate(doors.conference, doors.category, "沈以宁")
    badge = prefix_on(issue_credential(invited, now=NOW), NOW.date())
    an_invitation(doors.meeting, invited)

    answers = closed.send(an_attempt(doors, doors.closed_door), an_attempt(doors, doors.closed_door, prefix=badge))

    assert [said(answer) for answer in answers] == [
        ("recorded", "refuse", "not_invited"),
        ("recorded", "admit", "ok"),
    ]


def test_a_withdrawn_invitation_does_not_admit(doors: Doors) -> None:
    invitation = an_invitation(doors.meeting, doors.delegate)
    invitation.withdrawn_at = NOW
    invitation.save(update_fields=["withdrawn_at"])

    [answer] = Scanner("closed").send(an_attempt(doors, doors.closed_door))

    assert said(answer) == ("recorded", "refuse", "not_invited")


def test_at_a_full_room_the_staff_decide(doors: Doors) -> None:
    hall = a_checkpoint(doors.conference, "Hall", room=doors.meeting.room, capacity=1)
    a_device(hall, key="hall")
    second = a_delegate(doors.conference, doors.category, "沈以宁")
    badge = prefix_on(issue_credential(second, now=NOW), NOW.date())
    scanner = Scanner("hall")

    answers = [*scanner.send(an_attempt(doors, hall)), *scanner.send(an_attempt(doors, hall, prefix=badge))]

    assert [said(answer) for answer in answers] == [("recorded", "admit", "ok"), ("recorded", "ask", "room_full")]


def test_a_category_that_the_door_does_not_admit_is_refused(doors: Doors, north: Scanner) -> None:
    doors.entrance.categories.add(a_category(doors.conference, "press"), a_category(doors.conference, "guest"))
    assert [said(answer) for answer in north.send(an_attempt(doors))] == [
        ("recorded", "refuse", "category_not_admitted")
    ]

    doors.entrance.categories.add(doors.category)
    assert [said(answer) for answer in north.send(an_attempt(doors))] == [("recorded", "admit", "ok")]


def test_leaving_allows_a_second_entry_where_both_ways_are_scanned(doors: Doors) -> None:
    room = a_checkpoint(doors.conference, "Room", direction="both", re_entry=True)
    a_device(room, key="room")
    scanner = Scanner("room")

    ways = ["out", "in", "in", "out", "in"]
    times = [NOW - timedelta(seconds=seconds) for seconds in range(5, 0, -1)]

    answers = [
        answer
        for way, at in zip(ways, times, strict=True)
        for answer in scanner.send(an_attempt(doors, room, at=at, direction=way))
    ]

    assert [(answer["verdict"], answer["reason"], answer["noted"]) for answer in answers] == [
        ("admit", "wrong_direction", True),
        ("admit", "ok", False),
        ("refuse", "already_in", False),
        ("admit", "ok", False),
        ("admit", "ok", False),
    ]


def test_practice_is_never_an_entry(doors: Doors, north: Scanner) -> None:
    answers = north.send(an_attempt(doors, practice=True), an_attempt(doors))

    assert [said(answer) for answer in answers] == [("recorded", "admit", "practice"), ("recorded", "admit", "ok")]


def test_an_undone_entry_does_not_count(doors: Doors, north: Scanner) -> None:
    attempt = an_attempt(doors)

    answers = [*north.send(attempt, a_follower("void", attempt)), *north.send(an_attempt(doors))]

    assert [said(answer) for answer in answers] == [
        ("recorded", "admit", "ok"),
        ("recorded", None, None),
        ("recorded", "admit", "ok"),
    ]


def test_an_override_is_stored_with_supervisor_and_note(doors: Doors) -> None:
    closed = Scanner("closed")
    attempt = an_attempt(doors, doors.closed_door)
    closed.send(attempt)

    [answer] = closed.send(
        a_follower("override", attempt, verdict="admit", supervisor="周领班", note="Invited by the chair")
    )
    [again] = closed.send(an_attempt(doors, doors.closed_door))

    assert said(answer) == ("recorded", None, None)
    kept = Scan.objects.get(record="override")
    assert (kept.verdict, kept.note, kept.details["supervisor"], kept.delegate) == (
        "admit",
        "Invited by the chair",
        "周领班",
        doors.delegate,
    )
    assert said(again) == ("recorded", "refuse", "not_invited")


def test_the_verdict_that_was_shown_counts(doors: Doors, north: Scanner) -> None:
    attempt = an_attempt(doors)
    shown = a_follower("shown", attempt, verdict="refuse", reason="unknown", decider="device")

    north.send(attempt, shown)

    assert [said(answer) for answer in north.send(an_attempt(doors))] == [("recorded", "admit", "ok")]


def test_a_double_admission_is_reported_to_the_device_that_was_offline(
    doors: Doors, north: Scanner, south: Scanner
) -> None:
    north.send(an_attempt(doors))
    offline = an_attempt(
        doors, verdict="admit", reason="ok", device_time="2027-04-16T00:30:00Z", last_contact="2027-04-16T00:20:00Z"
    )

    [answer] = south.send(offline)

    assert said(answer) == ("double_admission", "refuse", "already_in")
    kept = Scan.objects.get(device=doors.second_device)
    assert (kept.is_online, kept.local_verdict, kept.effective_at.isoformat()) == (
        False,
        "admit",
        "2027-04-16T00:30:00+00:00",
    )


def test_a_repeat_at_the_same_device_is_not_a_double_admission(doors: Doors, north: Scanner) -> None:
    north.send(an_attempt(doors))

    assert [said(answer) for answer in north.send(an_attempt(doors, verdict="admit", reason="ok"))] == [
        ("recorded", "refuse", "already_in")
    ]


def test_records_of_a_revoked_device_are_quarantined_and_not_counted(
    doors: Doors, north: Scanner, south: Scanner
) -> None:
    revoke(doors.device, by=None, now=NOW)

    response = north.post([an_attempt(doors)])

    assert response.json()["revoked"] is True
    assert [said(answer) for answer in response.json()["answers"]] == [("quarantined", None, None)]
    assert Scan.objects.get().is_quarantined is True
    assert [said(answer) for answer in south.send(an_attempt(doors))] == [("recorded", "admit", "ok")]


@pytest.mark.parametrize("key", ["", "wrong", "n" * 5000, "NORTH"])
def test_requests_without_a_devices_key_are_refused(doors: Doors, key: str) -> None:
    scanner = Scanner(key)

    assert scanner.post([an_attempt(doors)]).status_code == 401
    assert scanner.get("/api/v1/door").status_code == 401
    assert scanner.get("/api/v1/door/counts").status_code == 401
    assert Scan.objects.count() == 0


def test_a_users_session_does_not_authenticate_a_device(doors: Doors) -> None:
    scanner = Scanner("")
    scanner.client.force_login(a_user("owner@example.com"))

    assert scanner.post([an_attempt(doors)]).status_code == 401


def test_a_device_of_another_organisation_can_read_and_change_nothing(doors: Doors, north: Scanner) -> None:
    other = the_doors(a_conference(an_organisation("other"), "other27"), prefix="other-")
    stranger = Scanner("other-north")
    stranger.get("/api/v1/door")

    [elsewhere] = stranger.send(an_attempt(doors))
    [badge] = stranger.send(an_attempt(doors, other.entrance))
    seen = an_attempt(doors)
    north.send(seen)
    [undo] = stranger.send(a_follower("void", seen))

    assert (elsewhere["outcome"], elsewhere["problem"]) == (
        "malformed",
        {"field": "checkpoint", "message": "Not one of this device's checkpoints."},
    )
    assert said(badge) == ("recorded", "refuse", "unknown")
    assert (badge["person"], undo["outcome"]) == (None, "malformed")
    assert doors.entrance.code not in stranger.get("/api/v1/door").content.decode()


BAD_FIELDS: list[tuple[str, object]] = [
    ("uuid", "not-a-uuid"),
    ("uuid", None),
    ("uuid", 7),
    ("checkpoint", "x" * 5000),
    ("checkpoint", "主入口"),
    ("checkpoint", "A\x00B"),
    ("checkpoint", ["A"]),
    ("direction", "sideways"),
    ("reading", "guess"),
    ("day", "tomorrow"),
    ("day", "0001-01-01"),
    ("day", "9999-12-31"),
    ("prefix", "0123"),
    ("prefix", "0123456789ABCDEF"),
    ("prefix", "0" * 4000),
    ("prefix", "\u202e0123456789abcde"),
    ("verdict", "perhaps"),
    ("verdict", "admit"),
    ("list_version", -1),
    ("list_version", 10**400),
    ("practice", "perhaps"),
    ("source", "psychic"),
    ("device_time", "2027-04-16T09:12:00"),
    ("device_time", "0001-01-01T00:00:00+14:00"),
    ("device_time", "9999-12-31T23:59:59-14:00"),
    ("device_time", {}),
    ("last_contact", "yesterday"),
    ("clock_offset_ms", 1e300),
    ("clock_offset_ms", "late"),
    ("monotonic_ms", [1]),
    ("surprise", "field"),
]


@pytest.mark.parametrize(("field", "value"), BAD_FIELDS)
def test_a_malformed_record_is_answered_with_the_field_and_does_not_affect_others(
    doors: Doors, north: Scanner, field: str, value: object
) -> None:
    bad, good = an_attempt(doors) | {field: value}, an_attempt(doors)

    answers = north.send(bad, good)

    problem = answers[0]["problem"]
    assert isinstance(problem, dict)
    assert answers[0]["outcome"] == "malformed"
    assert problem["field"] in {field, "reason"}
    assert len(str(problem["message"])) > 5
    assert said(answers[1]) == ("recorded", "admit", "ok")
    assert Scan.objects.count() == 1


@pytest.mark.parametrize(
    "item",
    [None, 7, "text", [], {}, {"kind": "dance"}, {"kind": None}, {"kind": "void"}, {"uuid": "\x00\u202e" * 50}],
)
def test_items_that_are_not_records_are_answered_as_malformed(doors: Doors, north: Scanner, item: object) -> None:
    answers = north.send(item, an_attempt(doors))

    assert [answer["outcome"] for answer in answers] == ["malformed", "recorded"]


@pytest.mark.parametrize("note", ["", "x" * 201, "a\x00b", "a\u202eb", "\u200b", 7, None])
def test_an_override_requires_a_readable_note(doors: Doors, north: Scanner, note: object) -> None:
    attempt = an_attempt(doors)
    north.send(attempt)

    [answer] = north.send(a_follower("override", attempt, verdict="admit", note=note))

    problem = answer["problem"]
    assert isinstance(problem, dict)
    assert (answer["outcome"], problem["field"]) == ("malformed", "note")


@pytest.mark.parametrize(
    ("field", "longest"), [("note", 200), ("supervisor", 60)], ids=["note of 200", "supervisor of 60"]
)
def test_an_overrides_texts_are_as_long_as_their_columns(
    doors: Doors, north: Scanner, field: str, longest: int
) -> None:
    attempt = an_attempt(doors)
    override = a_follower("override", attempt, verdict="admit", note="Lent pass")
    whole, longer = (override | {"uuid": str(uuid4()), field: "长" * length} for length in (longest, longest + 1))

    answers = north.send(attempt, whole, longer)

    assert [answer["outcome"] for answer in answers] == ["recorded", "recorded", "malformed"]
    problem = answers[2]["problem"]
    assert isinstance(problem, dict)
    assert problem["field"] == field


def test_a_follower_without_an_attempt_is_malformed(doors: Doors, north: Scanner) -> None:
    void = a_follower("void", {"uuid": str(uuid4())})

    [about_nothing, about_itself] = north.send(void, void | {"uuid": void["attempt"]})

    assert about_nothing["problem"] == {"field": "attempt", "message": "Not an attempt of this device."}
    assert about_itself["outcome"] == "malformed"


@pytest.mark.parametrize("body", ["", "{", "[]", '{"records": 7}', '{"records": null}', "[" * 50_000, '"\\ud800"'])
def test_a_body_that_is_not_a_batch_is_refused(doors: Doors, body: str) -> None:
    client = Scanner("north").client

    response = client.post(
        "/api/v1/scans", body, content_type="application/json", headers={"Authorization": "Bearer north"}
    )

    assert response.status_code in {400, 422}


def test_the_description_of_the_api_has_the_shapes_of_a_record(doors: Doors, north: Scanner) -> None:
    description = north.get("/api/v1/openapi.json").json()

    items = description["components"]["schemas"]["ScansIn"]["properties"]["records"]["items"]
    assert [shape["properties"]["kind"]["const"] for shape in items["oneOf"]] == [
        "attempt",
        "shown",
        "void",
        "override",
    ]
    assert "$ref" not in str(items)


def test_a_batch_of_more_than_500_records_is_refused(doors: Doors, north: Scanner) -> None:
    assert north.post([None] * 501).status_code == 422
    assert north.post([None] * 500).status_code == 200


@pytest.mark.parametrize("people", [1, 3])
def test_a_batch_takes_the_same_number_of_queries_whatever_its_size(
    doors: Doors, north: Scanner, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    badges = [
        prefix_on(issue_credential(a_delegate(doors.conference, doors.category), now=NOW), NOW.date())
        for _ in range(people)
    ]
    north.get("/api/v1/door")
    attempts = [an_attempt(doors, prefix=badge) for badge in badges]

    # Savepoint, reads, insert, release. The reads are one function call on PostgreSQL and four queries on SQLite.
    with django_assert_num_queries(4 if connection.vendor == "postgresql" else 7):
        answers = north.send(*attempts)

    assert [answer["verdict"] for answer in answers] == ["admit"] * people
