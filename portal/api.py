"""The API, version 1: routers of the apps, one description at /api/v1/openapi.json."""

from ninja import NinjaAPI

api = NinjaAPI(title="Rostrum", version="1", docs_url=None, urls_namespace="api")
