"""Settings, one flat file. Differences between places come from the environment."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.environment import Environment, host_of, is_installed
from portal.roles import ROLE_CODES

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
environ.Env.read_env(BASE_DIR / ".env")
env = Environment(os.environ)

SECRET_KEY = env.secret("SECRET_KEY")
DEBUG = env.flag("DEBUG")

BASE_URL = env.base_url("BASE_URL", f"http://127.0.0.1:{env.port('PORT', 8000)}")
_base = urlsplit(BASE_URL)
# Probes ask from inside, by the address of this machine.
ALLOWED_HOSTS = list(dict.fromkeys([host_of(BASE_URL), "127.0.0.1", "localhost", "[::1]"]))
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# Whose word is taken for where a request comes from.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", "127.0.0.1")

ACTIVITY_LOG_ROLES = env.codes("ACTIVITY_LOG_ROLES", list(ROLE_CODES))

# A plugin that is not installed is left out here and named by the check portal.E002.
PORTAL_PLUGINS = env.names("PORTAL_PLUGINS")
PORTAL_PLUGINS_MISSING = [name for name in PORTAL_PLUGINS if not is_installed(name)]

INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "activitylog",
    "customers",
    "analytics",
    "partnercenter",
    *(name for name in PORTAL_PLUGINS if name not in PORTAL_PLUGINS_MISSING),
    "portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "import_export",
    "rest_framework",
    "drf_spectacular",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    # Before the static files, so that they carry its header too.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "partnercenter.wire.paths.PlainPathMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
# Form widgets of our own lie beside the other templates.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS += ["django.forms"]

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Readers do not wait for the writer; writers queue from the start instead of failing
        # half way. Replacing a row fires its delete trigger, so that entries stay.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;"
        ),
    }
# To open a database costs more than most requests do in it, on SQLite too.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# To move to another database: dumpdata --format exact.
SERIALIZATION_MODULES = {"exact": "portal.serializer"}

AUTH_USER_MODEL = "portal.User"
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validation}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static_root"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
# An order of 500 lines is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "portal_session"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
if _base.scheme == "https":
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    # Probes ask from inside, without TLS.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

# A plugin that uses the library's admin must not open its pages to all staff.
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"

# Where `pull_activity partnercenter` signs in and what it asks.
PARTNER_CENTER_URL = env.endpoint("PARTNER_CENTER_URL", "https://api.partnercenter.microsoft.com")
PARTNER_CENTER_TOKEN_URL = env.endpoint("PARTNER_CENTER_TOKEN_URL")
PARTNER_CENTER_LOGIN_URL = env.endpoint(
    "PARTNER_CENTER_LOGIN_URL", "https://login.microsoftonline.com"
)
PARTNER_CENTER_TENANT_ID = env.text("PARTNER_CENTER_TENANT_ID")
PARTNER_CENTER_CLIENT_ID = env.text("PARTNER_CENTER_CLIENT_ID")
PARTNER_CENTER_CLIENT_SECRET = env.text("PARTNER_CENTER_CLIENT_SECRET")

API_REQUESTS_PER_MINUTE = env.count("API_REQUESTS_PER_MINUTE", 600)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "activitylog.api.authentication.RecordedBearer",
        "portal.api.sessions.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["portal.api.access.HasAccess"],
    "DEFAULT_THROTTLE_CLASSES": ["portal.api.throttling.PerToken"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["portal.api.parsing.StrictJSONParser"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "portal.api.schema.operations.PortalSchema",
    "EXCEPTION_HANDLER": "portal.api.problems.handle",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "VERSION": "1",
    # Its check reads both documents as one, where names collide; tests look at each by itself.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    # What comes before that which names an operation and its group.
    "SCHEMA_PATH_PREFIX": r"(/api|/auditactivity)?/v1",
    # A field that is only read is in no request, and one that is only written in no answer.
    "COMPONENT_SPLIT_REQUEST": True,
    # A list of what is listed already.
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Values that a field can have stand where the field does, under no name of their own.
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enum_id_removal"],
}

# The original serves 90 days only, and clients may rely on being told so.
PARTNER_CENTER_STRICT = env.flag("PARTNER_CENTER_STRICT")
# Whom entries made here are told to be of; one and the same for this address.
PARTNER_TENANT_ID = env.uuid("PARTNER_TENANT_ID", uuid5(NAMESPACE_URL, BASE_URL))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"brief": {"()": "portal.logs.WithoutTraceback"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["brief"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Its own handler would write a second time, with tracebacks.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # What it asks again is not worth a line; what stays broken is told by who asked.
        "urllib3": {"level": "ERROR"},
    },
}
