"""Base classes of forms that refuse invisible characters and notice that somebody else has saved meanwhile."""

import copy
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from django.db.models import Model
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.rules.edits import Edit
from events.rules.stale import Keep, kept
from toolkit.characters import shows_nothing, unprintable_in

if TYPE_CHECKING:  # at run time Django's class takes no type parameter
    Files = MultiValueDict[str, UploadedFile[bytes]]
else:
    Files = MultiValueDict

M = TypeVar("M", bound=Model)
E = TypeVar("E", bound=Edit)

if TYPE_CHECKING:

    class ModelForm(forms.ModelForm[M]):
        """Django's form, as the type checker sees it."""
else:

    class ModelForm(forms.ModelForm, Generic[M]):
        """Django's form, which takes no parameter at run time, with one."""


SEEN = "seen"
KEEP = "keep-"
"""What the names of the choices begin with, before that of the field."""
LONGEST = 5000


HIDDEN = _("There are invisible control characters in this text. Please type it again.")
BLANK = _("This text has no visible characters. Please type it again.")


def _refuse_hidden(value: object, *, lines: bool) -> None:
    if unprintable_in(str(value), lines=lines):
        raise ValidationError(HIDDEN, code="unprintable")
    if shows_nothing(str(value)):
        raise ValidationError(BLANK, code="blank")


def _refuse_hidden_in_line(value: object) -> None:
    _refuse_hidden(value, lines=False)


def _refuse_hidden_in_lines(value: object) -> None:
    _refuse_hidden(value, lines=True)


class PlainForm(forms.Form):
    """A form whose text fields refuse invisible characters."""

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        guard_texts(self)


class GuardedForm(ModelForm[M], Generic[M, E]):
    """A model form that returns an edit of type `edits` and never silently overwrites another person's change.

    A hidden field holds a digest of the row as the reader saw it. If the row has changed by the time the form is sent,
    the form is refused once, shows what is stored now, and carries the new digest. Above each field that differs, the
    reader chooses what is kept when the form is sent again: what they typed, what is stored, or both texts.
    """

    edits: ClassVar[type[Edit]]
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Files | None = None,
        *,
        instance: M,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        self.theirs: dict[str, str] = {}
        """What is stored of the fields that somebody else has changed, while the reader has not chosen."""
        # Validation writes into the instance, so the form gets a copy: the view's row stays as it was read.
        super().__init__(data, files, instance=copy.copy(instance), initial=dict(initial or {}))
        self.offer()
        guard_texts(self)
        self.initial[SEEN] = self._digest()

    def offer(self) -> None:
        """Set choices and whatever else depends on the row. A hook for subclasses."""

    def edit(self) -> E:
        """Return what was filled in. Columns that the form does not show keep the row's values."""
        # `instance` is the form's own copy, into which validation has written.
        return cast("E", self.edits.of(self.instance))

    def _digest(self) -> str:
        if self.instance._state.adding:
            return ""
        return digest_of({name: self._stored(name) for name in self.fields if name != SEEN})

    def _stored(self, name: str) -> str:
        value = self.get_initial_for_field(self.fields[name], name)
        return "" if value is None else str(value)

    def full_clean(self) -> None:
        """Validate, then add errors if the row has changed since it was read."""
        is_stale = (
            self.is_bound
            and not self.instance._state.adding
            and self.data.get(self.add_prefix(SEEN), "") != self._digest()
        )
        if self.is_bound and not is_stale:
            self._take_choices()
        super().full_clean()
        if is_stale:
            self.theirs = {name: self._stored(name) for name in self.changed_data if name != SEEN}
            show_what_others_wrote(self, self.theirs, digest=self._digest())

    def _take_choices(self) -> None:
        """Put what the reader has chosen to keep in the place of what was typed."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name, field in self.fields.items():
            choice = self.data.get(f"{KEEP}{self.add_prefix(name)}", "")
            if choice in set(Keep) and not field.disabled:
                typed = str(self.data.get(self.add_prefix(name), ""))
                has_lines = isinstance(field.widget, forms.Textarea)
                data[self.add_prefix(name)] = kept(
                    Keep(choice), mine=typed, theirs=self._stored(name), has_lines=has_lines
                )
                self.data = data


def digest_of(stored: Mapping[str, str]) -> str:
    """Return a digest of what a reader has seen of a row: 64 characters."""
    return hashlib.sha256("\0".join(f"{name}={words}" for name, words in stored.items()).encode()).hexdigest()


def show_what_others_wrote(form: forms.BaseForm, differing: Mapping[str, str], *, digest: str) -> None:
    """Refuse the form, showing the stored values beside those typed, and give it the new digest."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[form.add_prefix(SEEN)] = digest
    form.data = data
    form.add_error(
        None, gettext("This has been changed since you opened it. Compare the values; save again to keep yours.")
    )
    for name, words in differing.items():
        form.add_error(name, gettext("Now stored: %(words)s") % {"words": words[:200] or "–"})


def guard_texts(form: forms.BaseForm) -> None:
    """Make all text fields of a form refuse invisible characters and, if they have no limit, more than LONGEST
    characters.
    """
    for name, field in form.fields.items():
        if isinstance(field, forms.CharField):
            lines = isinstance(field.widget, forms.Textarea)
            field.validators = [*field.validators, _refuse_hidden_in_lines if lines else _refuse_hidden_in_line]
            if lines and field.max_length is None:
                # A TextField has no limit of its own.
                field.validators.append(MaxLengthValidator(LONGEST))
        elif isinstance(field, forms.ModelChoiceField) and isinstance(form.data, QueryDict):
            _replace_nul(form, form.data, name)


def _replace_nul(form: forms.BaseForm, data: QueryDict, name: str) -> None:
    """Replace NUL in a chosen key, which PostgreSQL refuses to search for, by a character that no key contains."""
    name = form.add_prefix(name)
    sent = data.getlist(name)
    if any("\x00" in key for key in sent):
        copied = data.copy()
        copied.setlist(name, [key.replace("\x00", "\ufffd") for key in sent])
        form.data = copied
