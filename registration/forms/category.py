"""Forms for categories and quotas."""

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.forms.guarded import GuardedForm
from events.forms.pasted import PastedForm
from events.rules.pasting import Line, LineFault, LineRefused, counted, named
from registration.models import Category, Quota
from registration.rules.categories import CategoryEdit, NewCategory, QuotaEdit
from toolkit.zoned import ZonedField

MOST_PLACES = 1_000_000


class PastedCategories(PastedForm[NewCategory]):
    """Categories, one per line, such as «正式代表 / Delegate, 1800, 1500, D»."""

    example = "正式代表 / Delegate, 1800, 1500, D"
    most_parts = 4

    def read(self, line: Line) -> NewCategory:
        """Read name, price, number of places and letter on the badge; all but the name may be missing."""
        name, letter = named(line.part(0), longest=100), line.part(3).upper() or "D"
        if not re.fullmatch(r"[A-Z]{1,2}", letter):
            raise LineRefused(LineFault.TOO_LONG, letter[:20])
        edit = CategoryEdit(name_zh=name.zh, name_en=name.en, price=_price(line.part(1)), letter=letter)
        return NewCategory(edit=edit, size=counted(line.part(2), most=MOST_PLACES))


def _price(part: str) -> Decimal:
    try:
        price = Decimal(part or 0)
    except InvalidOperation:
        raise LineRefused(LineFault.NOT_A_NUMBER, part[:20]) from None
    if not price.is_finite() or not 0 <= price < 100_000_000 or price != round(price, 2):
        raise LineRefused(LineFault.NOT_A_NUMBER, part[:20])
    return price


class CategoryForm(GuardedForm[Category, CategoryEdit]):
    """Form for a category."""

    edits = CategoryEdit

    price = forms.DecimalField(label=_("Price"), min_value=0, max_digits=10, decimal_places=2)
    letter = forms.RegexField(
        r"^[A-Z]{1,2}$", label=_("Letter before the badge number"), max_length=2, help_text=_("One or two capitals: D.")
    )
    band_colour = forms.RegexField(
        r"^#[0-9A-Fa-f]{6}$",
        label=_("Colour of the badge's band"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    on_sale_from = ZonedField(label=_("Sign-up from"), required=False)
    on_sale_until = ZonedField(label=_("Sign-up until"), required=False)

    class Meta:
        model = Category
        fields = [
            "name_zh", "name_en", "description_zh", "description_en", "rights_zh", "rights_en", "price", "quota",
            "needs_approval", "is_public", "on_sale_from", "on_sale_until", "letter", "band_colour",
        ]  # fmt: skip
        labels = {
            "name_zh": _("Name in Chinese"),
            "name_en": _("Name in English"),
            "description_zh": _("Description in Chinese"),
            "description_en": _("Description in English"),
            "rights_zh": _("Entitlements in Chinese"),
            "rights_en": _("Entitlements in English"),
            "quota": _("Quota"),
            "needs_approval": _("Every application is approved by the organisers"),
            "is_public": _("Anybody can choose it when signing up"),
        }
        help_texts = {"rights_zh": _("Printed on the badge; separate several with semicolons.")}

    def offer(self) -> None:
        """Offer the quotas of this conference only, and times in its time zone."""
        quota = self.fields["quota"]
        assert isinstance(quota, forms.ModelChoiceField)  # noqa: S101 - tells the type checker which field it is
        quota.queryset = Quota.objects.filter(conference=self.instance.conference)
        quota.empty_label = str(_("no limit"))
        for name in ("on_sale_from", "on_sale_until"):
            field = self.fields[name]
            assert isinstance(field, ZonedField)  # noqa: S101 - the same
            field.zone = self.instance.conference.zone

    def clean(self) -> dict[str, object]:
        """Require a name in at least one language, and a sale that ends after its start."""
        data = super().clean() or self.cleaned_data
        _refuse_unnamed(self)
        start, end = data.get("on_sale_from"), data.get("on_sale_until")
        if start and end and end <= start:
            self.add_error("on_sale_until", _("The end is not after the start."))
        return data


class QuotaForm(GuardedForm[Quota, QuotaEdit]):
    """Form for a quota."""

    edits = QuotaEdit

    size = forms.IntegerField(label=pgettext_lazy("quota", "Places"), min_value=0, max_value=MOST_PLACES)

    class Meta:
        model = Quota
        fields = ["name_zh", "name_en", "size"]
        labels = {"name_zh": _("Name in Chinese"), "name_en": _("Name in English")}

    def clean(self) -> dict[str, object]:
        """Require a name in at least one language."""
        data = super().clean() or self.cleaned_data
        _refuse_unnamed(self)
        return data


def _refuse_unnamed(form: forms.BaseForm) -> None:
    data = form.cleaned_data
    if not data.get("name_zh") and not data.get("name_en") and not form.has_error("name_zh"):
        form.add_error("name_zh", ValidationError(_("A name in at least one language is needed.")))
