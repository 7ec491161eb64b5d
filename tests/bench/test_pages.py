import pytest

from bench.measuring.pages import BOARD, page_figures
from events.rules.office.roles import Role
from tests.builders.people import Cast

pytestmark = pytest.mark.django_db


def test_the_statements_of_the_board_are_counted(cast: Cast) -> None:
    figures = page_figures(BOARD.format(slug=cast.conference.slug), cast.members[Role.OWNER], rounds=2)
    assert 5 < figures.statements <= 15
    assert figures.ms > 0


def test_a_page_that_is_refused_has_no_figures(cast: Cast) -> None:
    with pytest.raises(RuntimeError, match="403"):
        page_figures(BOARD.format(slug=cast.conference.slug), cast.members[Role.DOOR_STAFF], rounds=1)
