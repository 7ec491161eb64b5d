import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Organisation
from tests.builders.people import an_organisation
from toolkit.batches import in_batches

pytestmark = pytest.mark.django_db


def _organisations(count: int) -> list[str]:
    return [an_organisation(f"o{number}").slug for number in range(count)]


@pytest.mark.parametrize(("count", "queries"), [(0, 1), (1, 2), (2, 2), (3, 3), (4, 3), (5, 4)])
def test_every_row_is_read_once_in_order_with_one_query_per_batch(count: int, queries: int) -> None:
    slugs = _organisations(count)
    with CaptureQueriesContext(connection) as asked:
        found = [row.slug for row in in_batches(Organisation.objects.order_by("-slug"), 2)]
    assert found == sorted(slugs, reverse=True)
    assert len(asked) == queries


def test_a_row_that_is_removed_while_others_are_read_is_left_out() -> None:
    _organisations(4)
    rows = in_batches(Organisation.objects.order_by("slug"), 2)
    first = next(rows)
    Organisation.objects.filter(slug="o2").delete()
    assert [first.slug, *(row.slug for row in rows)] == ["o0", "o1", "o3"]
