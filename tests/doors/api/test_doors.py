"""The endpoints for pairing, checkpoints and counts."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from doors.models import Device, DoorDay
from doors.operations.devices import offer_pairing, revoke
from doors.rules.admission import CheckpointKind
from registration.operations.credentials import mark_of_conference
from tests.builders.doors import Doors, Json, Scanner, a_checkpoint, a_delegate, an_attempt
from tests.builders.people import NOW

pytestmark = pytest.mark.usefixtures("at_nine")


def pair_with(body: object) -> tuple[int, Json]:
    response = Scanner("").client.post("/api/v1/door/pair", body, content_type="application/json")
    return response.status_code, response.json()


def test_a_paired_device_can_record_at_its_checkpoint(doors: Doors) -> None:
    offer = offer_pairing(doors.conference, name="East", checkpoints=[doors.entrance], by=None, now=NOW)

    status, paired = pair_with({"secret": offer.secret})

    assert (status, paired["name"]) == (200, "East")
    assert [answer["verdict"] for answer in Scanner(str(paired["key"])).send(an_attempt(doors))] == ["admit"]
    assert pair_with({"secret": offer.secret}) == (410, {"detail": "used"})


@pytest.mark.parametrize("body", [{}, {"secret": ""}, {"secret": None}, {"secret": 7}, {"secret": "x" * 65}, [], "{"])
def test_a_pairing_without_a_secret_is_refused(doors: Doors, body: object) -> None:
    assert pair_with(body)[0] in {400, 422}


def test_a_device_gets_its_own_checkpoints_and_nothing_more(doors: Doors) -> None:
    told = Scanner("closed").get("/api/v1/door").json()

    salts = [bytes(day.salt).hex() for day in DoorDay.objects.order_by("day")]
    assert told == {
        "server_time": "2027-04-16T01:12:00Z",
        "device": "B302",
        "conference": {
            "slug": "doors27",
            "title": {"zh": "全国生物技术创新大会", "en": "National Biotechnology Innovation Conference"},
            "timezone": "Asia/Shanghai",
            "mark": mark_of_conference(doors.conference),
        },
        "days": [
            {
                "day": "2027-04-16",
                "begins_at": "2027-04-15T21:00:00Z",
                "ends_at": "2027-04-16T21:00:00Z",
                "salt": salts[0],
            },
            {
                "day": "2027-04-17",
                "begins_at": "2027-04-16T21:00:00Z",
                "ends_at": "2027-04-17T21:00:00Z",
                "salt": salts[1],
            },
        ],
        "checkpoints": [
            {
                "code": doors.closed_door.code,
                "name": {"zh": "B302 闭门会", "en": "B302 closed meeting"},
                "direction": "in",
                "rule": {
                    "kind": CheckpointKind.CLOSED,
                    "categories": None,
                    "session_list": "invited",
                    "hours": [],
                    "re_entry": False,
                    "exits_counted": False,
                    "capacity": None,
                },
                "inside": 0,
            }
        ],
        "counts_complete": True,
    }


def test_an_inactive_checkpoint_is_left_out(doors: Doors) -> None:
    type(doors.entrance).objects.filter(pk=doors.entrance.pk).update(is_active=False)

    assert Scanner("north").get("/api/v1/door").json()["checkpoints"] == []


def test_counts_cover_only_the_devices_own_doors(doors: Doors) -> None:
    north = Scanner("north")
    north.send(an_attempt(doors))

    assert north.get("/api/v1/door/counts").json() == {
        "server_time": "2027-04-16T01:12:00Z",
        "inside": {doors.entrance.code: 1},
        "complete": True,
    }


def test_counts_are_incomplete_while_a_device_is_silent(doors: Doors) -> None:
    Device.objects.filter(pk=doors.second_device.pk).update(last_seen_at=NOW - timedelta(minutes=3))

    assert Scanner("north").get("/api/v1/door/counts").json()["complete"] is False


def test_a_revoked_device_is_refused(doors: Doors) -> None:
    revoke(doors.device, by=None, now=NOW)

    for path in ("/api/v1/door", "/api/v1/door/counts"):
        response = Scanner("north").get(path)
        assert (response.status_code, response.json()) == (403, {"detail": "This device has been revoked."})


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_number_of_checkpoints(
    doors: Doors, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows - 1):
        doors.device.checkpoints.add(a_checkpoint(doors.conference))
        a_delegate(doors.conference, doors.category)
    north = Scanner("north")
    north.get("/api/v1/door")

    with django_assert_num_queries(12):
        assert len(north.get("/api/v1/door").json()["checkpoints"]) == rows
    with django_assert_num_queries(4):
        north.get("/api/v1/door/counts")
