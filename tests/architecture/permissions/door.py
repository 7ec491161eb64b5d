"""URLs under /door/ and /api/v1/ for paired devices. Signing in gives no access to them."""

from collections.abc import Mapping

from tests.architecture.permissions import Outsider, Row, everybody
from tests.builders.people import Cast


def a_secret(cast: Cast) -> Mapping[str, str | int]:
    """Return the secret of a pairing that does not exist."""
    return {"secret": "NEVEROFFERED"}


def of_conference_slug(cast: Cast) -> Mapping[str, str | int]:
    """Return the conference's slug under the API's argument name."""
    return {"slug": cast.conference.slug}


JSON = "application/json"

ROWS: list[Row] = [
    Row(name="door", get=everybody(200)),
    Row(name="api:pair_device", get=everybody(405), post=everybody(410), data=a_secret, content_type=JSON),
    Row(name="api:door", get=everybody(401)),
    Row(name="api:counts", get=everybody(401)),
    Row(
        name="api:registrations",
        kwargs=of_conference_slug,
        get=everybody(200, but={Outsider.ANONYMOUS: 401}),
        post=everybody(422),
        content_type=JSON,
    ),
    Row(name="api:scans", get=everybody(405), post=everybody(401), content_type=JSON),
]
