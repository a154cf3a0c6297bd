# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Django's settings: one embedded installation, safe as it comes."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from koppelkans.web.access.provider import read_provider
from koppelkans.web.data import data_folder, secret_key
from koppelkans.web.database import database_at
from koppelkans.web.environment import LOCAL_HOSTS, Environment

WEB = Path(__file__).parent
DATA = data_folder()


def digest_static(folder: Path) -> str:
    """Return a short name for the present state of the static files.

    It stands in their address, so that browsers may keep them for ever and modules that import
    each other by relative address still find the right ones.
    """
    state = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        facts = path.stat()
        state.update(f"{path.relative_to(folder)} {facts.st_size} {facts.st_mtime_ns}".encode())
    return state.hexdigest()[:12]


ENVIRONMENT = Environment(os.environ)
PRODUCTION = ENVIRONMENT.flag("KOPPELKANS_PRODUCTION")
DEBUG = ENVIRONMENT.flag("KOPPELKANS_DEBUG")
DEMO = ENVIRONMENT.flag("KOPPELKANS_DEMO")
"""Whether areas that are for trying out can be entered by one click."""
if PRODUCTION and (DEMO or DEBUG):
    raise ImproperlyConfigured(
        "KOPPELKANS_DEMO and KOPPELKANS_DEBUG are for trying out: unset them in production"
    )

SECRET_KEY = ENVIRONMENT.text("KOPPELKANS_SECRET_KEY") or secret_key(DATA)
SECRET_KEY_FALLBACKS = ENVIRONMENT.items("KOPPELKANS_FORMER_SECRET_KEYS")
SITE_ADDRESS = ENVIRONMENT.site("KOPPELKANS_ADDRESS", "http://localhost:8000/", secure=PRODUCTION)
"""Where people open the product: what stands in mail."""
ALLOWED_HOSTS = [
    *([] if PRODUCTION else LOCAL_HOSTS),
    *filter(None, [urlsplit(SITE_ADDRESS).hostname]),
    *ENVIRONMENT.items("KOPPELKANS_HOSTS"),
]
PROXIES = ENVIRONMENT.networks("KOPPELKANS_PROXIES")
"""Who may say from where a request really came: the addresses of reverse proxies."""
OIDC = read_provider(ENVIRONMENT)
"""The identity provider of the organisation, if people sign in with it."""
NEW_AREAS = ENVIRONMENT.choice(
    "KOPPELKANS_NEW_AREAS", "facilitators", ("facilitators", "everybody")
)
"""Who may begin an area, besides the one who runs the installation."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "koppelkans.web",
    "koppelkans.web.jobs",
    "koppelkans.web.access",
    "koppelkans.web.records",
    "koppelkans.web.notices",
    "koppelkans.web.plans",
    "koppelkans.web.conversation",
    "koppelkans.web.workshop",
    "koppelkans.web.way",
    "koppelkans.web.api",
]
MIDDLEWARE = [
    "koppelkans.web.health.answer_probes",
    "koppelkans.web.logs.note_requests",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "koppelkans.web.middleware.forbid_browser_features",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "koppelkans.web.middleware.choose_language",
    "koppelkans.web.api.middleware.answer_programs",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "koppelkans.web.access.sessions.end_sessions",
    "koppelkans.web.access.second_step.AskSecondStep",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Last, as it asks: it answers for a sign-in that was locked out.
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "koppelkans.web.urls"
ASGI_APPLICATION = "koppelkans.web.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "koppelkans.web.templatetags.koppelkans",
                "koppelkans.web.templatetags.kept",
                "koppelkans.web.templatetags.records",
                "koppelkans.web.templatetags.workshop",
            ],
            "libraries": {"notices": "koppelkans.web.templatetags.notices"},
        },
    }
]

DATABASES = {"default": database_at(ENVIRONMENT.text("KOPPELKANS_DATABASE_URL"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesBackend",
    "koppelkans.web.access.backends.AccountBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{place}.{name}", "OPTIONS": options}
    for place, name, options in (
        (
            "django.contrib.auth.password_validation",
            "UserAttributeSimilarityValidator",
            {"user_attributes": ("email", "name")},
        ),
        ("koppelkans.web.access.passwords", "LongEnough", {"min_length": 12}),
        ("django.contrib.auth.password_validation", "CommonPasswordValidator", {}),
        ("django.contrib.auth.password_validation", "NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "areas"
PASSWORD_RESET_TIMEOUT = 2 * 3600
globals().update(ENVIRONMENT.mail("KOPPELKANS_MAIL", needed=PRODUCTION))
DEFAULT_FROM_EMAIL = ENVIRONMENT.text("KOPPELKANS_MAIL_FROM", "koppelkans@localhost")

# A session ends after two hours without anybody, after twelve in any case, and with the browser.
SESSION_IDLE_SECONDS = 2 * 3600
SESSION_LONGEST_SECONDS = 12 * 3600
SESSION_COOKIE_AGE = SESSION_LONGEST_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION

# Five wrong guesses at one name from one address close it for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_USERNAME_FORM_FIELD = "username"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "koppelkans.web.access.guessing.locked_out"
AXES_USERNAME_CALLABLE = "koppelkans.web.access.guessing.username_of"
AXES_CLIENT_IP_CALLABLE = "koppelkans.web.audit.address_of"
OTP_TOTP_ISSUER = "Koppelkans"

# What a token may ask in a minute; each server process counts for itself.
API_REQUESTS_PER_MINUTE = ENVIRONMENT.number(
    "KOPPELKANS_API_REQUESTS_PER_MINUTE", 600, least=1, most=100_000
)

# How long the worker remembers what it did; results themselves stay.
DAYS_JOBS_ARE_KEPT = ENVIRONMENT.number("KOPPELKANS_DAYS_JOBS_ARE_KEPT", 30, least=1, most=3650)

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [WEB.parent / "locale"]
LANGUAGE_COOKIE_NAME = "koppelkans_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENVIRONMENT.zone("KOPPELKANS_TIME_ZONE", "Europe/Amsterdam")

STATIC_VERSION = digest_static(WEB / "static")
STATIC_URL = f"/static/{STATIC_VERSION}/"
STATIC_ROOT = DATA / "static" / STATIC_VERSION
STATICFILES_DIRS = [WEB / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 365 * 24 * 3600
WHITENOISE_MIMETYPES = {".mjs": "text/javascript"}


def WHITENOISE_IMMUTABLE_FILE_TEST(_path: str, url: str) -> bool:  # noqa: N802
    """Tell whether a file never changes: its address holds the version of all of them."""
    return url.startswith(STATIC_URL)


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600  # Django sends it over https only.
SECURE_SSL_REDIRECT = PRODUCTION
# What stands below our address, and in the lists of browsers, is for its owner to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "koppelkans.web.logs.JsonLines"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            **({"formatter": "lines"} if PRODUCTION else {}),
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Wrong guesses are in the audit log, with more to go by.
        "axes": {"level": "ERROR"},
        # What happens is in the database; in production it goes to the log as well.
        "koppelkans.audit": {"level": "INFO" if PRODUCTION else "WARNING"},
        "koppelkans.requests": {"level": "INFO" if PRODUCTION else "WARNING"},
        "uvicorn": {"level": "INFO" if PRODUCTION else "WARNING"},
        **({"django": {"handlers": []}} if PRODUCTION else {}),
    },
}

ENVIRONMENT.check()
