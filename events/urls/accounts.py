"""URLs under /accounts/ that belong to `events`, some of them in place of allauth's; the others belong to allauth."""

from django.urls import URLPattern, path

from events.views.office import accounts, keys

urlpatterns: list[URLPattern] = [
    path("language/", accounts.choose_language, name="set_language"),
    path("2fa/webauthn/add/", keys.AddKeyView.as_view(), name="mfa_add_webauthn"),
    path("2fa/totp/activate/", keys.TurnOnView.as_view(), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", keys.TurnOffView.as_view(), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/generate/", keys.NewCodesView.as_view(), name="mfa_generate_recovery_codes"),
]
