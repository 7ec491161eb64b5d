"""allauth's pages, on which users see only their own account. allauth tests its POST requests itself."""

from tests.architecture.permissions import Answers, Outsider, Row, everybody

FOR_GUESTS = everybody(302, but={Outsider.ANONYMOUS: 200})
FOR_MEMBERS = everybody(200, but={Outsider.ANONYMOUS: 302})
NOT_YET_SET_UP = everybody(404, but={Outsider.ANONYMOUS: 302})
WITHOUT_PASSWORD = everybody(403, but={Outsider.ANONYMOUS: 302})


def _row(name: str, get: Answers, **kwargs: str | int) -> Row:
    return Row(name=name, get=get, post=None, kwargs=lambda cast: kwargs)


ROWS = [
    _row("account_login", FOR_GUESTS),
    _row("account_signup", FOR_GUESTS),
    _row("account_logout", FOR_MEMBERS),
    _row("account_inactive", everybody(200)),
    _row("account_reauthenticate", WITHOUT_PASSWORD),
    _row("account_email", FOR_MEMBERS),
    _row("account_email_verification_sent", everybody(302)),
    _row("account_change_password", everybody(302)),
    _row("account_set_password", FOR_MEMBERS),
    _row("account_reset_password", everybody(200)),
    _row("account_reset_password_done", everybody(200)),
    _row("account_reset_password_from_key", everybody(200), uidb36="1", key="no-such"),
    _row("account_reset_password_from_key_done", everybody(200)),
    _row("account_confirm_login_code", everybody(302)),
    _row("account_request_login_code", FOR_GUESTS),
    _row("mfa_index", FOR_MEMBERS),
    _row("mfa_authenticate", everybody(302)),
    _row("mfa_reauthenticate", WITHOUT_PASSWORD),
    _row("mfa_activate_totp", FOR_MEMBERS),
    _row("mfa_deactivate_totp", NOT_YET_SET_UP),
    _row("mfa_view_recovery_codes", NOT_YET_SET_UP),
    _row("mfa_generate_recovery_codes", everybody(302)),
    _row("mfa_download_recovery_codes", NOT_YET_SET_UP),
    _row("mfa_list_webauthn", FOR_MEMBERS),
    _row("mfa_add_webauthn", FOR_MEMBERS),
    _row("mfa_reauthenticate_webauthn", WITHOUT_PASSWORD),
    _row("mfa_remove_webauthn", NOT_YET_SET_UP, pk=1),
    _row("mfa_edit_webauthn", NOT_YET_SET_UP, pk=1),
    _row("mfa_login_webauthn", everybody(302)),
]
