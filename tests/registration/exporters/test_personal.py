"""The download of one's own data: complete, nobody else's, in both languages."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import translation

from events.exporters.personal import PERSON, personal_document
from events.models import Person, User
from registration.models import Delegate, column_of
from registration.operations.signup import sign_up
from registration.rules.particulars import PARTICULARS
from speakers.models import Appearance, Speaker
from tests.builders.doors import a_category, a_checkpoint, a_delegate, a_scan
from tests.builders.people import NOW, Cast
from tests.builders.programmes import a_session
from tests.builders.signups import a_sign_up

pytestmark = pytest.mark.django_db
Document = dict[str, list[dict[str, object]]]

NOT_TOLD = {
    *("id", "organisation", "user", "source_key"),  # keys: ours, and those of imported files
    *("sort_pinyin", "sort_strokes", "search_keys"),  # made from the name
}
"""Columns of Person that say nothing about anybody."""


@pytest.fixture
def delegate(cast: Cast) -> Delegate:
    a_category(cast.conference)
    return sign_up(cast.conference, a_sign_up(language="en"), by=None, now=NOW)


@pytest.fixture
def own_account(cast: Cast, delegate: Delegate) -> User:
    """An account that has proved to own the delegate's address."""
    user = User.objects.get_or_create(email=delegate.email)[0]
    EmailAddress.objects.update_or_create(user=user, email=delegate.email, defaults={"verified": True, "primary": True})
    return user


def titles_and_rows(delegate: Delegate, language: str = "en") -> Document:
    with translation.override(language):
        document = json.loads(personal_document(delegate.person, delegate.conference, now=NOW))
    return {records["title"]: records["rows"] for records in document["records"]}


def address_of(delegate: Delegate) -> str:
    return f"/en/bio27/me/{delegate.code}/data.json"


def test_every_column_of_a_person_is_exported_or_listed_as_left_out() -> None:
    columns = {field.name for field in Person._meta.concrete_fields}

    assert set(PERSON) | NOT_TOLD == columns
    assert set(PERSON) & NOT_TOLD == set()


def test_a_delegate_reads_every_field_of_the_form(delegate: Delegate) -> None:
    with translation.override("en"):
        labels = {name: str(column_of(name).verbose_name) for name in PARTICULARS}
    row = titles_and_rows(delegate)["Registration"][0]

    assert {name: row[label] for name, label in labels.items()} == {
        name: getattr(delegate, name) for name in PARTICULARS
    }
    assert (row["Number"], row["State"], row["Paid"]) == ("D-0001", "Confirmed", True)


def test_every_app_contributes_its_personal_data(cast: Cast, delegate: Delegate) -> None:
    speaker = Speaker.objects.create(conference=cast.conference, person=delegate.person, biography_en="Builds genomes")
    session = a_session(cast.conference, None)
    Appearance.objects.create(speaker=speaker, session=session, role="keynote")
    a_scan(a_checkpoint(cast.conference), delegate)

    told = titles_and_rows(delegate)

    assert list(told) == ["Person", "Speaker", "On stage", "Registration", "Badge codes", "Letters", "Doors"]
    assert told["On stage"] == [{"Where": "Plenary", "Role": "Keynote speaker", "From": "2027-04-16T09:12:00+08:00"}]
    assert told["Speaker"][0]["Biography in English"] == "Builds genomes"
    assert told["Doors"][0]["Verdict"] == "Admitted"


def test_times_are_in_the_conferences_zone(delegate: Delegate) -> None:
    document = json.loads(personal_document(delegate.person, delegate.conference, now=NOW))
    assert document["made_at"] == "2027-04-16T09:12:00+08:00"
    assert titles_and_rows(delegate)["Registration"][0]["Signed up"] == "2027-04-16T09:12:00+08:00"


def test_registrations_under_another_address_are_left_out(cast: Cast, delegate: Delegate) -> None:
    """Somebody who knows the name and the number signs up, and is taken for the same person."""
    other = a_delegate(cast.conference, delegate.category, email="other@example.com")
    Delegate.objects.filter(pk=other.pk).update(person=delegate.person)

    assert [row["E-mail"] for row in titles_and_rows(delegate)["Registration"]] == [delegate.email]


def test_labels_are_in_the_readers_language(delegate: Delegate) -> None:
    assert "报名单" in titles_and_rows(delegate, "zh-hans")


def test_whoever_verified_the_address_can_download_the_file(
    client: Client, delegate: Delegate, own_account: User
) -> None:
    client.force_login(own_account)
    answer = client.get(address_of(delegate))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="bio27-my-data.json"'
    assert json.loads(answer.content)["person"] == "林知远"
    assert address_of(delegate) in client.get(f"/en/bio27/me/{delegate.code}/").content.decode()


def test_a_letters_link_opens_the_registration_but_not_the_data(client: Client, delegate: Delegate) -> None:
    client.get(f"/en/bio27/me/?key={delegate.registration.access_key}")

    assert client.get(f"/en/bio27/me/{delegate.code}/").status_code == 200
    assert client.get(address_of(delegate)).status_code == 404
    assert address_of(delegate) not in client.get(f"/en/bio27/me/{delegate.code}/").content.decode()


def test_an_unverified_address_is_not_enough(client: Client, delegate: Delegate, own_account: User) -> None:
    EmailAddress.objects.filter(user=own_account).update(verified=False)
    client.force_login(own_account)
    client.get(f"/en/bio27/me/?key={delegate.registration.access_key}")
    EmailAddress.objects.filter(user=own_account).update(verified=False)

    assert client.get(address_of(delegate)).status_code == 404


def test_signing_somebody_up_does_not_give_access_to_their_data(client: Client, cast: Cast) -> None:
    a_category(cast.conference)
    delegate = sign_up(cast.conference, a_sign_up(), by=cast.somebody, now=NOW)
    client.force_login(cast.somebody)

    assert client.get(f"/en/bio27/me/{delegate.code}/").status_code == 200
    assert client.get(address_of(delegate)).status_code == 404
