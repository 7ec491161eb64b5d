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

    html = " ".join(form["name"].as_field_group().split())

    assert (
        '<input type="text" name="name" dir="auto" required aria-invalid="true" '
        'aria-describedby="id_name_error" id="id_name">' in html
    )
    assert '<ul class="errorlist" id="id_name_error">' in html


class Typed(forms.Form):
    name = forms.CharField()
    note = forms.CharField(widget=forms.Textarea)
    email = forms.EmailField()


def test_text_is_typed_from_the_side_where_its_letters_begin_but_addresses_from_the_left() -> None:
    form = Typed({"name": '\u05d9\u05e2\u05dc "x"', "note": "<b>", "email": "x@example.com"})

    assert 'dir="auto" value="\u05d9\u05e2\u05dc &quot;x&quot;"' in str(form["name"])
    assert 'dir="auto"' in str(form["note"])
    assert "\n&lt;b&gt;</textarea>" in str(form["note"])
    assert "dir=" not in str(form["email"])
