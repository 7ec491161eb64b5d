"""Forms for the people on stage."""

from dataclasses import replace

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import GuardedForm, PlainForm
from events.forms.pasted import FAULTS
from events.forms.sober import sober
from events.forms.words import APPEARANCE_ROLES, HONOURS, choices, in_both
from events.models import Conference, Forum, Person, Session
from events.rules.names import NameRefused, advertising_in, clean_name, is_made_from, needs_latin_name
from events.rules.names.sameness import name_key
from events.rules.pasting import Line, LineRefused, lines_of, named
from events.rules.programme import AppearanceRole, SessionKind
from speakers.forms.words import NOT_A_NAME, STATES
from speakers.models import Speaker
from speakers.rules.edits import LONGEST_LATIN, PersonEdit, SpeakerEdit
from speakers.rules.places import StageEntry
from toolkit.lists import listed
from toolkit.text import Text

MOST_AT_ONCE = 500
LONG = {"rows": 6}
SOBER = ("name_latin", "post_zh", "post_en", "affiliation_zh", "affiliation_en")


class PersonForm(GuardedForm[Person, PersonEdit]):
    """Form for a person: name, title, posts, institution, e-mail and phone."""

    edits = PersonEdit

    honour = forms.ChoiceField(label=_("Title"), choices=choices(HONOURS), required=False)

    class Meta:
        model = Person
        fields = [
            "name", "name_latin", "honour", "post_zh", "post_en", "affiliation_zh", "affiliation_en", "email", "phone",
        ]  # fmt: skip
        labels = {
            "name": pgettext_lazy("person", "Name"),
            "name_latin": _("Name in Latin letters"),
            "post_zh": _("Post in Chinese"),
            "post_en": _("Post in English"),
            "affiliation_zh": _("Institution in Chinese"),
            "affiliation_en": _("Institution in English"),
            "email": _("E-mail address"),
            "phone": _("Phone"),
        }
        help_texts = {"name_latin": _("Family name in capitals: LIN Zhiyuan. Left empty, it is made from the Chinese.")}

    def offer(self) -> None:
        """Show a Latin name that was made from the name beside the field, which holds only what somebody typed."""
        made = self.instance.name_latin
        if made and is_made_from(made, self.instance.name, at_most=LONGEST_LATIN):
            self.initial["name_latin"] = ""
            field = self.fields["name_latin"]
            field.help_text = gettext("%(help)s Now: %(latin)s.") % {"help": field.help_text, "latin": made}

    def clean_name(self) -> str:
        """Return the cleaned name; reject several names, and names that are too long."""
        try:
            return clean_name(self.cleaned_data["name"])
        except NameRefused:
            raise ValidationError(NOT_A_NAME) from None

    def clean(self) -> dict[str, object]:
        """Refuse advertising, and ask for the Latin name if it cannot be made from the name."""
        data = super().clean() or self.cleaned_data
        for name in SOBER:
            try:
                sober(data.get(name, ""))
            except ValidationError as error:
                self.add_error(name, error)
        if needs_latin_name(data.get("name", "")) and not data.get("name_latin") and not self.has_error("name_latin"):
            self.add_error("name_latin", _("Enter the name in Latin letters, too."))
        return data


