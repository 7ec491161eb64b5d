"""Forms that refuse what cannot be read, and tell when somebody else saved meanwhile."""

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
from toolkit.characters import shows_nothing, unprintable_in

if TYPE_CHECKING:  # at run time Django's classes take no parameter
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
LONGEST = 5000


HIDDEN = _("There are invisible control characters in this text. Please type it again.")
BLANK = _("Nothing of this text can be seen. Type it again.")


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
    """A form whose texts are refused if they hold characters that nobody sees."""

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        guard_texts(self)


class GuardedForm(ModelForm[M], Generic[M, E]):
    """A model's form that is read as an edit of type `edits` and never overwrites another person's change unseen.

    A hidden field holds a digest of the row as the reader saw it. If the row has changed by the time the form is sent,
    the form is refused once, shows what is stored now, and carries the new digest: sending it again is a decision.
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
        # Validation writes into the instance; the row that the view holds stays as it was read.
        super().__init__(data, files, instance=copy.copy(instance), initial=dict(initial or {}))
        self.offer()
        guard_texts(self)
        self.initial[SEEN] = self._digest()

    def offer(self) -> None:
        """What can be chosen, and other things that depend on the row; for forms that need it."""

    def edit(self) -> E:
        """Return what was filled in. Columns of the edit that the form does not show are as in the row."""
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
        """Validates, then looks whether the row is still the one that was read."""
        super().full_clean()
        if (
            self.is_bound
            and not self.instance._state.adding
            and self.data.get(self.add_prefix(SEEN), "") != self._digest()
        ):
            changed = {name: self._stored(name) for name in self.changed_data if name != SEEN}
            show_what_others_wrote(self, changed, digest=self._digest())


def digest_of(stored: Mapping[str, str]) -> str:
    """What a reader has seen of a row, in 64 characters."""
    return hashlib.sha256("\0".join(f"{name}={words}" for name, words in stored.items()).encode()).hexdigest()


def show_what_others_wrote(form: forms.BaseForm, differing: Mapping[str, str], *, digest: str) -> None:
    """Refuses a form once: beside what was typed stands what is stored; sending it again is a decision."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[form.add_prefix(SEEN)] = digest
    form.data = data
    form.add_error(
        None, gettext("Somebody else has changed this meanwhile. See what differs; save again to keep yours.")
    )
    for name, words in differing.items():
        form.add_error(name, gettext("Now stored: %(words)s") % {"words": words[:200] or "–"})


def guard_texts(form: forms.BaseForm) -> None:
    """Adds to every text field of a form the refusal of hidden characters; a choice with NUL is none."""
    for name, field in form.fields.items():
        if isinstance(field, forms.CharField):
            lines = isinstance(field.widget, forms.Textarea)
            field.validators = [*field.validators, _refuse_hidden_in_lines if lines else _refuse_hidden_in_line]
            if lines and field.max_length is None:
                # Columns of text have no end of their own.
                field.validators.append(MaxLengthValidator(LONGEST))
        elif isinstance(field, forms.ModelChoiceField) and isinstance(form.data, QueryDict):
            _replace_nul(form, form.data, name)


def _replace_nul(form: forms.BaseForm, data: QueryDict, name: str) -> None:
    """PostgreSQL does not look for a key with NUL: it fails. With another sign in its place nothing is found."""
    name = form.add_prefix(name)
    sent = data.getlist(name)
    if any("\x00" in key for key in sent):
        copied = data.copy()
        copied.setlist(name, [key.replace("\x00", "\ufffd") for key in sent])
        form.data = copied
