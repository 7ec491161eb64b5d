"""A form that was overtaken: what somebody else has stored, and the choice of what is kept."""

import pytest
from django.http import QueryDict

from events.forms.forum import ForumTextsForm
from events.models import Forum
from tests.builders.people import Cast

MARKUP = "<script>alert(1)</script>"


def sent(form: ForumTextsForm, **values: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"title_zh": "酶", "title_en": "Enzymes", "seen": str(form["seen"].value()), **values})
    return data


def overtaken(forum: Forum) -> tuple[Forum, ForumTextsForm]:
    """Return a forum whose texts somebody has changed, and the refused form of another person who changed them too."""
    before = ForumTextsForm(instance=forum)
    Forum.objects.filter(pk=forum.pk).update(title_en=MARKUP, description_en="Cells.")
    changed = Forum.objects.select_related("conference").get(pk=forum.pk)
    form = ForumTextsForm(sent(before, description_en="Enzymes."), instance=changed)
    assert not form.is_valid()
    return changed, form


def test_both_texts_stand_above_the_field_and_what_was_typed_stays(cast: Cast) -> None:
    _forum, form = overtaken(cast.forum)
    shown = str(form)
    assert shown.count('value="both"') == 3
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert MARKUP not in shown
    assert 'value="Enzymes"' in shown
    assert 'name="keep-host_en"' not in shown


@pytest.mark.parametrize(
    ("choice", "title", "description"),
    [
        ("mine", "Enzymes", "Enzymes."),
        ("theirs", MARKUP, "Cells."),
        ("both", f"{MARKUP} / Enzymes", "Cells.\n\nEnzymes."),
        ("nonsense", "Enzymes", "Enzymes."),
    ],
)
def test_the_reader_chooses_what_is_kept(cast: Cast, choice: str, title: str, description: str) -> None:
    forum, form = overtaken(cast.forum)
    chosen = {"keep-title_en": choice, "keep-description_en": choice, "description_en": "Enzymes."}
    again = ForumTextsForm(sent(form, **chosen), instance=forum)
    assert again.is_valid(), again.errors
    edit = again.edit()
    assert (edit.title_zh, edit.title_en, edit.description_en) == ("酶", title, description)


def test_a_choice_is_asked_again_if_the_row_has_changed_once_more(cast: Cast) -> None:
    forum, form = overtaken(cast.forum)
    Forum.objects.filter(pk=forum.pk).update(title_en="Third")
    forum.refresh_from_db()
    again = ForumTextsForm(sent(form, **{"keep-title_en": "theirs"}), instance=forum)
    assert not again.is_valid()
    assert again.theirs["title_en"] == "Third"
