"""Django's settings. `environment` reads those that differ between installations."""

from datetime import UTC, datetime

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.settings.email import email_settings
from portal.settings.environment import ROOT, Mode, read_environment
from portal.settings.headers import static_headers
from portal.settings.logs import configure_structlog, logging_settings
from toolkit.clock import Clock
from toolkit.shared_cache import TABLE

ENVIRONMENT = read_environment()
MODE = ENVIRONMENT.mode
DEMO = MODE is Mode.DEMO
DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
CLOCK = Clock(starts_at=ENVIRONMENT.clock_starts_at, stands=ENVIRONMENT.clock_stands, started=datetime.now(UTC))
PUBLIC_URL = ENVIRONMENT.public_url
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies

INSTALLED_APPS = [
    "portal",
    "toolkit",
    "events",
    "speakers",
    "registration",
    "doors",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_q",
    "django_structlog",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.LogContext",
    "portal.middleware.SendPolicy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.early.ready_pages_first",
    "portal.early.devices_first",
    "portal.middleware.refuse_unreadable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.answers.answer_by_get",
    "portal.middleware.word_refused_methods",
    "allauth.account.middleware.AccountMiddleware",
    "portal.middleware.TellConflicts",
    "portal.outages.TellOutages",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "toolkit.templatetags.lines"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "events.views.office.accounts.visit",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": dj_database_url.parse(ENVIRONMENT.database_url)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: scans that were acknowledged survive a power failure.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"] |= {"ENGINE": "toolkit.postgresql", "CONN_HEALTH_CHECKS": True}
if MODE is not Mode.TEST:
    # Opening a connection for each request would double the time of a scan.
    DATABASES["default"]["CONN_MAX_AGE"] = 600
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

IN_PROCESS = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"}
# Rate limits (allauth's and ours) are shared by all processes and must not depend on a cache server.
SHARED_CACHE = {
    "BACKEND": "toolkit.shared_cache.SharedCache",
    "LOCATION": TABLE,
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}
READY_PAGES = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "rostrum_ready_pages",
    # A publication of the demo makes 1,840 pages, 8 MB in all. Beyond this number some are dropped, whatever their age.
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}
SEALED = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "rostrum_sealed",
    # A page with a form has some 6 kB, and no entry more than 230 kB.
    "OPTIONS": {"MAX_ENTRIES": 2000},
}
CACHES = {
    # Tests run in one process, and many of them without a database.
    "default": IN_PROCESS if MODE is Mode.TEST else SHARED_CACHE,
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        # The demo has 1,800 pages in two languages; a page is some 3 kB compressed.
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    # Pages made ahead, for all processes. Their table is not that of the rate limits, which must not be displaced.
    "ready_pages": IN_PROCESS | {"LOCATION": "ready_pages"} if MODE is Mode.TEST else READY_PAGES,
    # Pages that answer forms, and what was typed by somebody who has to sign in first.
    "sealed": IN_PROCESS | {"LOCATION": "sealed"} if MODE is Mode.TEST else SEALED,
}

# Seconds. Public pages show a conference's state and version as they were at most this long ago.
PUBLIC_STATE_KEPT_FOR = 0 if MODE is Mode.TEST else 0.5

AUTH_USER_MODEL = "events.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_login"
ACCOUNT_ADAPTER = "events.views.office.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "/accounts/email/"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # some mail providers delay the first letter from a sender for minutes
ACCOUNT_FORMS = {
    "login": "events.forms.office.accounts.SignInForm",
    "confirm_login_code": "events.forms.office.codes.SignInCodeForm",
    "confirm_email_verification_code": "events.forms.office.codes.AddressCodeForm",
}
# At nine o'clock a whole conference signs in from one address. The limit for each account stays strict.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/300s/key",
    "request_login_code": "120/m/ip,3/m/key",
}
# Accept the previous and the next code, for slow typing and clocks that are off (RFC 6238, section 5.2).
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "events.views.office.keys.KeysAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": "events.forms.office.codes.SecondStepForm",
    "reauthenticate": "events.forms.office.codes.SecondStepAgainForm",
    "add_webauthn": "events.forms.office.keys.AddKeyForm",
    "edit_webauthn": "events.forms.office.keys.RenameKeyForm",
    "authenticate_webauthn": "events.forms.office.keys.KeyForm",
    "login_webauthn": "events.forms.office.keys.KeySignInForm",
    "reauthenticate_webauthn": "events.forms.office.keys.KeyAgainForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.https  # passkeys on http://localhost

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "libraries"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.var_dir / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_ROOT = ENVIRONMENT.media_root
STORAGES = {
    "default": {"BACKEND": "toolkit.storage.WholeFiles"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if MODE is Mode.TEST
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_ADD_HEADERS_FUNCTION = static_headers
WHITENOISE_USE_FINDERS = MODE is Mode.TEST
# Each test client builds the middleware again: look static files up on request instead of listing them all.
WHITENOISE_AUTOREFRESH = MODE is Mode.TEST

EMAIL_FILE_PATH = str(ENVIRONMENT.var_dir / "mail")
vars().update(email_settings(ENVIRONMENT.email_url))
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from
SERVER_EMAIL = ENVIRONMENT.email_from

JOB_TIMEOUT = ENVIRONMENT.job_timeout
Q_CLUSTER = {
    "name": "rostrum",
    "orm": "default",
    "workers": ENVIRONMENT.job_workers,
    # A job is locked when it is fetched, not when it starts, so fetch no more than can start.
    "queue_limit": ENVIRONMENT.job_workers,
    "bulk": 1,
    "timeout": int(JOB_TIMEOUT.total_seconds()),
    "retry": int(ENVIRONMENT.job_retry.total_seconds()),
    "poll": 0.2,
    "ack_failures": True,
    "max_attempts": 5,
    "save_limit": 500,
    "label": "Rostrum",
    "catch_up": False,
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Browsers take a cookie of this prefix only over HTTPS and from this very host, so no other host of the domain and no
# one on the line can plant a session. They refuse it without HTTPS.
COOKIE_PREFIX = "__Host-" if ENVIRONMENT.https else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
MEMBER_COOKIE_NAME = f"{COOKIE_PREFIX}member"
NOTICE_COOKIE_NAME = f"{COOKIE_PREFIX}messages"
MESSAGE_STORAGE = "portal.notices.Notices"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_FAILURE_VIEW = "portal.expired.csrf_failure"
LANGUAGE_COOKIE_SECURE = ENVIRONMENT.https
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = MODE is Mode.PRODUCTION and ENVIRONMENT.https
SECURE_HSTS_SECONDS = 31_536_000 if MODE is Mode.PRODUCTION and ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_SECONDS > 0
SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
if MODE is Mode.PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = logging_settings(level=ENVIRONMENT.log_level, json=ENVIRONMENT.log_json)
configure_structlog(json=ENVIRONMENT.log_json)

if MODE is Mode.TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
