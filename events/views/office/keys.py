"""allauth's pages for passkeys and two-step sign-in, where a passkey does not turn the two steps on.

allauth counts a key as a second factor: after adding one, a password or an e-mailed code alone would no longer open the
account. Here a passkey is one more way in, and two steps are on from the moment an authenticator app is connected.
"""

from collections.abc import Collection

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from events.forms.office.keys import AddKeyForm
from events.operations.office.accounts import add_passkey, forget_recovery_codes

APP, CODES = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


class KeysAdapter(DefaultMFAAdapter):
    """allauth's adapter. Two steps are on for those who have connected an authenticator app."""

    def is_mfa_enabled(self, user: AbstractBaseUser, types: Collection[str] | None = None) -> bool:
        """Return whether two steps are on. If `types` has no app in it, return whether the user has one of these.

        allauth asks for "an app or a key" where it decides on the second step, and for one type at a time where it
        offers ways of showing that it is still the same person.
        """
        if types is None or APP in types:
            types = [APP]
        enabled: bool = super().is_mfa_enabled(user, types)
        return enabled


class AddKeyView(AddWebAuthnView):
    """Add a passkey. No recovery codes are made: they are for those who have lost the app of the second step."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Ask the browser for a key that signs in by itself."""
        context: dict[str, object] = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, passwordless=True)}
        return context

    def form_valid(self, form: AddKeyForm) -> HttpResponse:
        """Store the key and lead to the list of keys."""
        raise_if_reauthentication_required(self.request, app="allauth.mfa")
        add_passkey(self.request.user, name=form.cleaned_data["name"], credential=form.answer)
        get_adapter().add_message(self.request, messages.SUCCESS, "mfa/messages/webauthn_added.txt")
        return redirect("mfa_list_webauthn")


class TurnOnView(ActivateTOTPView):
    """Connect an authenticator app, which turns two steps on, and show the recovery codes at once."""

    def form_valid(self, form: object) -> HttpResponse:
        """Take the code of the new app as proof of who this is, or the recovery codes would ask for another first."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type=APP.value, reauthenticated=True)
        return response

    def get_success_url(self) -> str:
        """Lead to the recovery codes even if some were left from an earlier time."""
        return reverse("mfa_view_recovery_codes")


class TurnOffView(DeactivateTOTPView):
    """Disconnect the authenticator app, which turns two steps off."""

    def form_valid(self, form: object) -> HttpResponse:
        """Delete the recovery codes, too: allauth keeps them as long as there is a key."""
        response: HttpResponse = super().form_valid(form)
        forget_recovery_codes(self.request.user)
        return response


class NewCodesView(GenerateRecoveryCodesView):
    """Make new recovery codes, for those who have turned two steps on."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Lead those who have not to the page where they can."""
        if request.user.is_authenticated and not is_mfa_enabled(request.user):
            return redirect("mfa_index")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response
