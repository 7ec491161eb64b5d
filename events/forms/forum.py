"""Forms for forums and their groups."""

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import GuardedForm
from events.models import Forum, ForumGroup
from events.rules.edits import ForumEdit, GroupEdit

TEXTS = {
    "title_zh": _("Title in Chinese"),
    "title_en": _("Title in English"),
    "host_zh": _("Host in Chinese"),
    "host_en": _("Host in English"),
    "description_zh": _("Description in Chinese"),
    "description_en": _("Description in English"),
}
LONG = {name: forms.Textarea(attrs={"rows": 5}) for name in ("description_zh", "description_en")}


class ForumTextsForm(GuardedForm[Forum, ForumEdit]):
    """Form for a forum's texts, as its secretary sees it."""

    edits = ForumEdit

    class Meta:
        model = Forum
        fields = list(TEXTS)
        labels = TEXTS
        widgets = LONG

    def lock(self, columns: Collection[str]) -> None:
        """Disable the fields of columns that only the centre may change."""
        for name, field in self.fields.items():
            field.disabled = field.disabled or name in columns

    def clean(self) -> dict[str, object]:
        """Refuse a forum without a title."""
        data = super().clean() or self.cleaned_data
        refuse_untitled(self)
        return data


class ForumForm(ForumTextsForm):
    """Form for a forum as the centre sees it, with its number and group."""

    class Meta(ForumTextsForm.Meta):
        fields = ["number", "group", *TEXTS]
        labels = {"number": _("Number"), "group": _("Group"), **TEXTS}

    def offer(self) -> None:
        """Offer the groups of this conference."""
        group, number = self.fields["group"], self.fields["number"]
        assert isinstance(group, forms.ModelChoiceField)  # noqa: S101 - tells the type checker which field it is
        group.queryset = ForumGroup.objects.filter(conference=self.instance.conference)
        assert isinstance(number, forms.IntegerField)  # noqa: S101 - the same
        number.min_value, number.max_value = 1, 999
        number.validators += forms.IntegerField(min_value=1, max_value=999).validators

    def clean_number(self) -> int:
        """Refuse a number that another forum of the conference has."""
        number: int = self.cleaned_data["number"]
        others = Forum.objects.filter(conference=self.instance.conference).exclude(pk=self.instance.pk)
        if others.filter(number=number).exists():
            raise forms.ValidationError(_("Another forum has this number."))
        return number


class GroupForm(GuardedForm[ForumGroup, GroupEdit]):
    """Form for a group: a letter under which forums are listed."""

    edits = GroupEdit

    class Meta:
        model = ForumGroup
        fields = ["letter", "title_zh", "title_en"]
        labels = {"letter": _("Letter"), "title_zh": TEXTS["title_zh"], "title_en": TEXTS["title_en"]}

    def clean_letter(self) -> str:
        """Refuse a letter that another group of the conference has."""
        letter: str = self.cleaned_data["letter"]
        others = ForumGroup.objects.filter(conference=self.instance.conference).exclude(pk=self.instance.pk)
        if others.filter(letter=letter).exists():
            raise forms.ValidationError(_("Another group has this letter."))
        return letter


def refuse_untitled(form: forms.BaseForm) -> None:
    """Add an error unless one of the two titles is filled in."""
    data = form.cleaned_data
    if not data.get("title_zh") and not data.get("title_en") and not form.has_error("title_zh"):
        form.add_error("title_zh", _("A title in at least one language is needed."))
