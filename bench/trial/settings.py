"""The portal's settings, but without collected static files: a trial asks for none."""

from portal.settings import *  # noqa: F403 - these settings are the portal's, but for this one
from portal.settings import STORAGES as OURS

STORAGES = OURS | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
