"""Adapting django-allauth to the portal's accounts, languages and conferences."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST
from django.views.i18n import LANGUAGE_QUERY_PARAMETER, set_language

from events.models import Conference, User
from events.operations.office.accounts import remember_language
from events.views.shell import public_shell
from toolkit.limits import client_address, exceeds_letters

CAME_FROM = "came_from"
"""Where the session keeps the slug of the conference from which somebody came to sign in."""


def conference_before(request: HttpRequest) -> Conference | None:
    """Return the public conference whose page this is or is returned to, or from which this session came to sign in."""
    following = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    here = request.resolver_match.kwargs.get("conference", "") if request.resolver_match else ""
    slug = here or _slug_in(following) or request.session.get(CAME_FROM, "")
    conference = Conference.objects.filter(slug=slug).first() if slug else None
    return conference if conference is not None and conference.is_public else None


def _slug_in(address: str) -> str:
    """Return the conference's slug in the address of a public page or of the console; empty for any other."""
    try:
        parts = urlsplit(address)
        first, slug = parts.path.split("/")[1:3]
    except ValueError:
        return ""
    is_ours = not parts.netloc and (first == "console" or first in dict(settings.LANGUAGES))
    return slug if is_ours else ""


@dataclass(frozen=True)
class Visit:
    """What frames an account page: the conference that somebody came from, or the portal itself."""

    request: HttpRequest

    @cached_property
    def shell(self) -> dict[str, object]:
        """The context of the conference's frame; empty without a conference."""
        conference = conference_before(self.request)
        return public_shell(conference, "me") if conference else {}

    @property
    def frame(self) -> str:
        """The template with the frame."""
        return "allauth/layouts/conference.html" if self.shell else "base/narrow.html"


def visit(request: HttpRequest) -> dict[str, object]:
    """Give every template the visit. It costs nothing on pages that do not use it."""
    return {"visit": SimpleLazyObject(lambda: Visit(request))}


class TooManyLetters(ImmediateHttpResponse):
    """Too many letters were ordered to one address, here or by sign-ups. allauth answers with the page."""

    def __init__(self) -> None:
        super().__init__(HttpResponse(render_to_string("429_letters.html"), status=429))


_is_counted: ContextVar[bool] = ContextVar("letter_is_counted", default=False)


@contextmanager
def letter_is_counted() -> Iterator[None]:
    """Within this, a letter is not counted: the caller has done so, before anything was looked up."""
    token = _is_counted.set(True)
    try:
        yield
    finally:
        _is_counted.reset(token)


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter. Signing in switches to the language of the account."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that allauth counts attempts by: behind a proxy, that of the visitor."""
        return client_address(request) or "unknown"

    def format_email_subject(self, subject: str) -> str:
        """Return the subject unchanged, without allauth's prefix: each subject names the portal itself."""
        return subject

    def is_safe_url(self, url: str) -> bool:
        """Return whether a visitor may be redirected there. allauth fails for what is no address at all."""
        try:
            safe: bool = super().is_safe_url(url)
        except ValueError:
            return False
        return safe

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Send a letter that names the conference from which somebody came; raise TooManyLetters instead.

        All of allauth's letters can be ordered by strangers, and they go to unknown addresses, too.
        """
        if not _is_counted.get() and exceeds_letters(email):
            raise TooManyLetters
        conference = conference_before(allauth.request)
        title = (conference.short_title or conference.title).here if conference else "Rostrum"
        super().send_mail(template_prefix, email, {"conference": conference, "title": title, **context})

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, object], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """Return the letter. Answers go to the conference's secretariat."""
        conference = context.get("conference")
        if isinstance(conference, Conference) and conference.contact_email:
            headers = {"Reply-To": conference.contact_email, **(headers or {})}
        letter: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        return letter

    def pre_login(self, request: HttpRequest, user: User, **kwargs: object) -> HttpResponse | None:
        """Remember the conference for the pages that follow, whose addresses do not name it."""
        conference = conference_before(request)
        if conference is not None:
            request.session[CAME_FROM] = conference.slug
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

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
