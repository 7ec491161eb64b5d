"""Photographs of speakers: uploading them in the console, and showing them to the public."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from events.models import Conference, ConferenceState
from events.operations.publishing import publish
from events.rules.office.roles import Role
from speakers.models import Speaker
from tests.builders.people import NOW, Cast, signed_in
from tests.builders.pictures import a_photograph
from tests.builders.programmes import SmallProgramme, a_programme, on_stage


@pytest.fixture
def small(cast: Cast, settings: LazySettings, tmp_path: Path) -> SmallProgramme:
    settings.MEDIA_ROOT = tmp_path
    return a_programme(cast.conference, cast.forum)


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.members[Role.OWNER])


def address_of(speaker: Speaker) -> str:
    return reverse("console_person_photo", args=[speaker.conference.slug, speaker.code])


def upload(client: Client, speaker: Speaker, content: bytes, name: str = "me.jpg") -> str:
    """Send a file, and return the page that follows."""
    answer = client.post(address_of(speaker), {"photo": SimpleUploadedFile(name, content)}, follow=True)
    return answer.content.decode()


def picture(client: Client, address: str) -> Image.Image:
    return Image.open(BytesIO(client.get(address).content))


def published_address(client: Client, speaker: Speaker) -> str:
    """Return the address of the photograph on the speaker's public page; empty if there is none."""
    page = client.get(f"/en/bio27/speakers/{speaker.code}/").content.decode()
    return page.split('<img src="')[1].split('"')[0] if "<img src=" in page else ""


def test_an_uploaded_photograph_is_shown_in_the_console_and_after_a_release_to_everybody(
    owner: Client, client: Client, small: SmallProgramme
) -> None:
    speaker = small.speaker
    publish(small.conference, by=None, now=NOW)
    page = upload(owner, speaker, a_photograph())
    assert "Saved. Public pages show it with the next release." in page
    assert f'<img src="{address_of(speaker)}"' in page
    assert picture(owner, address_of(speaker)).size == (450, 600)
    assert published_address(client, speaker) == ""
    publish(small.conference, by=None, now=NOW)
    address = published_address(client, speaker)
    assert picture(client, address).size == (450, 600)


def test_public_pages_and_lists_show_it(owner: Client, client: Client, small: SmallProgramme) -> None:
    on_stage(small.speaker, small.plenary)
    speaker = small.speaker
    speaker.person.honour = "cas"
    speaker.person.save()
    upload(owner, speaker, a_photograph())
    publish(small.conference, by=None, now=NOW)
    address = published_address(client, speaker)
    talk = small.talks[0].appearances.get(speaker=speaker).talk
    assert talk
    for path in ("speakers/", f"talks/{talk.code}/"):
        assert f'<img src="{address}"' in client.get(f"/en/bio27/{path}").content.decode(), path


def test_the_file_is_served_with_the_portals_headers(owner: Client, client: Client, small: SmallProgramme) -> None:
    upload(owner, small.speaker, a_photograph())
    publish(small.conference, by=None, now=NOW)
    answer = client.get(published_address(client, small.speaker))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not answer.cookies
    assert "no-store" in owner.get(address_of(small.speaker))["Cache-Control"]


def test_only_what_the_public_programme_shows_is_served(owner: Client, client: Client, small: SmallProgramme) -> None:
    upload(owner, small.speaker, a_photograph())
    key = Path(Speaker.objects.get(pk=small.speaker.pk).photo.name or "").stem
    address = f"/en/bio27/photos/{key}.jpg"
    publish_nothing_yet = client.get(address)
    assert publish_nothing_yet.status_code == 404
    publish(small.conference, by=None, now=NOW)
    assert client.get(address).status_code == 200
    assert client.get("/en/bio27/photos/0123.jpg").status_code == 404
    Conference.objects.update(state=ConferenceState.DRAFT)
    assert client.get(address).status_code == 404


def test_a_removed_photograph_is_gone_from_the_public_pages_at_once(
    owner: Client, client: Client, small: SmallProgramme
) -> None:
    upload(owner, small.speaker, a_photograph())
    publish(small.conference, by=None, now=NOW)
    address = published_address(client, small.speaker)
    page = f"/en/bio27/speakers/{small.speaker.code}/"
    known = client.get(page)["ETag"]
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    answer = owner.post(address_of(small.speaker), {"remove": "1"}, follow=True)
    assert "Removed, also from the public pages." in answer.content.decode()
    assert owner.get(address_of(small.speaker)).status_code == 404
    assert published_address(client, small.speaker) == ""
    assert client.get(page, headers={"If-None-Match": known}).status_code == 200
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 404
    publish(small.conference, by=None, now=NOW)
    assert published_address(client, small.speaker) == ""
    assert client.get(address).status_code == 404


def test_a_photograph_that_was_removed_and_put_back_waits_for_a_publication(
    owner: Client, client: Client, small: SmallProgramme
) -> None:
    upload(owner, small.speaker, a_photograph())
    publish(small.conference, by=None, now=NOW)
    address = published_address(client, small.speaker)
    owner.post(address_of(small.speaker), {"remove": "1"})
    upload(owner, small.speaker, a_photograph())
    assert (published_address(client, small.speaker), client.get(address).status_code) == ("", 404)
    publication = publish(small.conference, by=None, now=NOW)
    assert not publication.is_new
    assert published_address(client, small.speaker) == address
    assert picture(client, address).size == (450, 600)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg/>", "This is no photograph that can be read"),
        (b"", "This is no photograph that can be read"),
        (a_photograph(size=(200, 300)), "The photograph is too small"),
        (a_photograph() + b"\0" * 10 * 1024 * 1024, "The file is larger than 10 MB."),
    ],
)
def test_a_refused_file_is_refused_with_words_and_the_old_one_stays(
    owner: Client, small: SmallProgramme, content: bytes, words: str
) -> None:
    upload(owner, small.speaker, a_photograph())
    before = Speaker.objects.get(pk=small.speaker.pk).photo.name
    assert words in upload(owner, small.speaker, content)
    assert Speaker.objects.get(pk=small.speaker.pk).photo.name == before


def test_a_bomb_is_refused_with_words(owner: Client, small: SmallProgramme) -> None:
    written = BytesIO()
    Image.new("1", (9_000, 9_000)).save(written, "PNG")
    assert len(written.getvalue()) < 50_000
    assert "more than 20 megapixels" in upload(owner, small.speaker, written.getvalue(), "me.png")


def test_no_file_is_refused_with_words(owner: Client, small: SmallProgramme) -> None:
    assert "Choose a file." in owner.post(address_of(small.speaker), follow=True).content.decode()
