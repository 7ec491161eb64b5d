from events.models import Person
from events.rules.strokes import stroke_key


def test_surnames_are_ordered_by_their_strokes_as_icu_counts_them() -> None:
    names = ["欧阳建国", "李明", "张伟", "丁一", "王伟"]
    assert sorted(names, key=stroke_key) == ["丁一", "王伟", "张伟", "李明", "欧阳建国"]


def test_the_key_of_a_long_name_fits_into_its_column() -> None:
    whole = stroke_key("王" * 60)
    assert len(whole) == Person._meta.get_field("sort_strokes").max_length == 300
    assert stroke_key("王" * 61) == whole


def test_latin_names_come_after_han_names() -> None:
    assert sorted(["Smith", "龘龘"], key=stroke_key) == ["龘龘", "Smith"]
