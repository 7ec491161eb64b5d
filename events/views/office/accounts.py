"""How django-allauth meets our accounts, and the language in which somebody reads."""

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
    """allauth's own flows; whoever signs in reads on in the language of their account."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that allauth's limits count by: behind a proxy the visitor's, or all would share one count."""
        return client_address(request) or "unknown"

    def format_email_subject(self, subject: str) -> str:
        """The subject as the letter has it: each names the portal itself."""
        return subject

    def post_login(self, request: HttpRequest, user: User, **kwargs: object) -> HttpResponse:
        """allauth's answer, with the account's language in the cookie that pages are read by."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if user.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            keep_language(response, user.language)
        return response


def keep_language(response: HttpResponse, language: str) -> None:
    """Lets this browser read pages without a language in their address, such as an account's, in this one."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Django's own switch, remembered by the account of whoever is signed in."""
    language = request.POST.get(LANGUAGE_QUERY_PARAMETER, "")
    if isinstance(request.user, User) and check_for_language(language):
        remember_language(request.user, language)
    return set_language(request)
