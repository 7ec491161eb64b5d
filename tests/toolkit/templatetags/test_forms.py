from django import forms

from toolkit.templatetags.forms import kind_of_control


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
