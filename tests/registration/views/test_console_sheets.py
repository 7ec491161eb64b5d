"""Spreadsheets in the console are checked first, stored once, and visible to their user only."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from events.jobs.sending import sweep
from events.models import AuditEntry, Job, Letter, Membership, Session, Upload
from events.rules.office.roles import Role
from events.views.office import sheets
from registration.models import Category, Delegate
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast, signed_in
from tests.builders.programme import a_room, a_session
from tests.queue import run_queue

HEADER = "姓名\t单位\t手机\t身份\n"
GOOD = HEADER + "苏念\t星槎研究院\t13800000001\t代表\n顾远\t\t13800000002\t"
BAD = GOOD + "\n陆离\t\t12345\t"
PROGRAMME = (
    "日期\t时间\t分会\t会议室\t题目\t报告人\n"
    "2027-04-16\t14:00-14:20\t1\tA201\t从头设计的酶 / Enzymes from scratch\t王伟\n"
    "2027-04-16\t14:20-14:40\t1\tA201\t活体材料\t李明"
)


@pytest.fixture
def owner(cast: Cast) -> Client:
    a_category(cast.conference, "delegate", name_zh="代表", name_en="Delegate")
    return signed_in(cast.members[Role.OWNER])


def new(cast: Cast, kind: str = "delegates") -> str:
    return reverse("console_sheet_new", args=[cast.conference.slug, kind])


def sent(client: Client, cast: Cast, cells: str, kind: str = "delegates") -> str:
    """Upload cells and return the address of the report."""
    answer = client.post(new(cast, kind), {"cells": cells})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer["Location"]


def test_every_row_is_reported_before_anything_is_stored(owner: Client, cast: Cast) -> None:
    page = owner.get(sent(owner, cast, BAD))
    rows = [(line["line"], line["outcome"], line["name"]) for line in page.context["page"].object_list]
    assert rows == [(4, "reject", "陆离"), (2, "accept", "苏念"), (3, "accept", "顾远")]  # what is doubtful comes first
    assert "the number is too short" in page.content.decode()
    assert Delegate.objects.count() == 0


def test_confirming_stores_the_rows_once_without_letters_and_deletes_the_file(owner: Client, cast: Cast) -> None:
    address = sent(owner, cast, GOOD)
    for words in ("2 delegates were stored (confirmed 2).", "This has been stored already."):
        assert words in owner.post(address, follow=True).content.decode()
    assert Delegate.objects.count() == 2
    assert Letter.objects.count() == 0
    assert bytes(Upload.objects.get().content) == b""
    assert AuditEntry.objects.filter(deed="delegates.import").count() == 1


def test_a_refused_row_stops_the_import_until_the_others_are_accepted(owner: Client, cast: Cast) -> None:
    address = sent(owner, cast, BAD)
    assert "Some rows are refused." in owner.post(address, follow=True).content.decode()
    assert (Delegate.objects.count(), Upload.objects.filter(stored_at__isnull=True).count()) == (0, 1)
    owner.post(address, {"accepts_valid": "on"})
    assert list(Delegate.objects.values_list("name", flat=True).order_by("pk")) == ["苏念", "顾远"]


def test_missing_categories_are_created_on_request(owner: Client, cast: Cast) -> None:
    address = sent(owner, cast, HEADER + "苏念\t\t13800000001\t院士")
    page = owner.get(address)
    assert page.context["report"]["unknown"] == ["院士"]
    assert "Create the missing categories: 院士" in " ".join(page.content.decode().split())
    assert "Otherwise these people are registered under the usual category." in page.content.decode()
    owner.post(address, {"takes_option": "on"})
    assert Category.objects.filter(name_zh="院士", is_public=False).exists()
    assert Delegate.objects.get().category.name_zh == "院士"


def test_missing_categories_are_not_created_otherwise(owner: Client, cast: Cast) -> None:
    owner.post(sent(owner, cast, HEADER + "苏念\t\t13800000001\t院士"))
    assert Delegate.objects.get().category.name_zh == "代表"


def test_a_list_without_unknown_names_asks_nothing(owner: Client, cast: Cast) -> None:
    assert b"takes_option" not in owner.get(sent(owner, cast, GOOD)).content


def test_a_worker_creates_missing_categories_on_request(
    owner: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "STORED_AT_ONCE", 0)
    owner.post(sent(owner, cast, HEADER + "苏念\t\t13800000001\t院士"), {"takes_option": "on"})
    run_queue()
    assert Delegate.objects.get().category.name_zh == "院士"


def test_a_programme_is_imported_with_sessions_talks_and_people(owner: Client, cast: Cast) -> None:
    a_room(cast.conference, "A201")
    address = sent(owner, cast, PROGRAMME, "programme")
    read = [line["read"] for line in owner.get(address).context["page"].object_list]
    assert "Stored: 2 items, 0 new forums, 2 new speakers." in owner.post(address, follow=True).content.decode()
    assert read == [
        ["Friday 16 April 14:00–14:20", "Forum 01", "王伟"],
        ["Friday 16 April 14:20–14:40", "Forum 01", "李明"],
    ]
    session = Session.objects.get()
    assert (session.forum, session.talks.count()) == (cast.forum, 2)
    first = session.talks.first()
    assert first is not None
    assert (first.title_zh, first.title_en) == ("从头设计的酶", "Enzymes from scratch")


def test_a_refused_row_of_a_programme_is_shown_as_it_was_typed(owner: Client, cast: Cast) -> None:
    cells = "日期\t时间\t分会\t会议室\t题目\t报告人\n2027-05-16\t14:00-14:20\t1\tA201\t会期之外\t王伟"
    (line,) = owner.get(sent(owner, cast, cells, "programme")).context["page"].object_list
    assert (line["outcome"], line["name"]) == ("reject", "会期之外")
    assert line["read"] == ["2027-05-16", "14:00-14:20", "1", "A201", "王伟"]


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({}, "file", "Choose a file, or paste the cells."),
        ({"cells": "nothing of a list"}, "cells", "No row was recognised as the header."),
        (
            {"file": SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")},
            "file",
            "This is Excel's old format",
        ),
        ({"cells": "姓名\x00\t手机"}, "cells", "Null characters are not allowed."),
    ],
)
def test_a_file_that_is_not_a_list_is_refused_at_its_field(
    owner: Client, cast: Cast, data: dict[str, object], field: str, words: str
) -> None:
    answer = owner.post(new(cast), data)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field][0].startswith(words)
    assert Upload.objects.count() == 0


def test_a_long_file_is_read_and_stored_by_a_worker(owner: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "EXAMINED_AT_ONCE", 10)
    monkeypatch.setattr(sheets, "STORED_AT_ONCE", 1)
    job = sent(owner, cast, GOOD)
    assert job.startswith("/console/jobs/")
    run_queue()
    report = owner.get(job, headers={"HX-Request": "true"})["HX-Redirect"]
    assert owner.get(report).context["taken"] == 2
    for _again in range(2):
        owner.post(report)
        run_queue()
    assert Delegate.objects.count() == 2
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert "2 delegates were stored" in owner.get(report).content.decode()


def test_only_the_user_who_uploaded_a_file_sees_it(owner: Client, cast: Cast) -> None:
    address = sent(owner, cast, GOOD)
    other = Client()
    other.force_login(cast.members[Role.ORGANISER])
    assert [other.get(address).status_code, other.post(address).status_code] == [404, 404]
    assert owner.get(address.replace("/delegates/", "/programme/")).status_code == 404
    assert owner.get(new(cast, "nonsense")).status_code == 404


def test_a_new_file_of_the_same_user_replaces_the_last_one(owner: Client, cast: Cast) -> None:
    first = sent(owner, cast, GOOD)
    sent(owner, cast, BAD)
    assert owner.get(first).status_code == 404
    assert Upload.objects.count() == 1


def test_a_user_who_has_left_the_team_no_longer_sees_their_jobs(owner: Client, cast: Cast) -> None:
    organiser = cast.members[Role.ORGANISER]
    job = Job.objects.create(kind="badges", key="x", conference=cast.conference, asked_by=organiser, asked_at=NOW)
    client = Client()
    client.force_login(organiser)
    address = reverse("console_job", args=[job.code])
    assert client.get(address).status_code == 200
    Membership.objects.filter(user=organiser).delete()
    assert client.get(address).status_code == 404


def test_a_file_is_deleted_after_a_day(owner: Client, cast: Cast, at_nine: None) -> None:
    address = sent(owner, cast, GOOD)
    sweep()
    assert owner.get(address).status_code == 200
    Upload.objects.update(uploaded_at=NOW - timedelta(hours=25))
    sweep()
    assert owner.get(address).status_code == 404


def test_nothing_is_stored_before_the_report_was_shown(
    owner: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "EXAMINED_AT_ONCE", 10)
    sent(owner, cast, GOOD)
    unread = reverse("console_sheet", args=[cast.conference.slug, "delegates", Upload.objects.get().code])
    for answer in (owner.get(unread), owner.post(unread, follow=True)):
        assert "This file has not been read yet." in answer.content.decode()
    assert Delegate.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "kind", "status"),
    [
        (Role.REGISTRAR, "delegates", 200),
        (Role.REGISTRAR, "programme", 403),
        (Role.PROGRAMME_EDITOR, "delegates", 403),
        (Role.PROGRAMME_EDITOR, "programme", 200),
    ],
)
def test_each_kind_of_list_requires_its_own_right(
    cast: Cast, client: Client, role: Role, kind: str, status: int
) -> None:
    client.force_login(cast.members[role])
    assert client.get(new(cast, kind)).status_code == status


def test_items_named_after_a_session_of_the_conference_become_its_talks(owner: Client, cast: Cast) -> None:
    hall = a_room(cast.conference, "A201")
    plenary = a_session(cast.conference, kind="plenary", label="P1", title_zh="大会报告一", room=hall)
    cells = (
        "日期\t时间\t分会\t会场\t题目\t报告人\n"
        "2027-04-16\t9:00-9:20\tP1\tA201\t可设计的生命\t王伟\n"
        "2027-04-16\t9:20-9:40\t大会报告一\tA201\t问答\t"
    )
    owner.post(sent(owner, cast, cells, "programme"))
    assert list(plenary.talks.values_list("title_zh", flat=True)) == ["可设计的生命", "问答"]
    assert (cast.conference.sessions.count(), cast.conference.forums.count()) == (1, 1)


def western(owner: Client, cast: Cast) -> str:
    """Upload a text whose encoding is unsure and return the address of the report."""
    content = "Name,Mobile,Company\nJosé Núñez,13800000001,Café\n".encode("cp1252")
    answer = owner.post(new(cast), {"file": SimpleUploadedFile("list.csv", content)})
    assert answer.status_code == 302
    return answer["Location"]


def test_an_unsure_encoding_is_asked_about_with_rows_in_each(owner: Client, cast: Cast) -> None:
    address = western(owner, cast)
    page = owner.get(address).content.decode()
    assert [words in page for words in ("José Núñez", "José Núńez", "Windows-1252", "Windows-1250")] == [True] * 4
    assert "Choose the encoding of the text first." in owner.post(address, follow=True).content.decode()
    assert Delegate.objects.count() == 0
    answer = owner.post(address, {"encoding": "cp1252"}, follow=True)
    assert [line["name"] for line in answer.context["page"].object_list] == ["José Núñez"]
    assert "Windows-1250" not in answer.content.decode()
    owner.post(address)
    assert Delegate.objects.get().name == "José Núñez"


def test_only_an_encoding_that_was_offered_can_be_chosen(owner: Client, cast: Cast) -> None:
    address = western(owner, cast)
    answer = owner.post(address, {"encoding": "cp932"}, follow=True)
    assert "There is no encoding “cp932”." in answer.content.decode()
    assert Upload.objects.get().encoding == ""


def test_a_long_text_in_an_unsure_encoding_is_examined_by_a_worker(
    owner: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "EXAMINED_AT_ONCE", 10)
    answer = owner.post(
        new(cast), {"file": SimpleUploadedFile("list.csv", "Name,Mobile\nJosé Núñez,13800000001\n".encode("cp1252"))}
    )
    run_queue()
    address = reverse("console_sheet", args=[cast.conference.slug, "delegates", Upload.objects.get().code])
    assert "Windows-1250" in owner.get(address).content.decode()
    assert owner.post(address, {"encoding": "cp1252"})["Location"] == answer["Location"] or Job.objects.count() == 2
    run_queue()
    assert [line["name"] for line in owner.get(address).context["page"].object_list] == ["José Núñez"]
