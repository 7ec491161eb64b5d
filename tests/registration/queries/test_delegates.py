import pytest

from registration.operations.signup import sign_up
from registration.queries.delegates import Sought, found_delegates
from registration.rules.signup import Origin
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_sign_up


@pytest.fixture
def people(cast: Cast) -> Cast:
    a_category(cast.conference)
    for name, latin, email, phone in (
        ("王伟", "WANG Wei", "wang@example.com", "+8613800001111"),
        ("欧阳建国", "OUYANG Jianguo", "ouyang@example.org", "+8613900002222"),
        ("Åsa Lindqvist", "", "asa@example.com", ""),
    ):
        who = a_sign_up(name, name_latin=latin, email=email, phone=phone, origin=Origin.TEAM, sends_letter=False)
        sign_up(cast.conference, who, by=None, now=NOW)
    return cast


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王", ["王伟"]),
        ("伟", ["王伟"]),
        ("wangwei", ["王伟"]),
        ("wang", ["王伟"]),
        ("ww", ["王伟"]),
        ("oyjg", ["欧阳建国"]),
        ("asa", ["Åsa Lindqvist"]),
        ("lindqvist", ["Åsa Lindqvist"]),
        ("2222", ["欧阳建国"]),
        ("+86 138 0000 1111", ["王伟"]),
        ("D-0002", ["欧阳建国"]),
        ("3", ["Åsa Lindqvist"]),
        ("３", ["Åsa Lindqvist"]),
        ("wang@example.com", ["王伟"]),
        ("@example.org", ["欧阳建国"]),
        ("吴淞", ["Åsa Lindqvist", "欧阳建国", "王伟"]),
        ("ang", []),
        ("%", []),
        ("王\x00", ["王伟"]),
    ],
)
def test_people_are_found_by_any_part_one_remembers(people: Cast, text: str, names: list[str]) -> None:
    assert [row.name for row in found_delegates(people.conference, Sought(text=text))] == names


def test_nobody_of_another_conference_is_found(people: Cast) -> None:
    assert not found_delegates(people.neighbours_conference, Sought(text="王")).exists()


def test_state_and_category_restrict(people: Cast) -> None:
    assert found_delegates(people.conference, Sought(state="confirmed", category="delegate")).count() == 3
    assert found_delegates(people.conference, Sought(state="applied")).count() == 0
    assert found_delegates(people.conference, Sought(category="no-such")).count() == 0
