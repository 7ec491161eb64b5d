"""URLs of the portal itself: the root, the health check, the language switch and the API's schema."""

from tests.architecture.permissions import Row, everybody

ROWS = [
    Row(name="root", get=everybody(302)),
    Row(name="healthz", get=everybody(200)),
    Row(name="favicon", get=everybody(302)),
    Row(name="set_language", get=everybody(405), post=everybody(302)),
    Row(name="after_login", get=everybody(302)),
    Row(name="api:openapi-json", get=everybody(200), post=None),
    Row(name="api:api-root", get=everybody(404), post=None),
]