class SpeakerForm(GuardedForm[Speaker, SpeakerEdit]):
    """Form for a speaker at one conference: state, rank and biography."""

    edits = SpeakerEdit

    prefix = "stage"
    state = forms.ChoiceField(label=_("State"), choices=choices(STATES))
    manual_rank = forms.IntegerField(
        label=_("Manual rank"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_(
            "Among people of equal honour, smaller numbers come first; people without a number are sorted by name."
        ),
    )

    class Meta:
        model = Speaker
        fields = ["state", "manual_rank", "must_not_clash", "biography_zh", "biography_en"]
        labels = {
            "must_not_clash": _("A clash for this person prevents publication"),
            "biography_zh": _("Biography in Chinese"),
            "biography_en": _("Biography in English"),
        }
        widgets = {"biography_zh": forms.Textarea(attrs=LONG), "biography_en": forms.Textarea(attrs=LONG)}


class LinesForm(PlainForm):
    """Base of forms with one line for each of many people."""

    lines = forms.CharField(
        label=_("One person per line"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def __init__(self, conference: Conference, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.conference = conference

    def clean_lines(self) -> str:
        """Read every line; report up to 20 faulty lines at once."""
        text: str = self.cleaned_data["lines"]
        lines = lines_of(text)
        if len(lines) > MOST_AT_ONCE:
            raise ValidationError(gettext("At most %(most)s lines at once.") % {"most": MOST_AT_ONCE})
        by_name: dict[str, list[Speaker]] = {}
        for speaker in Speaker.objects.filter(conference=self.conference).select_related("person"):
            by_name.setdefault(name_key(speaker.person.name), []).append(speaker)
        problems = [problem for line in lines if (problem := self._problem(line, by_name))]
        if problems:
            raise ValidationError(problems[:20])
        return text

    def _problem(self, line: Line, by_name: dict[str, list[Speaker]]) -> str:
        try:
            self._read(line, by_name)
        except LineRefused as refused:
            words = str(FAULTS[refused.fault]) % {"part": refused.part}
        except NameRefused:
            words = gettext("this is not one person's name")
        except ValidationError as error:
            words = " ".join(error.messages)
        else:
            return ""
        return gettext("Line %(number)s: %(fault)s.") % {"number": line.number, "fault": words}

    def _read(self, line: Line, by_name: dict[str, list[Speaker]]) -> None:
        """Read one line. `by_name` has the conference's speakers."""
        raise NotImplementedError

    def _speaker(self, name: str, institution: Text, by_name: dict[str, list[Speaker]]) -> Speaker | None:
        """Return the speaker of this name; of several, the one at the institution. None if nobody has the name."""
        named_so = by_name.get(name_key(name), [])
        if len(named_so) < 2:
            return named_so[0] if named_so else None
        meant = [speaker for speaker in named_so if _is_at(speaker.person.affiliation, institution)]
        if len(meant) == 1:
            return meant[0]
        words = gettext("several people are called %(name)s; give the institution of one of them: %(institutions)s")
        institutions = listed(dict.fromkeys(str(speaker.person.affiliation) or "–" for speaker in named_so[:5]))
        raise ValidationError(words % {"name": name, "institutions": institutions})


def _name(part: str) -> str:
    """Return the cleaned name; refuse a code behind it, which would become part of a new person's name."""
    if "#" in part:
        raise ValidationError(gettext("this is not one person's name"))
    return clean_name(part)


def _is_at(affiliation: Text, institution: Text) -> bool:
    pairs = ((affiliation.zh, institution.zh), (affiliation.en, institution.en))
    return any(there and there.casefold() == typed.casefold() for there, typed in pairs)


class PlacesForm(LinesForm):
    """Form for the people of many forums and sessions, one line each.

    A valid form has them in `placed`, by model name and primary key: the forum or session with its entries. A name that
    no speaker of the conference has becomes a new speaker.
    """

    def __init__(self, conference: Conference, data: QueryDict | None = None) -> None:
        super().__init__(conference, data)
        self.placed: dict[tuple[str, int], tuple[Forum | Session, list[StageEntry]]] = {}
        self.places: dict[str, Forum | Session] = {}
        for session in conference.sessions.all():
            self.places |= dict.fromkeys(filter(None, (session.code, session.label)), session)
        for forum in conference.forums.all():
            self.places |= dict.fromkeys((str(forum.number), f"{forum.number:02}"), forum)
        self.fields["lines"].label = _("One person per line, in order of appearance")
        self.fields["lines"].help_text = _(
            "Forum’s number or session’s label, name, role, institution: 1, 林知远, 主席, 示例大学. Role and "
            "institution may be left out: then people chair a forum, speak in a plenary, host anything else. "
            "The people now in these places are replaced."
        )

    def _read(self, line: Line, by_name: dict[str, list[Speaker]]) -> None:
        line.refuse_more_than(4)
        place = self.places.get(line.part(0))
        if place is None:
            raise ValidationError(gettext("no forum or session is called “%(word)s”") % {"word": line.part(0)[:40]})
        entry = self._entry(Line(line.number, line.parts[1:]), _usual_role(place), by_name)
        key = (place._meta.model_name or "", place.pk)
        self.placed.setdefault(key, (place, []))[1].append(entry)

    def _entry(self, line: Line, usual: AppearanceRole, by_name: dict[str, list[Speaker]]) -> StageEntry:
        name, role = _name(line.part(0)), self._role(line.part(1), usual)
        affiliation = _printed(line.part(2)) if line.part(2) else Text()
        speaker = self._speaker(name, affiliation, by_name)
        return StageEntry(speaker=speaker.pk if speaker else None, name=name, role=role, affiliation=affiliation)

    def _role(self, word: str, usual: AppearanceRole) -> AppearanceRole:
        if not word:
            return usual
        for key, label in APPEARANCE_ROLES.items():
            if word.casefold() in {str(key), str(label).casefold()}:
                return AppearanceRole(key)
        roles = listed(APPEARANCE_ROLES.values())
        raise ValidationError(
            gettext("“%(word)s” is not a role; the roles are %(roles)s") % {"word": word[:40], "roles": roles}
        )


class TitlesForm(LinesForm):
    """Form for titles, posts and institutions of many speakers, one line each.

    A valid form has each speaker with the edited person in `changes`. A part that is left out stays as it was.
    """

    def __init__(self, conference: Conference, data: QueryDict | None = None) -> None:
        super().__init__(conference, data)
        self.changes: list[tuple[Speaker, PersonEdit]] = []
        titles = listed(label for key, label in HONOURS.items() if key)
        self.fields["lines"].help_text = gettext(
            "Name, title, post, institution: 林知远, 中国科学院院士, 所长 / Director, 示例大学. What is left out stays "
            "as it is. Titles: %(titles)s"
        ) % {"titles": titles}

    def _read(self, line: Line, by_name: dict[str, list[Speaker]]) -> None:
        line.refuse_more_than(4)
        name = _name(line.part(0))
        speaker = self._speaker(name, _printed(line.part(3)) if line.part(3) else Text(), by_name)
        if speaker is None:
            raise ValidationError(gettext("nobody on stage is called %(name)s") % {"name": name})
        values = {"honour": _honour(line.part(1))} if line.part(1) else {}
        for at, column in ((2, "post"), (3, "affiliation")):
            if line.part(at):
                text = _printed(line.part(at))
                values |= {f"{column}_zh": text.zh, f"{column}_en": text.en}
        self.changes.append((speaker, replace(PersonEdit.of(speaker.person), **values)))


def _printed(part: str) -> Text:
    """Return a post or an institution in one or two languages."""
    if advertising_in(part) is not None:
        words = gettext("“%(part)s” has a web address, a telephone number or an account")
        raise ValidationError(words % {"part": part[:40]})
    return named(part, longest=300)


def _honour(word: str) -> str:
    for key, label in HONOURS.items():
        if word.casefold() in in_both(label):
            return str(key)
    raise ValidationError(gettext("“%(word)s” is not one of the titles") % {"word": word[:40]})


def _usual_role(place: Forum | Session) -> AppearanceRole:
    if isinstance(place, Forum):
        return AppearanceRole.CHAIR
    return AppearanceRole.SPEAKER if place.kind == SessionKind.PLENARY else AppearanceRole.HOST
