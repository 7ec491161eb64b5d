"""Console pages: the team."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.access import Standing, conference_for
from events.forms.office.team import MemberForm, PastedMembers
from events.forms.words import ROLES
from events.models import Membership
from events.operations.office.team import (
    RoleScope,
    TeamRefusal,
    TeamRefused,
    invite_again,
    invite_member,
    invite_members,
    remove_member,
)
from events.queries.office.team import with_letters
from events.rules.office.roles import Right, Role, rights_in_organisation
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import console_page, done, refused, sent, status_of


@console_page("GET", "HEAD", "POST")
def team(request: HttpRequest, conference: str) -> HttpResponse:
    """List the team, and add members."""
    standing = conference_for(request.user, conference, Right.MANAGE_TEAM)
    typed = sent(request)
    pastes = typed is not None and typed.get("add") == "members"
    form = MemberForm(standing.conference, None if pastes else typed)
    many = PastedMembers(standing.conference, typed if pastes else None)
    if request.method == "POST" and pastes and many.is_valid():
        added = len(invite_members(standing.conference, many.things, by=standing.user, now=clock.now()))
        words = ngettext(
            "%(n)s added to the team. They will get a letter.", "%(n)s added to the team. They will get letters.", added
        )
        return done(request, words % {"n": added}, "console_team", conference=conference)
    if request.method == "POST" and not pastes and form.is_valid() and _add(form, standing):
        return done(request, _("Added to the team. They will get a letter."), "console_team", conference=conference)
    context = {
        "members": with_letters(sorted(_members(standing), key=_rank)),
        "form": form,
        "many": many,
        "may_all": _may_all(standing),
    }
    status = max(status_of(form), status_of(many))
    return show(request, standing, "events/console/team.html", context, here="console_team", status=status)


def _add(form: MemberForm, standing: Standing) -> bool:
    data = form.cleaned_data
    role = Role(data["role"])
    everywhere = data["everywhere"] and role is not Role.FORUM_SECRETARY
    if everywhere and not _may_all(standing):
        form.add_error("everywhere", _("Only an owner of the whole organisation can do that."))
        return False
    place = RoleScope(
        organisation=standing.conference.organisation,
        conference=None if everywhere else standing.conference,
        forum=data["forum"],
    )
    try:
        invite_member(data["email"], role, place, by=standing.user, now=clock.now())
    except TeamRefused as no:
        field, words = {
            TeamRefusal.ALREADY_THERE: ("email", _("This person has that role already.")),
            TeamRefusal.FORUM_NEEDED: ("forum", _("Which forum?")),
        }[no.reason]
        form.add_error(field, words)
        return False
    return True


@console_page("GET", "HEAD", "POST")
def drop_member(request: HttpRequest, conference: str, key: int) -> HttpResponse:
    """Ask, then take a role away."""
    standing = conference_for(request.user, conference, Right.MANAGE_TEAM)
    member = _member(standing, key)
    if request.method == "POST":
        try:
            remove_member(member, by=standing.user, now=clock.now())
        except TeamRefused:
            words = _("The last owner cannot be removed. Make somebody else an owner first.")
            return refused(request, words, "console_team", conference=conference)
        return done(request, _("Removed."), "console_team", conference=conference)
    words = _("%(who)s will no longer be: %(role)s.") % {"who": member.user.email, "role": ROLES[member.role]}
    context = {
        "question": _("Remove “%(who)s” from the team?") % {"who": member.user},
        "words": words,
        "back": reverse("console_team", args=[conference]),
    }
    return show(request, standing, "events/console/remove.html", context, here="console_team")


@console_page("POST")
def letter_again(request: HttpRequest, conference: str, key: int) -> HttpResponse:
    """Send the invitation again."""
    standing = conference_for(request.user, conference, Right.MANAGE_TEAM)
    invite_again(_member(standing, key), by=standing.user, now=clock.now())
    return done(request, _("The letter is on its way."), "console_team", conference=conference)


def _member(standing: Standing, key: int) -> Membership:
    """Return a row of the team; raises PermissionDenied if it applies to the whole organisation and the user is not its
    owner.
    """
    member = _members(standing).filter(pk=key).first()
    if member is None:
        raise Http404
    if member.conference_id is None and not _may_all(standing):
        raise PermissionDenied
    return member


def _may_all(standing: Standing) -> bool:
    return Right.MANAGE_TEAM in rights_in_organisation(standing.grants)


def _members(standing: Standing) -> QuerySet[Membership]:
    conference = standing.conference
    rows = Membership.objects.filter(organisation_id=conference.organisation_id).filter(
        Q(conference=conference) | Q(conference__isnull=True)
    )
    return rows.select_related("user", "forum", "organisation", "conference")


def _rank(member: Membership) -> tuple[int, int, str, int]:
    """Sort a team by role, owners first, secretaries by their forum, and then by address."""
    forum = member.forum.number if member.forum else 0
    return list(Role).index(Role(member.role)), forum, member.user.email, member.pk
