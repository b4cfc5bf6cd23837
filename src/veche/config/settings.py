"""The settings of the installation. Everything an operator may change comes from the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from veche.config import environment as env

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.data_folder()
SECRET_KEY = env.secret_key(DATA)
DEBUG = False

# Rooms, lowest floor first: the order of listeners and panels.
ROOMS = ["kit", "core", "ledger", "people", "channels", "inbox", "mailing", "events", "insights", "portal"]
INSTALLED_APPS = [
    # First, so that our words and templates come before those of libraries.
    *(f"veche.{room}" for room in ROOMS),
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "veche.kit.pages.guarding.guard",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "veche.core.views.gate.Gate",
    "veche.kit.pages.refusing.RefusalPages",
]
ROOT_URLCONF = "veche.config.urls"
WSGI_APPLICATION = "veche.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "veche.core.views.shell.shell",
            ],
            "builtins": ["veche.kit.templatetags.kit", "django.templatetags.i18n"],
        },
    }
]

# -- database ---------------------------------------------------------------
DATABASE_URL = env.text("DATABASE", f"sqlite:///{DATA / 'veche.sqlite3'}")
DATABASES: dict[str, dict[str, Any]] = {"default": dict(dj_database_url.parse(DATABASE_URL))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Deferred transactions lose writes when two of them upgrade at once.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # FULL: an acknowledged row survives a power cut, not only a kill.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"
        "PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456; PRAGMA journal_size_limit=67108864;"
        "PRAGMA wal_autocheckpoint=4000;",
    }
    # Opened anew for each request it reads its whole schema, and checkpoints where nobody else has it open.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Rate limits and sessions must hold on every web node alike, so they live in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kit_cache",
        # Rate limits stand here: with Django's 300 a crowd of strangers would wash them out.
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}  # fmt: skip
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

# -- signing in -------------------------------------------------------------
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator",
                 "NumericPasswordValidator")
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Other sessions end by the session stamp; the one in which the password is changed goes on.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_ADAPTER = "veche.core.views.accounts.Accounts"
# The address belongs to whoever was invited to it: there is nothing to verify before a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "veche.core.views.accounts.Factors"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_RATE_LIMITS = {"login": "100/h/ip", "login_failed": "20/h/key,100/h/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Veche"
# A code is good for half a minute before and after: clocks of phones differ (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1

# -- where it is reached ----------------------------------------------------
ADDRESS = env.text("ADDRESS", "http://127.0.0.1:8000").rstrip("/")
_PARTS = urlsplit(ADDRESS)
ALLOWED_HOSTS = env.names("HOSTS", f"{_PARTS.hostname},127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [ADDRESS]
IS_HTTPS = _PARTS.scheme == "https"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# How many proxies of ours stand before Veche; their addresses are believed, no others.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
# Whom Veche itself may reach although they stand inside; all others inside are refused.
MAY_REACH = env.reachable("MAY_REACH")
# Where the services that take money stand: their own addresses, or a stand-in to try things out with.
YOOKASSA = env.text("YOOKASSA", "https://api.yookassa.ru/v3").rstrip("/")
STRIPE = env.text("STRIPE", "https://api.stripe.com/v1").rstrip("/")

# -- languages and clocks ---------------------------------------------------
LANGUAGE_CODE = env.text("LANGUAGE", "ru")
LANGUAGES = [("ru", "Русский"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = "veche.config.formats"
TIME_ZONE = "UTC"

# -- files ------------------------------------------------------------------
# The bundle's names carry digests, so it is served straight from the package and kept for ever.
STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "kit/static/kit/dist"
WHITENOISE_MAX_AGE = 60 * 60 * 24 * 365
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/.+-[A-Z0-9]{8}\.[a-z0-9.]+$"
FILES = Path(env.text("FILES", str(DATA / "files")))
# Where knocks of outsides are acknowledged before the database has them: on the database's own machine.
SPOOL = DATA / "spool"
# Where processes that wait for work have pipes by which others on this machine wake them.
WAKING = DATA / "waking"
COLUMNS = Path(env.text("COLUMNS", str(DATA / "columns")))
COLUMNS_ENGINE = env.text("COLUMNS_ENGINE")
FIGURES_PATIENCE = env.number("FIGURES_PATIENCE_MS", 500) / 1000
COLUMNS_MEMORY = f"{env.number('COLUMNS_MEMORY_MB', 192)}MB"
FILE_UPLOAD_TEMP_DIR = str(DATA / "uploads")
Path(FILE_UPLOAD_TEMP_DIR).mkdir(parents=True, exist_ok=True)
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A letter of two hundred blocks is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
LARGEST_UPLOAD = env.number("LARGEST_UPLOAD_MB", 4096) * 1024 * 1024

# -- mail -------------------------------------------------------------------
MAIL_URL = env.text("MAIL")
EMAIL_BACKEND = "veche.kit.mail.CatchingBackend"
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "veche@localhost")

# -- processes --------------------------------------------------------------
WEB_THREADS = env.number("WEB_THREADS", 4)
WEB_PROCESSES = env.number("WEB_PROCESSES", 1)
WORKERS = env.number("WORKERS", 2)

CSRF_FAILURE_VIEW = "veche.portal.views.faults.forged"
FIRST_RUN_ROUTE = "portal:first_run"
HOME_ROUTE = "insights:today"
PUBLIC_ROUTE = "portal:community_page"
KNOWLEDGE_HOME_ROUTE = "portal:knowledge_list"
KNOWLEDGE_ROUTE = "portal:knowledge_article"
PROGRAMME_ROUTE, TALKS_ROUTE = "portal:programme_page", "portal:talk_new"
OWN_TALK_ROUTE, SPEAKER_ROUTE = "portal:talk_own", "portal:speaker_page"
TICKET_ROUTE = "portal:ticket_page"
FORM_ROUTE, FORM_FRAME_ROUTE = "portal:form_page", "portal:form_frame"
SILENCED_SYSTEM_CHECKS = ["fields.W342"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # It writes down addresses with all that is asked in them.
    "loggers": {"httpx": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
