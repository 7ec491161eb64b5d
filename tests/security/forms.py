"""All form classes of the portal, with what each needs to be instantiated and plausible data for every field."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType

from django import forms
from django.db.models import Field, Model, QuerySet
from django.http import QueryDict

import events.forms
import registration.forms
import speakers.forms
from events.forms.office import codes, keys
from events.forms.pasted import PastedForm
from events.models import Conference, Forum, Organisation, Session, Venue
from events.rules.programme import AppearanceRole
from registration.forms.signup import DelegateForm
from registration.models import Delegate
from registration.operations.credentials import issue_credential
from registration.queries.categories import offered_categories
from speakers.forms.people import LinesForm
from tests.builders.doors import a_category, a_checkpoint, a_closed_meeting, a_delegate
from tests.builders.people import NOW, a_person, an_organisation
from tests.builders.people import a_conference as conference_of
from tests.builders.programme import a_group, a_room, a_session, a_talk
from tests.builders.programmes import a_speaker
from tests.builders.signups import a_quota

PACKAGES: tuple[ModuleType, ...] = (events.forms, registration.forms, speakers.forms)
MODELS: dict[str, type[Model]] = {
    "SignUpForm": Delegate,
    "CorrectionForm": Delegate,
    "EnrolForm": Delegate,
    "NewConferenceForm": Conference,
}
"""Models that plain forms are stored in, by name of the form."""


@dataclass(frozen=True)
class World:
    """One object of each model that forms offer as a choice."""

    conference: Conference
    organisation: Organisation
    rows: Mapping[type[Model], Model]


def a_world(slug: str = "forms") -> World:
    organisation = an_organisation(slug)
    conference = conference_of(organisation, f"{slug}27")
    forum = Forum.objects.create(conference=conference, number=7 + len(slug), title_zh="论坛")
    session = a_session(conference, forum)
    category = a_category(conference, f"c{slug}"[:16])
    meeting = a_closed_meeting(conference)
    delegate = a_delegate(conference, category)
    rows: list[Model] = [
        *(
            organisation,
            conference,
            forum,
            session,
            category,
            a_room(conference),
            a_group(conference, slug[:1].upper()),
        ),
        *(a_talk(session), Venue.objects.create(conference=conference, name_zh="会场"), a_quota(conference, 10)),
        *(a_person(organisation), a_speaker(conference), delegate, a_checkpoint(conference)),
        issue_credential(delegate, now=NOW),
    ]
    for row in rows:
        row.refresh_from_db()
    world = {type(row): row for row in rows}
    world[Session] = meeting  # some fields offer only sessions by invitation
    meeting.refresh_from_db()
    return World(conference=conference, organisation=organisation, rows=world)


WITH_A_REQUEST = {codes.SecondStepForm, codes.SecondStepAgainForm}
"""allauth counts their tries by the request. They get hostile values in tests/events/forms/office/test_codes.py."""
WITH_A_KEY = {keys.AddKeyForm, keys.RenameKeyForm, keys.KeyForm, keys.KeySignInForm, keys.KeyAgainForm}
"""Filled in by an authenticator, and tested in test_two_steps.py and tests/events/forms/office/test_keys.py."""


BASES = {DelegateForm, PastedForm, LinesForm}


def form_classes() -> list[type[forms.BaseForm]]:
    """Return every form class that views use, leaving out abstract bases."""
    found = {cls for package in PACKAGES for module in _modules(package) for cls in _classes(module)}
    return sorted((cls for cls in found if not _is_base(cls)), key=lambda cls: cls.__name__)


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def _classes(module: ModuleType) -> Iterator[type[forms.BaseForm]]:
    for _, cls in inspect.getmembers(module, inspect.isclass):
        if issubclass(cls, forms.BaseForm) and cls.__module__ == module.__name__:
            yield cls


def _is_base(cls: type[forms.BaseForm]) -> bool:
    nothing_to_fill_in = not set(getattr(cls, "base_fields", {})) - {"seen"}
    no_table = issubclass(cls, forms.BaseModelForm) and cls._meta.model is None
    is_private = cls.__name__.startswith("_")
    return is_private or nothing_to_fill_in or no_table or cls in BASES or cls in WITH_A_KEY | WITH_A_REQUEST


def make(cls: type[forms.BaseForm], world: World, data: QueryDict | None) -> forms.BaseForm:
    """Instantiate the form with this data. Further arguments are chosen by the names of its parameters."""
    # The sign-up forms receive plain dictionaries from their views, as from the API.
    sent = data.dict() if data is not None and cls.__module__ == "registration.forms.signup" else data
    known: dict[str, object] = {
        **{model.__name__.lower(): row for model, row in world.rows.items()},
        "data": sent,
        "organisations": [world.organisation],
        "instance": world.rows.get(_model_of(cls)),
        "language": "en",
        "categories": offered_categories(world.conference, now=NOW),
        "role": AppearanceRole.SPEAKER,
        "session": world.rows[Session],
        "needs_reason": True,
        "letters": 1,
        "now": NOW,
        "forums": [(7, "07")],
    }
    arguments: dict[str, object] = {}
    for name, parameter in inspect.signature(cls).parameters.items():
        if name == "data" and sent is None and parameter.default is parameter.empty:
            arguments[name] = QueryDict()  # only ever made from a request
        elif name in known:
            arguments[name] = known[name]
        elif parameter.kind is parameter.VAR_POSITIONAL:
            arguments["data"] = sent
        elif parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD:
            raise LookupError(f"tests/security/forms.py does not know what {cls.__name__} wants as {name!r}")
    build: Callable[..., forms.BaseForm] = cls
    return build(**arguments)


def _model_of(cls: type[forms.BaseForm]) -> type[Model]:
    options = getattr(cls, "_meta", None)
    return getattr(options, "model", None) or MODELS.get(cls.__name__, Model)


def filled_in(form: forms.BaseForm) -> QueryDict:
    """Return plausible data for every field."""
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        data.setlist(form.add_prefix(name), _plausible(name, field))
    if "seen" in form.fields:
        data[form.add_prefix("seen")] = str(form.initial.get("seen", ""))
    return data


def _plausible(name: str, field: forms.Field) -> list[str]:
    if isinstance(field, forms.ModelChoiceField):
        row = rows_of(field).first()
        return [key_of(field, row)] if row else []
    if isinstance(field, forms.ChoiceField):
        choices: Iterable[tuple[str, object]] = list(field.choices)  # type: ignore[arg-type] # always a list here
        return [str(key) for key, _ in choices if key][:1]
    for kind, (first, last) in KINDS.items():
        if isinstance(field, kind):
            return [last if "end" in name else first]
    return [next((value for word, value in WORDS.items() if word in name), "林知远")]


KINDS: dict[type[forms.Field], tuple[str, str]] = {
    forms.BooleanField: ("on", "on"),
    forms.DateField: ("2027-04-16", "2027-04-17"),
    forms.TimeField: ("10:00", "11:00"),
    forms.IntegerField: ("1", "1"),
    forms.DecimalField: ("1", "1"),
}
WORDS = {
    "email": "lin@example.com",
    "phone": "13800138000",
    "colour": "#0E4B4D",
    "accent": "#0E4B4D",
    "slug": "new27",
    "letter": "Q",
    "request_key": "",
    "numbers": "1",
}


def rows_of(field: "forms.ModelChoiceField[Model]") -> "QuerySet[Model]":
    """Return the objects that the field offers."""
    assert field.queryset is not None
    return field.queryset


def key_of(field: "forms.ModelChoiceField[Model]", row: Model) -> str:
    """Return the value that a page sends for this object."""
    return str(getattr(row, field.to_field_name or "pk"))


def column_of(form: forms.BaseForm, name: str) -> "Field[object, object] | None":
    """Return the model field that the form field is stored in, if known."""
    model = _model_of(type(form))
    if model is Model:
        return None
    return next((field for field in model._meta.concrete_fields if field.name == name), None)
