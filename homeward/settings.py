"""Settings, read from the environment; `.env.example` lists every variable.

With no DATABASE_URL the embedded PostgreSQL of `homeward.embedded` is used, so that a laptop needs
no server. Everything is refused until it is allowed: pages need a sign-in unless they say otherwise.
"""

import os
import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from homeward import embedded


BASE = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules
DEMO = os.environ.get("HOMEWARD_DEMO") == "1"


def secret_key() -> str:
    """The signing key: told by the environment, or one for demonstration and tests only."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    if DEMO or TESTING or "makemigrations" in sys.argv:
        return "only-for-demonstration-and-tests"
    raise ImproperlyConfigured(
        "SECRET_KEY is not set, so sessions could not be signed. "
        "Set SECRET_KEY to 50 random characters in the environment (see .env.example)."
    )


def database() -> dict:
    """The database a user would have: a server by DATABASE_URL, or the embedded one."""
    if url := os.environ.get("DATABASE_URL"):
        return dict(dj_database_url.parse(url, conn_max_age=600))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        **embedded.start(embedded.home() / ("pg-test" if TESTING else "pg"), throwaway=TESTING),
    }


SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver").split(",")
# Files outside the database in which the last seal of the trail is noted every hour.
TRAIL_HEADS = [place for place in os.environ.get("TRAIL_HEADS", "").split(",") if place]
# Directories in which the enciphered file of duty's cards is made anew every hour.
DUTY_FILES = [Path(place) for place in os.environ.get("DUTY_FILES", "").split(",") if place]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]

AREAS = [
    "homeward.county",
    "homeward.web",
    "homeward.insight",
    "homeward.returns",
    "homeward.duty",
    "homeward.reunification",
    "homeward.safeguarding",
    "homeward.care",
    "homeward.voice",
    "homeward.governance",
    "homeward.letters",
    "homeward.disagreements",
    "homeward.limits",
    "homeward.measures",
    "homeward.family",
    "homeward.support",
    "homeward.referrals",
    "homeward.decisions",
    "homeward.files",
    "homeward.tasks",
    "homeward.copies",
    "homeward.people",
    "homeward.sharing",
    "homeward.partnership",
    "homeward.access",
    "homeward.clocks",
    "homeward.drafts",
    "homeward.trail",
]
INSTALLED_APPS = [
    *AREAS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "procrastinate.contrib.django",
    "csp",
    # Of allauth only what signs in: none of its pages, and nobody signs up (ADR 11).
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "homeward.access.middleware.NothingCachedMiddleware",
    "homeward.access.middleware.SessionsEndMiddleware",
    "homeward.access.middleware.SignInRequiredMiddleware",
    "homeward.partnership.middleware.WorkerOnDayMiddleware",
    "homeward.access.middleware.PostRequiredMiddleware",
    "homeward.insight.middleware.RecordingTimeMiddleware",
    "homeward.web.middleware.RowLockMiddleware",
    "homeward.access.middleware.RefusalsKeptMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

ROOT_URLCONF = "homeward.urls"
WSGI_APPLICATION = "homeward.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "homeward.web.context.page",
            ],
        },
    }
]

DATABASES = {"default": database()}
if suffix := os.environ.get("HOMEWARD_TEST_DB"):  # so that two runs of the tests do not meet
    DATABASES["default"]["TEST"] = {"NAME": f"test_homeward_{suffix}"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "partnership.Worker"
LOGIN_URL = "access:sign_in"
LOGIN_REDIRECT_URL = "web:home"
HOME_PATH = "/"
# The people one can be in the demonstration, and what each may do there.
DEMO_PEOPLE = {
    "sam@council.demo": "Refer a family; answer questions about a referral",
    "robin@charity.demo": "Be a family's key worker: plan, visits, prepare decisions",
    "kit@charity.demo": "Screen referrals, prepare the panel, allocate a key worker",
    "lee@council.demo": "Chair the panel and sign what it decided",
    "dana@council.demo": "Be on duty at night: find a child's card, write what was done",
    "morgan@council.demo": "Sign what only the council may decide: head of service",
    "jo@council.demo": "Import returns and read their reports",
    "ira@council.demo": "Keep the sharing agreement; review broken glass: the council's lead",
    "gale@charity.demo": "The same for the charity: agree to what the other proposes",
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# A second step after the password: a code from an app, or a passkey. The demonstration's people have none to show.
SECOND_STEP = not (DEMO or TESTING)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "homeward.access.adapters.SecondStepAdapter"
MFA_TOTP_ISSUER = "Homeward"
MFA_TOTP_TOLERANCE = 1  # a clock half a minute off, or a code typed slowly
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or TESTING  # without TLS, and on localhost only
ACCOUNT_ADAPTER = "homeward.access.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Wrong passwords and codes: 5 in five minutes for one person; 30 a minute from one address, because a whole
# office may share it. They are counted in the database, so that every web process knows of them.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("BEHIND_PROXY") == "1" else 0
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# A session ends after an hour without a request, and twelve hours after it began whatever is done in it.
# Drafts are kept on the server, so nothing typed is lost.
SESSION_COOKIE_AGE = 60 * 60
SESSION_LONGEST = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not (DEMO or TESTING)
SECURE_SSL_REDIRECT = not (DEMO or TESTING)
SECURE_HSTS_SECONDS = 0 if DEMO or TESTING else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("BEHIND_PROXY") == "1" else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "j F Y"

STATIC_URL = "/static/"
STATIC_ROOT = BASE / "var" / "collected"
STATICFILES_DIRS = [BASE / "var" / "static"]
# Files of the record: on a disk that every web process reaches and nobody serves, readable by us alone.
FILES_ROOT = BASE / "var" / "test-files" if TESTING else embedded.home() / "files"


def vault(folder: str) -> dict:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": FILES_ROOT / folder,
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "photos": vault("photos"),  # of visits
    "files": vault("kept"),  # letters, reports and pictures
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING

# The virus scanner that looks into files before they are kept: ClamAV's daemon. With SCAN_REQUIRED nothing is
# kept or opened that it has not looked into.
CLAMAV = os.environ.get("CLAMAV", "")
SCAN_REQUIRED = os.environ.get("SCAN_REQUIRED") == "1"
if SCAN_REQUIRED and not CLAMAV:
    raise ImproperlyConfigured(
        "SCAN_REQUIRED is 1 and CLAMAV is not set, so no file could ever be kept. "
        "Set CLAMAV to where the scanner listens (see .env.example), or leave SCAN_REQUIRED out."
    )

# No names and no record content in the log: paths hold numbers only, and requests are not logged here.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"homeward": {"level": "INFO"}},
}
