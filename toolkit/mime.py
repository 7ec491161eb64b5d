"""Letters with inline pictures."""

from email.message import Message
from email.mime.base import MIMEBase
from email.mime.image import MIMEImage

from django.core.mail import EmailMultiAlternatives, SafeMIMEMultipart


class PicturedLetter(EmailMultiAlternatives):
    """A message whose HTML can show inline pictures as `<img src="cid:name">`.

    The HTML and its pictures form one multipart/related part. Otherwise Outlook and the Chinese mail providers list the
    pictures among the attachments.
    """

    def __init__(self, subject: str, text: str, html: str, *, to: list[str], reply_to: list[str]) -> None:
        super().__init__(subject, text, to=to, reply_to=reply_to)
        self.attach_alternative(html, "text/html")
        self.pictures: dict[str, bytes] = {}

    def show_picture(self, name: str, png: bytes) -> None:
        """Add a PNG that the HTML refers to as `cid:name`."""
        self.pictures[name] = png

    def attach_calendar(self, name: str, content: bytes, *, method: str = "PUBLISH") -> None:
        """Attach an iCalendar file, with its method in the content type."""
        part = MIMEBase("text", "calendar", charset="utf-8", method=method, name=name)
        part.set_payload(content.decode(), "utf-8")
        part.add_header("Content-Disposition", "attachment", filename=name)
        self.attach(part)

    def message(self) -> Message:  # type: ignore[override] # Django's own types differ in their base class
        """Return the MIME message, with the HTML and its pictures in one part."""
        message = super().message()
        if self.pictures:
            _put_together(message, self.pictures)
        return message


def _put_together(message: Message, pictures: dict[str, bytes]) -> None:
    for part in message.walk():
        parts = part.get_payload()
        if part.get_content_type() != "multipart/alternative" or not isinstance(parts, list):
            continue
        related = SafeMIMEMultipart(_subtype="related", type="text/html")
        related.attach(parts.pop())
        for name, png in pictures.items():
            picture = MIMEImage(png, "png")
            picture.add_header("Content-ID", f"<{name}>")
            picture.add_header("Content-Disposition", "inline", filename=f"{name}.png")
            related.attach(picture)
        parts.append(related)
        return
