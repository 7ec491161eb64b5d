"""The navigation and the set-up steps that `events` itself has in the console."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.extensions import ConsoleGroup, ConsoleLink, RowLink, SetUpStep
from events.forms.words import CONFERENCE_STATES
from events.models import Conference, ConferenceState, Forum, Session
from events.queries.clashes import open_clashes
from events.rules.office.roles import Right

LINKS = [
    ConsoleLink(name="console_programme", label=_("Sessions"), right=Right.SEE_PROGRAMME, position=10),
    ConsoleLink(name="console_editor", label=_("Editor"), right=Right.EDIT_PROGRAMME, position=15),
    ConsoleLink(name="console_forums", label=_("Forums"), right=Right.SEE_PROGRAMME, position=20),
    ConsoleLink(
        name="console_clashes",
        label=_("Clashes"),
        right=Right.EDIT_OWN_FORUM,
        position=25,
        is_for_hosts=True,
        count=open_clashes,
    ),
    ConsoleLink(name="console_publish", label=_("Publish"), right=Right.PUBLISH, position=80),
    ConsoleLink(
        name="console_setup", label=_("Checklist"), right=Right.SET_UP, group=ConsoleGroup.SET_UP, position=100
    ),
    ConsoleLink(name="console_team", label=_("Team"), right=Right.MANAGE_TEAM, group=ConsoleGroup.SET_UP, position=150),
    ConsoleLink(
        name="console_history", label=_("History"), right=Right.SET_UP, group=ConsoleGroup.SET_UP, position=160
    ),
]


def own_steps(conference: Conference) -> list[SetUpStep]:
    """Return the set-up steps of `events`, with four queries."""
    # One query with several counts would multiply them.
    rooms, forums = conference.rooms.count(), conference.forums.count()
    sessions, team = conference.sessions.count(), conference.memberships.count()
    both, release = conference.title.is_complete, conference.public_version
    return [
        SetUpStep(
            name="console_setup_conference",
            label=_("Conference"),
            hint=_("Names, days, place, colour, texts of the home page"),
            state=gettext("both languages") if both else gettext("one language"),
            is_done=both,
            position=10,
        ),
        SetUpStep(
            name="console_setup_rooms",
            label=_("Rooms"),
            hint=_("The venue, and its rooms: pasted as lines"),
            state=ngettext("%(n)s room", "%(n)s rooms", rooms) % {"n": rooms},
            is_done=rooms > 0,
            position=20,
        ),
        SetUpStep(
            name="console_setup_forums",
            label=_("Forums and groups"),
            hint=_("Number, title, host: pasted as lines"),
            state=ngettext("%(n)s forum", "%(n)s forums", forums) % {"n": forums},
            is_done=forums > 0,
            position=30,
        ),
        SetUpStep(
            name="console_programme",
            label=_("Sessions and talks"),
            hint=_("From a spreadsheet with all people, pasted, or one by one"),
            state=ngettext("%(n)s session", "%(n)s sessions", sessions) % {"n": sessions},
            is_done=sessions > 0,
            position=40,
        ),
        SetUpStep(
            name="console_team",
            label=_("Team"),
            hint=_("Everybody gets a letter and signs in with a code"),
            state=ngettext("%(n)s member", "%(n)s members", team) % {"n": team},
            is_done=team > 0,
            position=80,
            right=Right.MANAGE_TEAM,
        ),
        SetUpStep(
            name="console_publish",
            label=_("Publish"),
            hint=_("What the public pages show; clashes are reported first"),
            state=gettext("Release %(number)s") % {"number": release} if release else gettext("not published yet"),
            is_done=release > 0,
            position=90,
        ),
        SetUpStep(
            name="console_setup_state",
            label=_("Open and close"),
            hint=_("From then on everybody can see it and delegates can sign up"),
            state=str(CONFERENCE_STATES[conference.state]),
            is_done=conference.state != ConferenceState.DRAFT,
            position=100,
        ),
    ]


def of_forum(forum: Forum) -> list[RowLink]:
    """Return the link for moving a whole forum."""
    url = reverse("console_forum_move", kwargs={"conference": forum.conference.slug, "number": forum.number})
    return [RowLink(url=url, label=_("Move the forum…"), right=Right.EDIT_PROGRAMME)]


def of_session(session: Session) -> list[RowLink]:
    """Return the link for swapping a session with another one."""
    url = reverse("console_session_swap", kwargs={"conference": session.conference.slug, "code": session.code})
    return [RowLink(url=url, label=_("Swap with…"), right=Right.EDIT_PROGRAMME)]
