"""Team invitations: the letter, whether the invitee has signed in, and sending the letter again."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

from events.models import Letter, Membership, User
from events.operations.office.team import RoleScope, invite_again, invite_member, remove_member
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast, signed_in
from tests.queue import run_queue


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.members[Role.OWNER])


def team(cast: Cast) -> str:
    return reverse("console_team", args=[cast.conference.slug])


def invited(cast: Cast, email: str = "new@example.com", role: Role = Role.REGISTRAR, **place: object) -> Membership:
    where = RoleScope(organisation=cast.organisation, conference=cast.conference, **place)  # type: ignore[arg-type] # forum
    return invite_member(email, role, where, by=cast.members[Role.OWNER], now=NOW)


def the_letter() -> EmailMultiAlternatives:
    run_queue()
    (letter,) = mail.outbox
    assert isinstance(letter, EmailMultiAlternatives)
    return letter


def test_an_unknown_invitee_gets_a_letter_in_both_languages_and_can_sign_in(owner: Client, cast: Cast) -> None:
    owner.post(team(cast), {"email": "New@Example.com", "role": "registrar"})
    letter = the_letter()
    assert letter.to == ["new@example.com"]
    assert letter.subject.endswith("/ You are on the team: National Biotechnology Innovation Conference")
    body = str(letter.body)
    assert "全国生物技术创新大会" in body
    assert "Role: Registrar" in body
    links = re.findall(r"http://\S+", body)
    assert links == ["http://localhost:8000/accounts/login/code/?next=/console/bio27/enter/"] * 2
    page = str(letter.alternatives[0][0])
    assert ['lang="zh-Hans"' in page, 'lang="en"' in page] == [True, True]


def test_an_invitee_with_a_language_gets_the_letter_in_it(cast: Cast) -> None:
    User.objects.create_user("lin@example.com", language="en")
    invited(cast, "lin@example.com", Role.FORUM_SECRETARY, forum=cast.forum)
    letter = the_letter()
    assert letter.subject == "You are on the team: National Biotechnology Innovation Conference"
    assert "Forum: 1 Synbio" in str(letter.body)
    assert "团队" not in str(letter.body)


def test_no_letter_is_sent_for_a_role_that_was_taken_away(cast: Cast) -> None:
    remove_member(invited(cast), by=None, now=NOW)
    run_queue()
    assert mail.outbox == []


def test_the_letter_can_be_sent_again_once_in_ten_minutes(cast: Cast) -> None:
    member = invited(cast)
    for minutes in (1, 2, 20):
        invite_again(member, by=None, now=NOW + timedelta(minutes=minutes))
    assert Letter.objects.count() == 3


def test_the_page_shows_who_has_signed_in_and_offers_the_letter_to_the_others(owner: Client, cast: Cast) -> None:
    member = invited(cast)
    again = reverse("console_member_letter", args=[cast.conference.slug, member.pk])
    assert f'action="{again}"' in owner.get(team(cast)).content.decode()
    assert "letter on its way" in owner.get(team(cast)).content.decode()
    run_queue()
    assert "letter sent" in owner.get(team(cast)).content.decode()
    User.objects.filter(pk=member.user_id).update(last_login=NOW + timedelta(days=1))
    assert f'action="{again}"' not in owner.get(team(cast)).content.decode()


def test_another_conferences_member_cannot_be_sent_a_letter(owner: Client, cast: Cast) -> None:
    theirs = Membership.objects.get(user=cast.neighbour)
    assert owner.post(reverse("console_member_letter", args=[cast.conference.slug, theirs.pk])).status_code == 404


def test_many_are_invited_by_lines_in_either_language(owner: Client, cast: Cast) -> None:
    lines = "a@example.com, registrar\nb@example.com\t分会秘书\t1\nc@example.com, Door staff"
    assert owner.post(team(cast), {"add": "members", "lines": lines}).status_code == 302
    rows = Membership.objects.filter(user__email__in=["a@example.com", "b@example.com", "c@example.com"])
    assert list(rows.order_by("user__email").values_list("user__email", "role", "forum__number")) == [
        ("a@example.com", "registrar", None),
        ("b@example.com", "forum_secretary", 1),
        ("c@example.com", "door_staff", None),
    ]
    assert Letter.objects.count() == 3


def test_errors_in_lines_of_members_are_listed_and_nobody_is_invited(owner: Client, cast: Cast) -> None:
    lines = "a, registrar\na@example.com, king\nb@example.com, forum_secretary\nb@example.com, forum_secretary, 9"
    answer = owner.post(team(cast), {"add": "members", "lines": lines + "\nregistrar@example.com, registrar"})
    assert answer.context["many"].errors["lines"] == [
        "Line 1: “a” is not an e-mail address.",
        "Line 2: there is no role “king”.",
        "Line 3: a forum secretary needs the number of a forum.",
        "Line 4: there is no forum and no kind of session “9”.",
        "Line 5: “registrar@example.com” exists already.",
    ]
    assert Letter.objects.count() == 0


def test_the_team_is_listed_by_role_from_the_owners_down(owner: Client, cast: Cast) -> None:
    invited(cast, "aaa@example.com", Role.VIEWER)
    invited(cast, "zzz@example.com", Role.ORGANISER)
    roles = [row.member.role for row in owner.get(team(cast)).context["members"]]
    assert roles == sorted(roles, key=list(Role).index)
    assert roles[0] == Role.OWNER
    assert "zzz@example.com" in [row.member.user.email for row in owner.get(team(cast)).context["members"][:3]]


def test_taking_a_role_away_does_not_claim_to_be_final(owner: Client, cast: Cast) -> None:
    member = invited(cast)
    page = owner.get(reverse("console_member_remove", args=[cast.conference.slug, member.pk])).content.decode()
    assert "Remove “new@example.com” from the team?" in page
    assert "cannot be undone" not in page
