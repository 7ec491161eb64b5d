"""Loading the demo into the database."""

from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, F
from django.test import TestCase

from doors.models import Checkpoint, Scan
from events.models import (
    Conference,
    ConferenceState,
    Forum,
    Membership,
    Organisation,
    Person,
    Release,
    Session,
    Talk,
    User,
)
from events.queries.bookings import programme_clashes
from events.rules.programme import from_document
from portal.demo.accounts import PASSWORD
from portal.demo.loading.whole import load_demo
from registration.models import Category, Credential, Delegate, Invitation, Quota, Registration
from registration.operations.credentials import mark_of_conference
from registration.rules.credentials import CHECK_LENGTH, MARK_LENGTH, check_characters
from speakers.models import Appearance, Speaker

FIRST_DAY = date(2027, 4, 16)
NOW = datetime(2027, 4, 16, 1, 12, tzinfo=UTC)


class TestLoading(TestCase):
    """The loaded demo. The tests only read it, and loading takes longer than all of them, so it is loaded once."""

    demo: Conference

    @classmethod
    def setUpTestData(cls) -> None:
        """Load the demo at 09:12 on its first day."""
        cls.demo = load_demo(first_day=FIRST_DAY, now=NOW)

    def test_the_conference_runs_three_days_and_is_live_on_the_first(self) -> None:
        demo = self.demo
        assert (demo.starts_on, demo.ends_on) == (FIRST_DAY, date(2027, 4, 18))
        assert demo.state == ConferenceState.LIVE
        assert demo.is_example
        assert demo.accent == "#0E4B4D"

    def test_the_numbers_match_the_model_case(self) -> None:
        demo = self.demo
        assert Forum.objects.filter(conference=demo).count() == 26
        assert Session.objects.filter(conference=demo, kind="plenary").count() == 3
        assert Session.objects.filter(conference=demo, kind="closed_door").count() == 3
        assert Session.objects.filter(conference=demo, kind="release").count() == 1
        assert Talk.objects.filter(conference=demo, session__kind="forum", kind="talk").count() == 302
        assert Speaker.objects.filter(conference=demo).exclude(state="withdrawn").count() == 339
        assert Speaker.objects.filter(conference=demo, person__honour__in=["cas", "cae"]).count() == 32
        assert Delegate.objects.filter(conference=demo).count() == 2200
        assert Category.objects.filter(conference=demo).count() == 6

    def test_times_are_those_of_the_plan_in_the_conferences_zone(self) -> None:
        demo = self.demo
        opening = Session.objects.get(conference=demo, title_en="Opening Ceremony")
        assert opening.starts_at == datetime(2027, 4, 16, 1, 0, tzinfo=UTC)
        assert Session.objects.get(conference=demo, label="C1").starts_at == datetime(2027, 4, 16, 6, 0, tzinfo=UTC)

    def test_every_talk_lies_within_its_session(self) -> None:
        demo = self.demo
        talks = Talk.objects.filter(conference=demo)
        assert talks.filter(starts_at__lt=F("session__starts_at")).count() == 0
        assert talks.filter(ends_at__gt=F("session__ends_at")).count() == 0

    def test_each_forum_has_two_chairs(self) -> None:
        demo = self.demo
        chairs = Appearance.objects.filter(forum__conference=demo, role="chair")
        assert list(chairs.values("forum").annotate(n=Count("pk")).values_list("n", flat=True)) == [2] * 26

    def test_the_programme_is_published_and_no_room_or_person_is_taken_twice(self) -> None:
        demo = self.demo
        release = Release.objects.get(conference=demo)
        assert (release.number, release.accepted_reason) == (1, "")
        assert programme_clashes(demo) == ()

    def test_the_release_has_only_title_host_and_time_of_a_closed_meeting(self) -> None:
        demo = self.demo
        programme = from_document(Release.objects.get(conference=demo).document)
        (meeting,) = [session for session in programme.sessions if session.label == "C1"]
        assert meeting.title.zh == "重大生物技术项目评议"
        assert (meeting.room, meeting.people, meeting.talks, meeting.description.zh) == (None, (), (), "")

    def test_the_release_lists_plenary_speakers_first(self) -> None:
        demo = self.demo
        programme = from_document(Release.objects.get(conference=demo).document)
        assert [speaker.name for speaker in programme.speakers[:3]] == ["顾怀瑾", "沈令仪", "韩伯钧"]
        assert all(speaker.honour in {"cas", "cae"} for speaker in programme.speakers[:32])
        assert len(programme.speakers) == 339

    def test_speakers_who_register_are_one_person_each(self) -> None:
        demo = self.demo
        assert Delegate.objects.filter(conference=demo, person__speakers__conference=demo).count() == 339
        assert Person.objects.filter(organisation=demo.organisation).count() == 2201

    def test_confirmed_delegates_hold_places_and_no_quota_is_exceeded(self) -> None:
        demo = self.demo
        held = Delegate.objects.filter(conference=demo, holds_place=True)
        assert held.count() == Delegate.objects.filter(conference=demo, state="confirmed").count() == 2124
        for quota in Quota.objects.filter(conference=demo):
            assert quota.used == held.filter(category__quota=quota).count()
        corporate = Quota.objects.get(conference=demo, name_en="Corporate delegates")
        assert corporate.used == corporate.size

    def test_codes_are_intact_and_carry_the_mark_of_the_conference(self) -> None:
        demo = self.demo
        codes = Credential.objects.filter(conference=demo).values_list("code", flat=True)
        assert len(codes) == 2175
        assert all(check_characters(code[:-CHECK_LENGTH]) == code[-CHECK_LENGTH:] for code in codes)
        assert {code[:MARK_LENGTH] for code in codes} == {mark_of_conference(demo)}

    def test_some_have_been_admitted_this_morning(self) -> None:
        demo = self.demo
        scans = Scan.objects.filter(conference=demo)
        assert scans.filter(verdict="admit").count() == 1448
        latest = scans.latest("effective_at").effective_at
        assert NOW - timedelta(minutes=20) < latest < NOW
        assert set(scans.values_list("day", flat=True)) == {FIRST_DAY}

    def test_the_closed_door_uses_its_own_list(self) -> None:
        demo = self.demo
        door = Checkpoint.objects.get(conference=demo, kind="closed")
        assert door.session is not None
        assert door.session.label == "C1"
        assert Invitation.objects.filter(session=door.session).count() == 25

    def test_every_demo_account_can_sign_in_and_has_its_role(self) -> None:
        demo = self.demo
        roles = dict(Membership.objects.filter(organisation=demo.organisation).values_list("user__email", "role"))
        assert roles == {
            "owner@rostrum.example": "owner",
            "organiser@rostrum.example": "organiser",
            "secretary@rostrum.example": "forum_secretary",
            "registrar@rostrum.example": "registrar",
            "doorlead@rostrum.example": "door_lead",
            "door@rostrum.example": "door_staff",
        }
        assert all(
            user.check_password(PASSWORD) for user in User.objects.filter(email__endswith="@rostrum.example")[:2]
        )

    def test_the_demo_delegate_has_a_registration_of_their_own(self) -> None:
        registration = Registration.objects.get(user__email="delegate@rostrum.example")
        delegate = registration.delegates.get()
        assert (delegate.name, delegate.state, delegate.category.code) == ("林知远", "confirmed", "DELEGATE")
        assert delegate.person.user == registration.user

    def test_the_second_organisation_has_a_draft_conference(self) -> None:
        demo = self.demo
        other = Conference.objects.exclude(pk=demo.pk).get()
        assert other.state == ConferenceState.DRAFT
        assert Organisation.objects.filter(conferences=other).get() != demo.organisation
