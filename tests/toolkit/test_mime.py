"""Letters with inline pictures."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from toolkit.mime import PicturedLetter


def _sent(letter: PicturedLetter) -> EmailMessage:
    read = message_from_bytes(letter.message().as_bytes(), policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def _letter() -> PicturedLetter:
    return PicturedLetter("Subject", "Text", "<p>HTML</p>", to=["a@example.com"], reply_to=["b@example.com"])


def test_without_pictures_it_has_text_and_html() -> None:
    letter = _sent(_letter())
    assert [part.get_content_type() for part in letter.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert (letter["To"], letter["Reply-To"], letter["Subject"]) == ("a@example.com", "b@example.com", "Subject")


def test_pictures_are_in_one_part_with_the_html() -> None:
    letter = _letter()
    letter.show_picture("code", b"png")
    letter.show_picture("logo", b"other")
    found = list(_sent(letter).walk())
    assert [part.get_content_type() for part in found] == [
        *("multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png", "image/png")
    ]
    assert [(part["Content-ID"], part.get_content_disposition()) for part in found[-2:]] == [
        ("<code>", "inline"),
        ("<logo>", "inline"),
    ]
    assert found[-2].get_payload(decode=True) == b"png"


def test_a_calendar_names_its_method() -> None:
    letter = _letter()
    letter.attach_calendar("x.ics", "BEGIN:会".encode(), method="CANCEL")
    [part] = [part for part in _sent(letter).walk() if part.get_content_type() == "text/calendar"]
    assert (part.get_param("method"), part.get_filename()) == ("CANCEL", "x.ics")
    assert part.get_payload(decode=True) == "BEGIN:会".encode()
