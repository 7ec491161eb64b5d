"""The WSGI application that gunicorn serves."""

import os
import tempfile

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

# Fail at the start: without the manifest every page fails, including the error page.
if not getattr(staticfiles_storage, "hashed_files", True):
    raise ImproperlyConfigured("The static files are not collected yet: manage.py collectstatic --noinput")

# Python looks for the folder of temporary files once, by writing there. Found only when the disk is full, it would seem
# not to exist, and an upload would end as an error of the portal.
tempfile.gettempdir()
