"""The agenda of a forum from a document: read, asked about, stored once, by those who may edit the forum."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import AuditEntry, Forum, Person, Session, Talk, Upload
from events.rules.forums import ForumState
from events.rules.office.roles import Role
from speakers.models import Appearance, Speaker
from tests.builders.documents import lines_document, table_document, with_parts
from tests.builders.people import Cast, signed_in
from tests.builders.programme import a_room, a_session, a_talk
from tests.builders.programmes import a_speaker, on_stage
from tests.queue import run_queue

AGENDA = (
    "14:00-14:10 开场致辞 特邀领导\n"
    "14:10-14:30 从头设计的酶 王  伟 星槎大学教授\n"
    "14:30-14:50 活体材料 苏念、顾远 青橙公司\n"
    "14:50-15:00 茶歇\n"
)


@pytest.fixture
def session(cast: Cast) -> Session:
    return a_session(cast.conference, cast.forum, room=a_room(cast.conference, "B302"))


@pytest.fixture
def secretary(cast: Cast, session: Session) -> Client:
    return signed_in(cast.members[Role.FORUM_SECRETARY])


def new(cast: Cast) -> str:
    return reverse("console_agenda_new", args=[cast.conference.slug, cast.forum.number])


def sent(client: Client, cast: Cast, text: str) -> str:
    """Paste an agenda and return the address of the report."""
    answer = client.post(new(cast), {"cells": text})
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer["Location"])


def known(cast: Cast, institution: str) -> Speaker:
    """Put a 王伟 of this institution among the people of the conference."""
    speaker = a_speaker(cast.conference, "王伟")
    Person.objects.filter(pk=speaker.person_id).update(affiliation_zh=institution)
    return speaker


def outcomes(client: Client, address: str) -> list[tuple[str, list[int]]]:
    """Return the groups of the report with the lines in each, as the page has them."""
    groups = client.get(address).context["groups"]
    return [(group.outcome.value, [line.line for line in group.lines]) for group in groups]


def test_an_agenda_is_shown_row_by_row_before_anything_is_stored(secretary: Client, cast: Cast) -> None:
    address = sent(secretary, cast, f"论坛议程\n{AGENDA}")
    assert outcomes(secretary, address) == [("accept", [2, 3, 4, 5]), ("skip", [1])]
    page = " ".join(secretary.get(address).content.decode().split())
    for words in ("Friday 16 April 14:10–14:30", "B302", "王伟", "星槎大学 教授", "特邀领导", "Store 4 rows"):
        assert words in page
    assert Talk.objects.count() == 0


def test_storing_puts_the_rows_into_the_session_once(secretary: Client, cast: Cast, session: Session) -> None:
    address = sent(secretary, cast, AGENDA)
    for words in ("Stored: 4 items, 3 new speakers.", "This has been stored already."):
        assert words in secretary.post(address, {"store": "1"}, follow=True).content.decode()
    talks = Talk.objects.filter(session=session).values_list("position", "kind", "title_zh", "placeholder_zh")
    assert list(talks) == [
        (1, "address", "开场致辞", "特邀领导"),
        (2, "talk", "从头设计的酶", ""),
        (3, "talk", "活体材料", ""),
        (4, "break", "茶歇", ""),
    ]
    people = Person.objects.filter(speakers__isnull=False).values_list("name", "affiliation_zh", "post_zh")
    assert set(people) == {("王伟", "星槎大学", "教授"), ("苏念", "青橙公司", ""), ("顾远", "青橙公司", "")}
    before = (session.starts_at, session.ends_at, session.room)
    session.refresh_from_db()
    assert (session.starts_at, session.ends_at, session.room) == before
    entry = AuditEntry.objects.get(deed="agenda.import")
    assert (entry.subject, entry.details) == ("forum", {"items": 4, "speakers": 3})
    assert bytes(Upload.objects.get().content) == b""


def test_the_same_agenda_again_adds_nothing(secretary: Client, cast: Cast) -> None:
    secretary.post(sent(secretary, cast, AGENDA), {"store": "1"})
    address = sent(secretary, cast, AGENDA)
    assert outcomes(secretary, address) == [("duplicate", [1, 2, 3, 4])]
    secretary.post(address, {"store": "1"})
    assert (Talk.objects.count(), Speaker.objects.count()) == (4, 3)


def test_a_document_is_read_as_lines_and_as_a_table(secretary: Client, cast: Cast) -> None:
    table = table_document(
        ("时间", "议题", "嘉宾", "单位职务"), ("14:00-14:20", "酶", "王伟", "某某公司 CTO、某某社区 TC 主席")
    )
    for content in (table, lines_document("14:20-14:40 活体材料 苏念 星槎院")):
        file = SimpleUploadedFile("议程.docx", content)
        address = secretary.post(new(cast), {"file": file})["Location"]
        secretary.post(address, {"store": "1"})
    assert set(Talk.objects.values_list("title_zh", flat=True)) == {"酶", "活体材料"}
    wei = Person.objects.get(name="王伟")
    assert (wei.affiliation_zh, wei.post_zh) == ("某某公司", "CTO、某某社区 TC 主席")


def test_a_document_with_macros_is_refused_in_the_language_of_the_page(secretary: Client, cast: Cast) -> None:
    content = with_parts(lines_document("14:00-14:10 致辞"), **{"word/vbaProject.bin": b"x"})
    for language, words in (("en", "The document contains macros"), ("zh-hans", "文档含有宏")):
        secretary.cookies["django_language"] = language
        answer = secretary.post(new(cast), {"file": SimpleUploadedFile("a.docm", content)})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert Upload.objects.count() == 0


def test_a_long_document_is_read_by_a_worker(secretary: Client, cast: Cast) -> None:
    picture = random.Random(1).randbytes(1_100_000)
    content = with_parts(lines_document("14:00-14:10 致辞 特邀领导"), **{"word/media/a.jpg": picture})
    job = secretary.post(new(cast), {"file": SimpleUploadedFile("a.docx", content)})["Location"]
    assert "/console/jobs/" in job
    run_queue()
    address = reverse("console_agenda", args=[cast.conference.slug, cast.forum.number, Upload.objects.get().code])
    assert f'href="{address}"' in secretary.get(job).content.decode()
    assert outcomes(secretary, address) == [("accept", [1])]


def test_the_encoding_of_a_text_is_asked_for_if_it_is_not_certain(secretary: Client, cast: Cast) -> None:
    text = "14:00-14:10 致辞 特邀领导\n".encode("gb18030")
    address = secretary.post(new(cast), {"file": SimpleUploadedFile("a.txt", text)})["Location"]
    assert "Which of these is right?" in secretary.get(address).content.decode()
    secretary.post(address, {"encoding": "gb18030"})
    assert outcomes(secretary, address) == [("accept", [1])]


def test_a_text_without_items_is_refused(secretary: Client, cast: Cast) -> None:
    answer = secretary.post(new(cast), {"cells": "关于举办论坛的通知\n请各单位参加"})
    assert answer.status_code == 422
    assert "No item of an agenda was found." in answer.content.decode()


def test_the_same_name_at_another_institution_is_asked_about(secretary: Client, cast: Cast) -> None:
    there = known(cast, "江畔大学")
    address = sent(secretary, cast, AGENDA)
    assert outcomes(secretary, address)[0] == ("ask", [2])
    page = secretary.get(address).content.decode()
    assert "Somebody called 王伟 is known already, from elsewhere. Is it the same person?" in page
    refused = secretary.post(address, {"store": "1"}, follow=True)
    assert "1 row still asks something, so nothing was stored." in refused.content.decode()
    assert Talk.objects.count() == 0
    secretary.post(address, {"2.same.王伟": str(there.person_id), "store": "1"})
    talk = Talk.objects.get(title_zh="从头设计的酶")
    assert Appearance.objects.get(talk=talk).speaker == there


def test_somebody_else_of_the_same_name_becomes_a_speaker_of_their_own(secretary: Client, cast: Cast) -> None:
    there = known(cast, "江畔大学")
    address = sent(secretary, cast, AGENDA)
    secretary.post(address, {"2.same.王伟": "new", "store": "1"})
    assert set(Person.objects.filter(name="王伟").values_list("affiliation_zh", flat=True)) == {"江畔大学", "星槎大学"}
    assert not Appearance.objects.filter(speaker=there).exists()


def test_answers_are_kept_with_the_upload(secretary: Client, cast: Cast) -> None:
    known(cast, "江畔大学")
    address = sent(secretary, cast, AGENDA)
    answer = secretary.post(address, {"2.same.王伟": "new", "keep": "1"}, follow=True)
    assert "Your answers are kept. Nothing is stored yet." in answer.content.decode()
    assert Upload.objects.get().answers == {"2.same.王伟": "new"}
    assert outcomes(secretary, address) == [("accept", [1, 2, 3, 4])]
    secretary.post(address, {"2.same.王伟": "new", "store": "1"})
    assert Talk.objects.count() == 4


def test_a_row_outside_of_every_session_can_be_corrected_or_left_out(secretary: Client, cast: Cast) -> None:
    address = sent(secretary, cast, "9:00-9:20 早场 王伟 星槎大学\n17:00-17:20 晚场 苏念 星槎院")
    assert outcomes(secretary, address) == [("ask", [1, 2])]
    assert "No session of the forum is at this time (Friday 16 April 09:00)." in secretary.get(address).content.decode()
    answers = {"1.time": "14:00-14:20", "1.title": "早场", "1.people": "王伟 星槎大学", "2.place": "out"}
    secretary.post(address, {**answers, "store": "1"})
    assert list(Talk.objects.values_list("title_zh", flat=True)) == ["早场"]
    assert outcomes(secretary, address) == [("accept", [1]), ("out", [2])]


def test_the_clashes_that_storing_has_made_are_told_with_both_ends(
    secretary: Client, cast: Cast, session: Session
) -> None:
    other = a_session(cast.conference, title_en="Elsewhere")
    booked = a_talk(other, 15, title_en="Booked before")
    on_stage(known(cast, "星槎大学"), booked)
    address = sent(secretary, cast, AGENDA)
    assert "on stage elsewhere at that time: 王伟 · 从头设计的酶" in secretary.get(address).content.decode()
    page = secretary.post(address, {"store": "1"}, follow=True).content.decode()
    assert "Clashes made by this import" in page
    talk = Talk.objects.get(session=session, title_zh="从头设计的酶")
    for end in (booked, talk):
        assert f'href="{reverse("console_talk", args=[cast.conference.slug, end.code])}"' in page
    shown = secretary.get(reverse("console_talk", args=[cast.conference.slug, talk.code])).content.decode()
    assert reverse("console_talk", args=[cast.conference.slug, booked.code]) in shown


def test_of_a_clash_with_another_forum_a_secretary_is_told_its_number(
    secretary: Client, cast: Cast, session: Session
) -> None:
    forum = cast.conference.forums.create(number=9, title_en="Unseen forum")
    booked = a_talk(a_session(cast.conference, forum), 15, title_en="Unseen talk")
    on_stage(known(cast, "星槎大学"), booked)
    address = sent(secretary, cast, AGENDA)
    preview = secretary.get(address).content.decode()
    stored = secretary.post(address, {"store": "1"}, follow=True).content.decode()
    assert "on stage elsewhere at that time: 王伟<" in preview
    assert "Forum 09" in stored
    assert [page for page in (preview, stored) if "Unseen" in page] == []


def test_a_secretary_imports_only_while_the_forum_may_be_edited(secretary: Client, cast: Cast) -> None:
    address = sent(secretary, cast, AGENDA)
    Forum.objects.update(state=ForumState.SUBMITTED)
    assert [secretary.get(new(cast)).status_code, secretary.post(address, {"store": "1"}).status_code] == [403, 403]
    other = Forum.objects.create(conference=cast.conference, number=99, title_zh="别的分会")
    assert secretary.get(reverse("console_agenda_new", args=[cast.conference.slug, other.number])).status_code == 403
    owner = signed_in(cast.members[Role.OWNER])
    assert outcomes(owner, sent(owner, cast, AGENDA)) == [("accept", [1, 2, 3, 4])]
    assert Talk.objects.count() == 0


def test_uploads_of_two_forums_do_not_replace_each_other(cast: Cast, session: Session) -> None:
    owner = signed_in(cast.members[Role.OWNER])
    other = Forum.objects.create(conference=cast.conference, number=99, title_zh="别的分会")
    first = sent(owner, cast, AGENDA)
    owner.post(reverse("console_agenda_new", args=[cast.conference.slug, other.number]), {"cells": AGENDA})
    assert owner.get(first).status_code == 200
    sent(owner, cast, AGENDA)
    assert owner.get(first).status_code == 404


def test_the_page_of_the_forum_leads_to_the_import(secretary: Client, cast: Cast) -> None:
    page = secretary.get(reverse("console_forum", args=[cast.conference.slug, cast.forum.number])).content.decode()
    assert f'href="{new(cast)}"' in page
    assert "From a document" in page


def test_the_address_of_sheets_for_a_conference_knows_no_agendas(secretary: Client, cast: Cast) -> None:
    assert secretary.get(reverse("console_sheet_new", args=[cast.conference.slug, "agenda"])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_report_takes_as_many_queries_for_three_rows_as_for_one(
    rows: int, secretary: Client, cast: Cast, session: Session
) -> None:
    lines = [f"14:{at}0-14:{at}9 题目{at} 王{'甲乙丙'[at]} 星槎大学" for at in range(rows)]
    address = sent(secretary, cast, "\n".join(lines))
    with CaptureQueriesContext(connection) as shown:
        secretary.get(address)
    with CaptureQueriesContext(connection) as stored:
        secretary.post(address, {"store": "1"})
    assert (len(shown), len(stored), Talk.objects.count()) == (7, 85, rows)
