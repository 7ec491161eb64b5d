from decimal import Decimal

from registration.rules.categories import CategoryEdit, NewCategory


def test_an_edit_of_a_category_is_free_public_and_without_limit_unless_it_says_otherwise() -> None:
    edit = CategoryEdit(name_zh="学生")
    assert (edit.price, edit.quota_id, edit.is_public, edit.needs_approval) == (Decimal(0), None, True, False)
    assert (edit.on_sale_from, edit.on_sale_until, edit.letter, edit.band_colour) == (None, None, "D", "#0E4B4D")


def test_a_new_category_has_no_quota_of_its_own_unless_it_is_given_a_size() -> None:
    assert NewCategory(edit=CategoryEdit(name_en="Student")).size is None
