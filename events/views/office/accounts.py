"""Adapting django-allauth to the portal's accounts and languages."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST
from django.views.i18n import LANGUAGE_QUERY_PARAMETER, set_language

from events.models import User
from events.operations.office.accounts import remember_language
from toolkit.limits import client_address


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter. Signing in switches to the language of the account."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that allauth counts attempts by: behind a proxy, that of the visitor."""
        return client_address(request) or "unknown"

    def format_email_subject(self, subject: str) -> str:
        """Return the subject unchanged, without allauth's prefix: each subject names the portal itself."""
        return subject

    def post_login(self, request: HttpRequest, user: User, **kwargs: object) -> HttpResponse:
        """Return allauth's response, with the account's language in the language cookie."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if user.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            keep_language(response, user.language)
        return response


def keep_language(response: HttpResponse, language: str) -> None:
    """Set the language cookie, for pages whose address names no language."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Switch the language as Django does, and store it with the account of a signed-in user."""
    language = request.POST.get(LANGUAGE_QUERY_PARAMETER, "")
    if isinstance(request.user, User) and check_for_language(language):
        remember_language(request.user, language)
    return set_language(request)
