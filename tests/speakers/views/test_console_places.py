"""The console page that sets the people of many forums and sessions from pasted lines."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Person
from events.rules.office.roles import Role
from speakers.models import Appearance, Speaker
from tests.builders.people import Cast, a_person, signed_in
from tests.builders.programme import a_session


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.members[Role.OWNER])


def test_forums_by_number_and_sessions_by_label_get_their_people_in_order(owner: Client, cast: Cast) -> None:
    plenary = a_session(cast.conference, kind="plenary", label="P1")
    lines = "01\t王伟\t\t示例大学\n1\t李明\t\t\nP1, 王伟\nP1, 林知远, chair"
    answer = owner.post(reverse("console_people_places", args=[cast.conference.slug]), {"lines": lines})
    assert answer.status_code == 302, answer.context["form"].errors
    rows = Appearance.objects.order_by("pk").values_list("forum__number", "session", "speaker__person__name", "role")
    assert list(rows) == [
        (1, None, "王伟", "chair"),
        (1, None, "李明", "chair"),
        (None, plenary.pk, "王伟", "speaker"),
        (None, plenary.pk, "林知远", "chair"),
    ]
    assert Speaker.objects.count() == 3


def test_errors_are_listed_by_line_and_nobody_is_replaced(owner: Client, cast: Cast) -> None:
    answer = owner.post(
        reverse("console_people_places", args=[cast.conference.slug]), {"lines": "9, 王伟\n1\n1, 王伟, x"}
    )
    assert answer.status_code == 422
    assert [error.split(":")[0] for error in answer.context["form"].errors["lines"]] == ["Line 1", "Line 2", "Line 3"]
    assert Speaker.objects.count() == 0


def test_titles_posts_and_institutions_can_be_set_for_many_people_at_once(owner: Client, cast: Cast) -> None:
    for name in ("林知远", "王伟"):
        person = a_person(cast.organisation, name, affiliation_zh="旧大学")
        Speaker.objects.create(conference=cast.conference, person=person)
    address = reverse("console_people_titles", args=[cast.conference.slug])
    lines = "林知远\t中国科学院院士\t所长 / Director\n王伟\tProfessor\t\t示例大学 / Example University"
    answer = owner.post(address, {"lines": lines})
    assert answer.status_code == 302, answer.context["form"].errors
    columns = ("name", "honour", "post_en", "affiliation_zh", "affiliation_en")
    assert list(Person.objects.order_by("pk").values_list(*columns)) == [
        ("林知远", "cas", "Director", "旧大学", ""),
        ("王伟", "prof", "", "示例大学", "Example University"),
    ]
    wrong = owner.post(address, {"lines": "李明, Professor\n王伟, King"})
    assert wrong.context["form"].errors["lines"] == [
        "Line 1: nobody on stage is called 李明.",
        "Line 2: “King” is not one of the titles.",
    ]
