"""Test the export of delegates as a spreadsheet."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import AuditEntry, Job, Membership
from events.rules.office.roles import Role
from registration.exporters.delegates import DELEGATES_EXPORT, delegates_table
from registration.queries.delegates import Sought
from registration.rules.particulars import PARTICULARS
from tests.builders.doors import a_category, a_delegate
from tests.builders.exports import an_export, read_export, read_workbook
from tests.builders.people import NOW, Cast
from tests.queue import run_queue

ALL = {"text": "", "state": "", "category": ""}


def test_every_particular_is_a_column(cast: Cast) -> None:
    a_delegate(
        cast.conference, a_category(cast.conference), **{name: f"{name}!" for name in PARTICULARS if name != "name"}
    )
    table = delegates_table(cast.conference, Sought())
    [row] = table.rows
    assert len(table.header) == len(row)
    assert {f"{name}!" for name in PARTICULARS if name != "name"} <= set(row)


def test_texts_stay_texts_and_times_are_local(cast: Cast) -> None:
    category = a_category(cast.conference, letter="D")
    formula = a_delegate(
        cast.conference, category, "=1+1", phone="+8613800002713", email="lin@example.com", note="@SUM(A1)"
    )
    zero = a_delegate(cast.conference, category, "王伟", phone="051200001111", decided_at=NOW)
    header, *rows = read_export(an_export(DELEGATES_EXPORT, cast.conference, cast.members[Role.OWNER], **ALL))
    first, second = (dict(zip(header, row, strict=True)) for row in rows)
    signed_up = datetime(2027, 4, 16, 9, 12)  # noqa: DTZ001 - a cell has no zone
    common = {
        "Name in Latin letters": "LIN Zhiyuan",
        "Institution in Chinese": "吴淞理工大学",
        "Institution in English": "Wusong University of Technology",
        "Post in Chinese": None,
        "Post in English": None,
        "Category": "Delegate",
        "State": "Confirmed",
        "Signed up": signed_up,
    }
    assert (
        first.items()
        >= {
            **common,
            "No.": formula.badge_number,
            "Name": "'=1+1",
            "E-mail": "lin@example.com",
            "Phone": "+8613800002713",
            "Note to the organisers": "'@SUM(A1)",
            "Decided": None,
        }.items()
    )
    assert (
        second.items()
        >= {
            **common,
            "No.": zero.badge_number,
            "Name": "王伟",
            "E-mail": None,
            "Phone": "051200001111",
            "Note to the organisers": None,
            "Decided": signed_up,
        }.items()
    )


def test_the_headings_are_in_the_language_of_the_user(cast: Cast) -> None:
    a_delegate(cast.conference, a_category(cast.conference))
    owner = cast.members[Role.OWNER]
    header, row = read_export(an_export(DELEGATES_EXPORT, cast.conference, owner, **ALL, language="zh-hans"))
    assert header[:3] == ["编号", "姓名", "姓名拼音"]
    assert row[-4:-2] == ["正式代表", "已确认"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_any_length_is_three_queries(cast: Cast, count: int) -> None:
    for number in range(count):
        a_delegate(cast.conference, a_category(cast.conference, f"c{number}"), f"王{number}")
    with CaptureQueriesContext(connection) as asked:
        table = delegates_table(cast.conference, Sought())
        assert len(list(table.rows)) == table.total == count
    assert len(asked) == 3


def _address(cast: Cast, name: str, **kwargs: str) -> str:
    return reverse(name, kwargs={"conference": cast.conference.slug, **kwargs})


def test_the_button_exports_what_the_page_shows_and_the_history_says_so(cast: Cast, client: Client) -> None:
    guests, delegates = a_category(cast.conference, "guest"), a_category(cast.conference)
    a_delegate(cast.conference, guests, "王伟")
    a_delegate(cast.conference, guests, "王芳", state="applied")
    a_delegate(cast.conference, delegates, "王强")
    a_delegate(cast.conference, guests, "李娜", institution_zh="星槎研究院")
    client.force_login(cast.members[Role.REGISTRAR])
    view = {"q": "吴淞", "state": "confirmed", "category": "guest"}
    page = client.get(_address(cast, "console_delegates"), view).content.decode()
    for name, value in view.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    answer = client.post(_address(cast, "console_delegates_export"), view)
    job = Job.objects.get()
    assert answer["Location"] == reverse("console_job", kwargs={"code": job.code})
    run_queue()
    file = client.get(reverse("console_job_file", kwargs={"code": job.code}))
    assert 'filename="delegates-bio27.xlsx"' in file["Content-Disposition"]
    assert [row[1] for row in read_workbook(b"".join(file))[1:]] == ["王伟"]
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.by, entry.details) == (DELEGATES_EXPORT, cast.members[Role.REGISTRAR], {"rows": 1})


def test_a_user_who_has_lost_the_right_gets_no_file(cast: Cast, client: Client) -> None:
    a_delegate(cast.conference, a_category(cast.conference))
    registrar = cast.members[Role.REGISTRAR]
    job = an_export(DELEGATES_EXPORT, cast.conference, registrar, **ALL)
    client.force_login(registrar)
    file = reverse("console_job_file", kwargs={"code": job.code})
    assert client.get(file).status_code == 200
    Membership.objects.filter(user=registrar).update(role=Role.VIEWER.value)
    assert client.get(file).status_code == 403
