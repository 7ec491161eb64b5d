"""Where messages wait until the next page shows them."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage


class NoticeCookie(CookieStorage):
    """Django's cookie of messages, under the name that the settings give it: Django has no setting for it."""

    cookie_name = settings.NOTICE_COOKIE_NAME


class Notices(FallbackStorage):
    """Messages in a cookie; those that do not fit into it in the session."""

    storage_classes = (NoticeCookie, *FallbackStorage.storage_classes[1:])
