"""The portal's settings without collected static files, which no trial requests."""

from portal.settings import *  # noqa: F403 - the portal's settings with one difference
from portal.settings import STORAGES as OURS

STORAGES = OURS | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
