"""Import a list of delegates."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from events.access import authorise
from events.models import Conference, User
from events.operations.office.audit import record
from events.rules.names import has_han
from events.rules.office.roles import Right
from registration.importers.delegates import read_delegates
from registration.models import Category, DelegateState
from registration.operations.enrolment import enrol
from registration.queries.imports import import_facts, usual_category
from registration.rules.delegate_rows import Candidate, DelegateList, DelegateListWishes, category_key
from registration.rules.enrolment import Enrolment
from registration.rules.particulars import PARTICULARS
from registration.rules.signup import Origin, SignUp
from toolkit.sheets.cells import Sheet
from toolkit.sheets.outcomes import RowOutcome
from toolkit.text import CHINESE, ENGLISH, Text

USUAL_NAME_ZH, USUAL_NAME_EN = "参会代表", "Delegate"


class DelegateListFault(StrEnum):
    """Why nothing was stored although the file could be read."""

    ROWS_REFUSED = "rows_refused"
    NO_CATEGORY = "no_category"


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateImport:
    """The result of an import. `states` counts the delegates that were made; with a `fault` there are none."""

    list: DelegateList
    wishes: DelegateListWishes
    states: Counter[DelegateState] = field(default_factory=Counter)
    fault: DelegateListFault | None = None

    @property
    def stored(self) -> int:
        """The number of delegates made."""
        return self.states.total()


@transaction.atomic
def import_delegates(
    conference: Conference, sheet: Sheet, *, wishes: DelegateListWishes, by: User | None, now: datetime
) -> DelegateImport:
    """Register the people in a list. If a row is refused nobody is stored, unless `wishes.accepts_valid`.

    People who are registered already are left alone, so importing a file twice changes nothing. Sends no letters and
    writes one audit entry for the list. Raises SheetRefused for a file without a header.
    """
    authorise(by, Right.EDIT_DELEGATES, conference)
    conference = Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)
    facts = import_facts(conference, creates_categories=wishes.makes_categories)
    found = read_delegates(sheet, facts)
    people = [row.candidate for row in found.rows if row.candidate is not None]
    fault = _fault(conference, found, wishes=wishes)
    if fault is not None or wishes.is_trial or not people:
        return DelegateImport(list=found, wishes=wishes, fault=fault)
    made = _make_categories(conference, people)
    usual = _usual_category(conference)
    codes = [one.category or made.get(category_key(one.new_category)) or usual.code for one in people]
    enrolments = [_enrolment(one, category=code) for one, code in zip(people, codes, strict=True)]
    states = enrol(conference, enrolments, now=now)
    record(
        "delegates.import",
        conference,
        organisation=conference.organisation_id,
        conference=conference,
        by=by,
        now=now,
        details={"source": found.source.value, "states": {state.value: states[state] for state in states}},
    )
    return DelegateImport(list=found, wishes=wishes, states=states)


def _fault(conference: Conference, found: DelegateList, *, wishes: DelegateListWishes) -> DelegateListFault | None:
    refused = any(row.outcome is RowOutcome.REJECT for row in found.rows)
    if refused and not wishes.accepts_valid:
        return DelegateListFault.ROWS_REFUSED
    if not wishes.makes_categories and usual_category(conference) is None:
        return DelegateListFault.NO_CATEGORY
    return None


def _make_categories(conference: Conference, people: Iterable[Candidate]) -> dict[str, str]:
    """Create the new categories, not offered to the public; return their codes by `category_key`."""
    names: dict[str, str] = {}
    for one in people:
        if one.new_category:
            names.setdefault(category_key(one.new_category), one.new_category)
    position = conference.categories.count()
    titles = [Text(zh=name) if has_han(name) else Text(en=name) for name in names.values()]
    made = [
        Category(conference=conference, position=position + at, is_public=False, name_zh=title.zh, name_en=title.en)
        for at, title in enumerate(titles, start=1)
    ]
    Category.objects.bulk_create(made)
    return dict(zip(names, (category.code for category in made), strict=True))


def _usual_category(conference: Conference) -> Category:
    """Return the category of rows without one; create it if the conference has no category at all."""
    found = usual_category(conference)
    return found or Category.objects.create(
        conference=conference, name_zh=USUAL_NAME_ZH, name_en=USUAL_NAME_EN, is_public=False
    )


def _enrolment(candidate: Candidate, *, category: str) -> Enrolment:
    particulars = candidate.particulars
    is_chinese = has_han(particulars.name + particulars.institution_zh)
    sign_up = SignUp(
        category=category,
        particulars=replace(particulars, note=_note(candidate, is_chinese=is_chinese)),
        language=CHINESE if is_chinese else ENGLISH,
        source_key=candidate.source_key,
        origin=Origin.TEAM,
        sends_letter=False,
    )
    return Enrolment(sign_up=sign_up, standing=candidate.standing)


def _note(candidate: Candidate, *, is_chinese: bool) -> str:
    """Return the remark, followed by the arrival and the companion, for which delegates have no field."""
    arrival, companion = ("到达：", "随行：") if is_chinese else ("Arrival: ", "Companion: ")
    lines = [
        candidate.particulars.note,
        f"{arrival}{candidate.arrival.replace('T', ' ')}" if candidate.arrival else "",
        f"{companion}{candidate.companion}" if candidate.companion else "",
    ]
    return "\n".join(filter(None, lines))[: PARTICULARS["note"].length]
