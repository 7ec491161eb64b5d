"""Content of the style guide: invented people and talks (styleguide.json), and a form with every kind of control."""

import json
from datetime import date
from pathlib import Path

from django import forms
from django.core.paginator import Paginator

from toolkit.text import Text

EXAMPLES = Path(__file__).with_name("styleguide.json")


class BadgeForm(forms.Form):
    """A form with every kind of control; it always rejects the telephone number."""

    name = forms.CharField(label="中文姓名")
    name_latin = forms.CharField(label="姓名拼音", help_text="姓在前，姓大写；请与证件一致")
    phone = forms.CharField(label="手机")
    house = forms.ChoiceField(label="单位类型", choices=[("u", "高等院校"), ("i", "科研院所")])
    meals = forms.MultipleChoiceField(
        label="用餐",
        choices=[("16", "16 日午餐"), ("17", "17 日午餐")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    photo = forms.FileField(label="照片", required=False)
    remark = forms.CharField(label="备注", widget=forms.Textarea, required=False)
    invoice = forms.BooleanField(label="我需要发票，抬头为单位全称", required=False)

    def clean_phone(self) -> str:
        """Reject any number as two digits too short."""
        raise forms.ValidationError("还差 2 位数字；手机号共 11 位")


FILLED_IN = {
    "name": "林知远",
    "name_latin": "LIN Zhiyuan",
    "phone": "138 0000 27",
    "house": "u",
    "meals": ["16"],
    "invoice": "on",
}


def guide_context() -> dict[str, object]:
    """Return the context of base/styleguide.html, in the active language."""
    context: dict[str, object] = json.loads(EXAMPLES.read_text(), object_hook=_text_or_dict)
    conference = context["conference"]
    assert isinstance(conference, dict)
    conference["starts_on"] = date(2027, 4, 16)
    return {
        **context,
        "first_day": date(2027, 4, 16),
        "last_day": date(2027, 4, 18),
        "form": BadgeForm(FILLED_IN),
        "page": Paginator(range(2148), 50).page(7),
    }


def _text_or_dict(values: dict[str, object]) -> Text | dict[str, object]:
    if values.keys() == {"zh", "en"}:
        return Text(zh=str(values["zh"]), en=str(values["en"]))
    return values
