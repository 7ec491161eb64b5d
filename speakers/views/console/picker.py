"""The picker of people in the console: whom it looks for and has found, and where it leads afterwards."""

from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from events.access import Standing
from events.models import Forum, Session, Talk
from speakers.access import people_within_reach
from speakers.forms.places import NewOnStageForm, RoleForm
from speakers.models import Appearance
from speakers.queries.people import Candidate, found_people, key_of

F = TypeVar("F", bound=RoleForm)
MOST_FOUND = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Picker:
    """A search for somebody to put on stage at a place, by the page `url`.

    `replaced` is the appearance that somebody else is to take over, `after` the page to go to when it is done. `form`
    is that of a new person, and `similar` are those who may be the same.
    """

    url: str
    replaced: Appearance | None
    after: str
    text: str
    role_form: RoleForm
    there: frozenset[int]
    found: tuple[Candidate, ...] = ()
    has_more: bool = False
    form: NewOnStageForm | None = None
    similar: tuple[Candidate, ...] = ()

    @property
    def replaces(self) -> str:
        """The replaced appearance as a parameter; empty if somebody is added."""
        return key_of(self.replaced) if self.replaced else ""

    @property
    def search_url(self) -> str:
        """The page with this search."""
        return f"{self.url}?{self._query(q=self.text)}"

    @property
    def new_url(self) -> str:
        """The page with the form of a new person, who has the name that was searched for."""
        return f"{self.url}?{self._query(q=self.text, new='1')}"

    def _query(self, **parameters: str) -> str:
        asked = parameters | {"replace": self.replaces, "next": self.after}
        return urlencode({name: value for name, value in asked.items() if value})


def picker_of(
    request: HttpRequest, standing: Standing, place: Forum | Session | Talk, people: list[Appearance], *, usual: str
) -> Picker:
    """Return the picker that the request asks for, with what it has found. `usual` is the usual role at the place."""
    asked = request.POST if request.method == "POST" else request.GET
    text = asked.get("q", "").strip()
    replaced = replaced_in(people, asked.get("replace", ""))
    role = replaced.role if replaced else usual
    picker = Picker(
        url=request.path,
        replaced=replaced,
        after=local_page(asked.get("next", "")),
        text=text,
        role_form=_with_role(RoleForm(initial={"role": role}), replaced),
        there=frozenset(row.speaker.person_id for row in people),
    )
    if "new" in asked:
        sent = request.POST if request.method == "POST" else None
        form = NewOnStageForm(sent, initial={"name": text, "role": role})
        return replace(picker, form=_with_role(form, replaced))
    if not text:
        return picker
    within = people_within_reach(standing.conference, standing.grants)
    found = found_people(within, standing.conference, text, most=MOST_FOUND + 1)
    return replace(picker, found=tuple(found[:MOST_FOUND]), has_more=len(found) > MOST_FOUND)


def _with_role(form: F, replaced: Appearance | None) -> F:
    return form.keep_role() if replaced else form


def replaced_in(people: list[Appearance], asked: str) -> Appearance | None:
    """Return the appearance that is asked for as CODE-role, if it is there."""
    return next((row for row in people if key_of(row) == asked), None)


def local_page(wanted: str) -> str:
    """Return the path of a page of this portal, or an empty string for anything else."""
    return wanted if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""
