import pytest
from django import forms

from toolkit.templatetags.forms import button_class, kind_of_control


class Example(forms.Form):
    name = forms.CharField()
    agreed = forms.BooleanField()
    meals = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)


def test_a_control_is_rendered_by_its_type() -> None:
    form = Example()

    assert [kind_of_control(form[name]) for name in ("name", "agreed", "meals")] == ["box", "tick", "group"]


def test_a_refused_field_names_its_error_and_its_note() -> None:
    form = Example({"name": "", "agreed": "", "meals": []})

    html = form["name"].as_field_group()

    assert (
        '<input type="text" name="name" required aria-invalid="true" aria-describedby="id_name_error" id="id_name">'
        in html
    )
    assert '<ul class="errorlist" id="id_name_error">' in html


@pytest.mark.parametrize(
    ("tags", "is_link", "css"),
    [
        (["prominent", "login"], False, "button"),
        (["outline"], False, "button button-line"),
        (None, True, "button button-line"),
        (["danger", "delete"], False, "button button-grave-line"),
        (["mfa", "danger", "tool"], True, "button button-small button-grave-line"),
        (["link", "cancel"], False, "verb"),
    ],
)
def test_allauth_buttons_are_rendered_by_their_tags(*, tags: list[str] | None, is_link: bool, css: str) -> None:
    assert button_class(tags, is_link) == css
