"""Who a name in an agenda is: known, new, or to be asked."""

from events.rules.agenda.identity import People
from events.rules.agenda.rows import KnownPerson, Standing
from events.rules.programme_rows import StageName

WEI = KnownPerson(key="7", name="王伟", institution="星槎大学", post="教授", also="Xingcha University")
OTHER_WEI = KnownPerson(key="8", name="王伟", institution="江畔医院")


def named(affiliation: str = "", post: str = "", name: str = "王伟") -> StageName:
    return StageName(name=name, affiliation=affiliation, post=post)


def who(people: People, person: StageName, line: int = 1, **answers: str) -> tuple[str, Standing, list[str]]:
    found, asked = people.identify(person, line, {f"{line}.same.王伟": answer for answer in answers.values()})
    return found.key, found.standing, [choice.value for choice in asked.choices] if asked else []


def test_a_name_that_nobody_has_is_new() -> None:
    assert who(People.of([WEI]), named(name="李娜")) == ("new:1.李娜.0", Standing.NEW, [])


def test_the_same_institution_makes_the_same_person_in_either_language() -> None:
    for told in ("星槎大学", "星槎 大学生命学院", "Xingcha University"):
        assert who(People.of([WEI, OTHER_WEI]), named(told)) == ("7", Standing.KNOWN, [])
    assert who(People.of([WEI]), StageName(name="王 伟", affiliation="星槎大学"))[0] == "7"


def test_a_bare_name_is_the_only_one_of_that_name() -> None:
    assert who(People.of([WEI]), named()) == ("7", Standing.KNOWN, [])
    assert who(People.of([WEI, OTHER_WEI]), named()) == ("", Standing.ASKED, ["7", "8", "new"])


def test_another_institution_is_asked_about() -> None:
    assert who(People.of([WEI]), named("青橙公司")) == ("", Standing.ASKED, ["7", "new"])
    assert who(People.of([WEI]), named("青橙公司"), answer="7") == ("7", Standing.KNOWN, ["7", "new"])
    assert who(People.of([WEI]), named("青橙公司"), answer="new") == ("new:1.王伟.1", Standing.NEW, ["7", "new"])


def test_an_answer_that_is_none_of_the_choices_is_no_answer() -> None:
    assert who(People.of([WEI]), named("青橙公司"), answer="8") == ("", Standing.ASKED, ["7", "new"])


def test_somebody_whose_institution_is_unknown_may_be_meant() -> None:
    unknown = KnownPerson(key="9", name="王伟")
    assert who(People.of([unknown]), named("青橙公司")) == ("9", Standing.KNOWN, [])
    assert who(People.of([unknown, WEI]), named("青橙公司"))[1] is Standing.ASKED


def test_two_of_one_name_at_one_institution_are_asked_about() -> None:
    twin = KnownPerson(key="9", name="王伟", institution="星槎大学")
    assert who(People.of([WEI, twin]), named("星槎大学")) == ("", Standing.ASKED, ["7", "9", "new"])


def test_a_name_is_asked_about_once() -> None:
    people = People.of([WEI])
    assert who(people, named("青橙公司"), 1)[2] == ["7", "new"]
    assert who(people, named("青橙公司"), 2) == ("", Standing.ASKED, [])


def test_new_people_are_known_to_the_rows_below() -> None:
    people = People.of([])
    new = who(people, named("青橙公司"), 1)[0]
    assert who(people, named(), 2) == (new, Standing.NEW, [])
    assert who(people, named("江畔医院"), 3) == ("", Standing.ASKED, [new, "new"])
    assert who(people, named("星槎大学"), 4, answer=new) == (new, Standing.NEW, [new, "new"])


def test_two_new_people_of_one_line_are_not_one() -> None:
    people = People.of([])
    assert who(people, named(name="李娜"))[0] != who(people, named(name="顾远"))[0]
