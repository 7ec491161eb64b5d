"""The API, version 1: routers of the apps, one description at /api/v1/openapi.json."""

from ninja import NinjaAPI

from registration.api.doors import router as doors
from registration.api.scans import router as scans

api = NinjaAPI(title="Rostrum", version="1", docs_url=None, urls_namespace="api")
api.add_router("", doors)
api.add_router("", scans)
