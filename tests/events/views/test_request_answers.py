"""The panel of requests on the board, and the centre's answers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from events.forms.request_rows import RequestSheet
from events.models import ChangeRequest, Forum, Letter, Room, Session
from events.operations.requests import Wish, ask_change
from events.rules.office.roles import Role
from events.rules.requests import RoomValue, TimesValue, TitleValue, Value
from events.rules.wording import Piece
from tests.builders.people import NOW, Cast, signed_in
from tests.builders.programme import a_room, a_session, a_talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(cast: Cast) -> Client:
    return signed_in(cast.members[Role.PROGRAMME_EDITOR])


@pytest.fixture
def session(cast: Cast) -> Session:
    return a_session(cast.conference, cast.forum, room=a_room(cast.conference, "B302"))


def ask(cast: Cast, wanted: Value, session: Session | None = None) -> ChangeRequest:
    wish = Wish(wanted=wanted, session=session, reason="More people <i>than</i> seats")
    return ask_change(cast.forum, wish, by=cast.members[Role.FORUM_SECRETARY], now=NOW)


def panel(cast: Cast) -> str:
    return reverse("console_forums_list", args=[cast.conference.slug, "requests"])


def sheets(client: Client, cast: Cast) -> list[RequestSheet]:
    found: list[RequestSheet] = client.get(panel(cast)).context["sheets"]
    return found


def press(client: Client, request: ChangeRequest, **data: str) -> str:
    """Answer a request, and return the page that comes then."""
    address = reverse("console_request_answer", args=[request.conference.slug, request.pk])
    return client.post(address, {"back": "list", **data}, follow=True).content.decode()


def shown(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.is_changed else piece.text for piece in pieces)


def test_titles_stand_side_by_side_with_what_differs_marked(editor: Client, cast: Cast) -> None:
    ask(cast, TitleValue(title_zh="合成生物学技术", title_en="Synbio <b>now</b>"))
    [sheet] = sheets(editor, cast)
    assert [(row.label, shown(row.now), shown(row.wanted)) for row in sheet.rows] == [
        ("Chinese", "合成生物学[使能]技术", "合成生物学技术"),
        ("English", "Synbio", "Synbio[ <b>now</b>]"),
    ]
    html = editor.get(panel(cast)).content.decode()
    assert "&lt;b&gt;now&lt;/b&gt;" in html
    assert "More people &lt;i&gt;than&lt;/i&gt; seats" in html
    assert "Accepted: the draft is changed." in press(editor, sheet.asked.request, shown=sheet.asked.mark, repair="")
    assert Forum.objects.get(pk=cast.forum.pk).title_zh == "合成生物学技术"
    assert sheets(editor, cast) == []


def test_a_taken_room_offers_the_swap_and_not_the_plain_yes(editor: Client, cast: Cast, session: Session) -> None:
    other = Forum.objects.create(conference=cast.conference, number=14, title_en="Natural products")
    taken = a_session(cast.conference, other, room=a_room(cast.conference, "C103"))
    assert taken.room is not None
    request = ask(cast, RoomValue(rooms=(taken.room.pk,)))
    [sheet] = sheets(editor, cast)
    assert [button.label for button in sheet.buttons] == ["Accept, swap with 14"]
    assert [shown(row.wanted) for row in sheet.rows if row.is_trouble] == ["14 Natural products 14:00–16:00"]
    press(editor, request, shown=sheet.asked.mark, repair="swap_rooms")
    rooms = {row.pk: str(row.room and row.room.name.en) for row in Session.objects.all()}
    assert rooms == {session.pk: "C103", taken.pk: "B302"}


def test_a_room_that_was_taken_meanwhile_is_not_given_away(editor: Client, cast: Cast, session: Session) -> None:
    room = a_room(cast.conference, "C103")
    request = ask(cast, RoomValue(rooms=(room.pk,)))
    [sheet] = sheets(editor, cast)
    a_session(cast.conference, None, room=room)
    page = press(editor, request, shown=sheet.asked.mark, repair="")
    assert "Something has changed since you opened the page." in page
    assert Session.objects.get(pk=session.pk).room == session.room


def test_what_has_changed_since_it_was_asked_is_said(editor: Client, cast: Cast, session: Session) -> None:
    wanted, other = a_room(cast.conference, "C103"), a_room(cast.conference, "A201")
    ask(cast, RoomValue(rooms=(wanted.pk,)))
    Session.objects.update(room=other)
    assert "Changed since it was asked for. Then it was: B302" in editor.get(panel(cast)).content.decode()


def test_a_request_about_what_was_removed_is_closed(editor: Client, cast: Cast, session: Session) -> None:
    room = a_room(cast.conference, "C103")
    request = ask(cast, RoomValue(rooms=(room.pk,)))
    Room.objects.filter(pk=room.pk).delete()
    [sheet] = sheets(editor, cast)
    assert [button.label for button in sheet.buttons] == ["Close, as it has been removed"]
    assert "what it was about has been removed" in press(editor, request, shown="", repair="")


def test_times_that_leave_a_talk_outside_are_refused_in_words(editor: Client, cast: Cast, session: Session) -> None:
    a_talk(session, 90)
    ends_at = session.starts_at + timedelta(hours=1)
    request = ask(cast, TimesValue(starts_at=session.starts_at, ends_at=ends_at), session)
    [sheet] = sheets(editor, cast)
    page = press(editor, request, shown=sheet.asked.mark, repair="")
    assert "would be outside the session." in page
    assert ChangeRequest.objects.get().state == "open"


def test_declining_needs_a_word_and_is_final(editor: Client, cast: Cast) -> None:
    request = ask(cast, TitleValue(title_zh="别的", title_en=""))
    assert "Tell the hosts in a line why it is declined." in press(editor, request, do="decline", word=" \u200b ")
    assert "Declined." in press(editor, request, do="decline", word="The badges are printed.")
    assert ChangeRequest.objects.get().answer == "The badges are printed."
    assert "answered or withdrawn already" in press(editor, request, do="decline", word="No")
    assert Letter.objects.filter(kind="change_answered").count() == 1


def test_hosts_see_their_own_requests_without_buttons(cast: Cast) -> None:
    ask(cast, TitleValue(title_zh="别的", title_en=""))
    Forum.objects.create(conference=cast.conference, number=2)
    page = signed_in(cast.members[Role.FORUM_SECRETARY]).get(panel(cast)).content.decode()
    assert "别的" in page
    assert "Decline" not in page
