"""Settings, read from the environment; a missing or impossible one stops the start with a sentence.

``SETTINGS`` in :mod:`brobygger.config.environment` lists every variable with its meaning; the reference page
is generated from it.
"""

from pathlib import Path

from brobygger.config import environment as env

PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent.parent
DATA = env.path("BROBYGGER_DATA", default=PROJECT / ".data")

DEMO = env.flag("BROBYGGER_DEMO")
DEBUG = env.flag("BROBYGGER_DEBUG")
SECRET_KEY = env.secret_key(DATA, generate=DEMO or DEBUG)
ALLOWED_HOSTS = env.hosts("BROBYGGER_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.text("BROBYGGER_URL", default="http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

DATABASES = {"default": env.database("DATABASE_URL", default=f"sqlite:///{DATA / 'brobygger.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CONTEXTS = [
    "brobygger.demo",
    "brobygger.archive",
    "brobygger.reports",
    "brobygger.overview",
    "brobygger.api",
    "brobygger.correspondence",
    "brobygger.newsletters",
    "brobygger.surveys",
    "brobygger.quality",
    "brobygger.projects",
    "brobygger.board",
    "brobygger.exchange",
    "brobygger.groups",
    "brobygger.reception",
    "brobygger.advice",
    "brobygger.matching",
    "brobygger.directory",
    "brobygger.events",
    "brobygger.rooms",
    "brobygger.journal",
    "brobygger.organisations",
    "brobygger.plan",
    "brobygger.people",
    "brobygger.intake",
    "brobygger.accounts",
    "brobygger.centres",
    "brobygger.core",
]
CONTEXTS = [name for name in CONTEXTS if (PACKAGE / name.rpartition(".")[2] / "apps.py").exists()]

INSTALLED_APPS = [
    *CONTEXTS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # the list of sessions says how long ago
    "django.forms",
    "template_partials",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # with a length of chance, so that nothing secret is guessed from it
    "brobygger.core.middleware.without_nul",
    "brobygger.core.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "brobygger.core.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "brobygger.accounts.middleware.SeenNowAndThen",
    "brobygger.accounts.middleware.CentreFromPath",
]

ENVIRONMENT = env.SETTINGS  # for the reference page

ROOT_URLCONF = "brobygger.config.urls"
WSGI_APPLICATION = "brobygger.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "brobygger.core.context.page",
                "brobygger.accounts.context.centre",
                "brobygger.accounts.context.demo",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "brobygger.core.forms.Renderer"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
# Uniqueness is on the lower-cased address, which this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "brobygger.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account begins with an invitation that reached its address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_GET = False
# Behind a proxy every request comes from its address: limits are by the address the proxy itself saw, the last it added.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BROBYGGER_BEHIND_PROXY") else 0
ACCOUNT_RATE_LIMITS = {"public_form": "20/h/ip", "feedback": "200/h/ip", "own_invitation": "20/d/user"}  # beside the library's own, which stand
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "brobygger.accounts.passkey_form.AddPasskeyForm"}
MFA_TOTP_ISSUER = "Brobygger"
# Passkeys want https, or this very machine.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_URL.startswith("http://localhost")
USERSESSIONS_TRACK_ACTIVITY = True
SEEN_AGAIN_AFTER = 5 * 60  # seconds in which it is not written again that a session was seen

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_I18N = True

CACHES = {
    # Files, so that the throttling of sign-in holds across the server's processes.
    "default": {"BACKEND": "brobygger.core.kept_files.KeptFiles", "LOCATION": str(DATA / "cache")},
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a plan of forty goals in the import's preview is one form of some fifteen hundred

EMAIL_BACKEND = "brobygger.core.outbox.OutboxBackend"
MAIL = env.mail("BROBYGGER_MAIL_URL")
CALLS_LOOPBACK = DEBUG  # whether a message may be handed to a program on this very machine, as whoever writes one wants
DEFAULT_FROM_EMAIL = env.text("BROBYGGER_MAIL_FROM", default="brobygger@localhost")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BROBYGGER_BEHIND_PROXY") else None
X_FRAME_OPTIONS = "SAMEORIGIN"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
