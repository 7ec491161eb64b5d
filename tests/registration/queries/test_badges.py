"""Test the selection and content of badges."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registration.models import BadgePrint, Delegate, DelegateState
from registration.operations.credentials import issue_credential
from registration.operations.reissue import reissue_credential
from registration.queries.badges import BadgeSelection, badge_of, badges_of, without_code
from tests.builders.doors import a_category, a_delegate
from tests.builders.people import NOW, Cast

EVERYBODY = BadgeSelection()


def with_code(delegate: Delegate) -> Delegate:
    issue_credential(delegate, now=NOW)
    return delegate


def names(cast: Cast, selection: BadgeSelection = EVERYBODY) -> list[str]:
    return [badge.content.name for badge in badges_of(cast.conference, selection)]


def test_a_badge_shows_person_conference_place_and_days(cast: Cast) -> None:
    category = a_category(cast.conference, rights_zh="大会报告；午餐 16/17/18 日，\n欢迎晚宴", band_colour="#775000")
    delegate = with_code(a_delegate(cast.conference, category))
    badge = badge_of(delegate)
    assert badge is not None
    content = badge.content
    assert content.code == delegate.credentials.get().code
    assert (content.name, content.name_latin) == ("林知远", "LIN Zhiyuan")
    assert (content.institution_zh, content.institution_en) == ("吴淞理工大学", "Wusong University of Technology")
    assert content.conference_zh == "全国生物技术创新大会"
    assert content.when_and_where == "2027.4.16—18 苏州"
    assert (content.category_zh, content.category_en, content.band) == ("正式代表", "Delegate", "#775000")
    assert content.number == f"D-{delegate.number}"
    assert content.rights == ("大会报告", "午餐 16/17/18 日", "欢迎晚宴")
    assert content.mark == ""


def test_rights_and_place_are_in_the_language_of_the_registration(cast: Cast) -> None:
    category = a_category(cast.conference, rights_zh="午餐", rights_en="Lunch")
    delegate = with_code(a_delegate(cast.conference, category))
    delegate.registration.language = "en"
    delegate.registration.save(update_fields=["language"])
    badge = badge_of(delegate)
    assert badge is not None
    assert (badge.content.rights, badge.content.when_and_where) == (("Lunch",), "2027.4.16—18 Suzhou")


def test_badges_of_sample_data_say_so(cast: Cast) -> None:
    cast.conference.is_example = True
    cast.conference.save(update_fields=["is_example"])
    badge = badge_of(with_code(a_delegate(cast.conference, a_category(cast.conference))))
    assert badge is not None
    assert badge.content.mark == "示例数据 / Sample data"


def test_only_confirmed_delegates_have_a_badge(cast: Cast) -> None:
    category = a_category(cast.conference)
    for state in DelegateState:
        with_code(a_delegate(cast.conference, category, state.value, state=state))
    with_code(a_delegate(cast.neighbours_conference, a_category(cast.neighbours_conference), "neighbour"))
    assert names(cast) == ["confirmed"]
    assert badge_of(Delegate.objects.get(name="cancelled")) is None


def test_badges_are_ordered_by_category_then_by_name(cast: Cast) -> None:
    guests = a_category(cast.conference, "guest", position=1)
    delegates = a_category(cast.conference, "delegate", position=2)
    for category, name, pinyin in (
        (delegates, "张一", "zhang yi"),
        (delegates, "安二", "an er"),
        (guests, "周三", "zhou san"),
    ):
        with_code(a_delegate(cast.conference, category, name, sort_pinyin=pinyin))
    assert names(cast) == ["周三", "安二", "张一"]


def test_a_selection_names_a_category_an_instant_or_the_unprinted(cast: Cast) -> None:
    guests, delegates = a_category(cast.conference, "guest"), a_category(cast.conference, "delegate")
    guest = with_code(a_delegate(cast.conference, guests, "guest"))
    BadgePrint.objects.create(credential=guest.credentials.get(), printed_at=NOW, occasion="own")
    printed = with_code(a_delegate(cast.conference, delegates, "printed"))
    late = a_delegate(cast.conference, delegates, "late")
    issue_credential(late, now=NOW + timedelta(hours=1))
    BadgePrint.objects.create(credential=printed.credentials.get(), printed_at=NOW, occasion="desk")
    assert names(cast, BadgeSelection(category="guest")) == ["guest"]
    assert names(cast, BadgeSelection(since=NOW + timedelta(minutes=1))) == ["late"]
    assert sorted(names(cast, BadgeSelection(unprinted=True))) == ["guest", "late"]


def test_a_reissued_badge_carries_only_the_new_code(cast: Cast) -> None:
    delegate = with_code(a_delegate(cast.conference, a_category(cast.conference)))
    new = reissue_credential(delegate.credentials.get(), by=None, now=NOW)
    assert [badge.content.code for badge in badges_of(cast.conference, EVERYBODY)] == [new.code]


def test_confirmed_delegates_without_a_code_are_found(cast: Cast) -> None:
    category = a_category(cast.conference)
    with_code(a_delegate(cast.conference, category, "with"))
    a_delegate(cast.conference, category, "without")
    a_delegate(cast.conference, category, "waiting", state=DelegateState.WAITLISTED)
    assert [delegate.name for delegate in without_code(cast.conference)] == ["without"]


@pytest.mark.parametrize("rows", [1, 3])
def test_any_number_of_badges_is_one_query(cast: Cast, rows: int) -> None:
    for number in range(rows):
        with_code(a_delegate(cast.conference, a_category(cast.conference, f"c{number}"), f"n{number}"))
    with CaptureQueriesContext(connection) as asked:
        assert len(names(cast)) == rows
    assert len(asked) == 1
