from events.models import Letter
from events.operations.notices import Notice, tell_centre, tell_hosts
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast, a_member, a_user

NOTICE = Notice(kind="trial", subject_key="7")


def recipients() -> list[str]:
    return sorted(Letter.objects.values_list("recipient", flat=True))


def test_the_centre_is_everybody_who_edits_the_whole_programme_but_the_writer(cast: Cast) -> None:
    a_member(Role.PROGRAMME_EDITOR, organisation=cast.neighbours_conference.organisation, email="far@example.com")
    tell_centre(cast.conference, NOTICE, by=cast.members[Role.OWNER], now=NOW)
    assert recipients() == ["organiser@example.com", "programme_editor@example.com"]


def test_hosts_are_the_secretaries_of_the_forum_and_whoever_asked(cast: Cast) -> None:
    asker = a_user("asker@example.com")
    tell_hosts(cast.forum, NOTICE, also=asker, by=None, now=NOW)
    tell_hosts(cast.forum, NOTICE, also=asker, by=None, now=NOW)
    assert recipients() == ["asker@example.com", "forum_secretary@example.com"]


def test_somebody_whose_language_is_unknown_gets_a_letter_in_both(cast: Cast) -> None:
    secretary = cast.members[Role.FORUM_SECRETARY]
    tell_hosts(cast.forum, NOTICE, by=None, now=NOW)
    secretary.language = "en"
    secretary.save(update_fields=["language"])
    tell_hosts(cast.forum, Notice(kind="trial", subject_key="8"), by=None, now=NOW)
    first, second = Letter.objects.order_by("pk")
    assert (first.context, second.context, second.language) == ({"is_bilingual": "yes"}, {}, "en")
