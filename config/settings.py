"""Django settings: everything that differs between machines comes from the environment (docs/settings.md)."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env, logs
from municipalities.domains import OfTowns

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret_key(DEBUG)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEBUG else "")
if not DEBUG and not ALLOWED_HOSTS:
    raise env.UnclearSetting("ALLOWED_HOSTS must name the hosts of the site when DEBUG is false")
ALLOWED_HOSTS.append(OfTowns("towns"))  # and the towns' own domains, which stand in the database
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "modeltranslation",  # before admin: it patches model admins
    "municipalities.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # the list of sessions says "two hours ago"
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "mptt",
    "rules.apps.AutodiscoverRulesConfig",
    "municipalities",
    "strategy",
]
OIDC_PROVIDERS = env.identity_providers(env.text("OIDC_PROVIDERS", "[]"))
if OIDC_PROVIDERS:  # else what speaks with them is not even loaded
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")

MIDDLEWARE = [
    "config.logs.Requests",
    "config.health.Health",
    "municipalities.domains.Asked",
    "config.metrics.Metrics",
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "strategy.api.door.Door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "municipalities.middleware.PathLanguageMiddleware",
    "municipalities.domains.AtHome",
    "django.middleware.common.CommonMiddleware",
    "strategy.pasting.TooMuchTextMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "municipalities.middleware.PersonLanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": env.database(env.text("DATABASE_URL", "sqlite:///koers.sqlite3"), DATA_DIR)}
DATABASES |= env.replicas("REPLICA_DATABASE_URL", DATABASES["default"], DATA_DIR)
DATABASE_ROUTERS = ["strategy.replicas.Router"]
REPLICA_LAG_SECONDS = env.number("REPLICA_LAG_SECONDS", 10)
CACHES = {"default": env.cache(env.text("CACHE_URL", "locmem://"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "municipalities.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
# Signing in (docs/signing-in.md): django-allauth; pages stand below /accounts/, see municipalities/signing_in
LOGIN_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", default=not DEBUG)
ACCOUNT_ADAPTER = "municipalities.signing_in.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "municipalities.signing_in.forms.NameOrAddressForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]  # nobody signs up: see AccountAdapter
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proven by the invitation that went to it
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEBUG else "https"
MFA_ADAPTER = "municipalities.signing_in.adapters.FactorAdapter"
MFA_FORMS = {"add_webauthn": "municipalities.signing_in.forms.KeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Koers"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
SOCIALACCOUNT_ADAPTER = "municipalities.signing_in.adapters.ProviderAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC_PROVIDERS}}

# The five languages are part of the database's shape (one column a language): see docs/adr.
LANGUAGES = [
    ("nl", _("Dutch")),
    ("fr", _("French")),
    ("de", _("German")),
    ("en", _("English")),
    ("da", _("Danish")),
]
LANGUAGE_CODE = "nl"
MODELTRANSLATION_DEFAULT_LANGUAGE = "nl"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("nl", "fr", "de", "en", "da")  # for the admin; public pages choose and mark
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Europe/Brussels")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# What collectstatic has prepared (hashed names, compressed) is served as it is; without it, while developing, sources.
IS_COLLECTED = (STATIC_ROOT / "staticfiles.json").is_file()
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG and not IS_COLLECTED
STATICFILES_DIRS = [path for path in [BASE_DIR / ".build" / "static"] if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_COLLECTED or not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
KEPT_PAGES_BYTES = env.number("KEPT_PAGES_MB", 24) * 1_000_000
KEPT_PAGES_SECONDS = env.number("KEPT_PAGES_SECONDS", 1)
API_REQUESTS_PER_MINUTE = env.number("API_REQUESTS_PER_MINUTE", 120)
SEARCHES_PER_MINUTE = env.number("SEARCHES_PER_MINUTE", 60)
SEARCH_URL = env.search_engine("SEARCH_URL")
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000  # a million pasted characters, whatever their script; files do not count
MPTT_ALLOW_TESTING_GENERATORS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in ("camera", "display-capture", "geolocation", "gyroscope", "microphone", "midi", "payment", "usb")
} | {"publickey-credentials-get": ["self"], "publickey-credentials-create": ["self"]}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 0 if DEBUG else 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

EMAIL_BACKEND = env.text(
    "EMAIL_BACKEND",
    "django.core.mail.backends.console.EmailBackend" if DEBUG else "django.core.mail.backends.smtp.EmailBackend",
)
globals().update(env.mail_server(env.text("EMAIL_URL", "smtp://localhost:25?tls=no")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", "Koers <koers@localhost>")
CONTACT_EMAIL = env.text("CONTACT_EMAIL")  # of whoever runs the site, for pages that belong to no municipality
MESSAGES_PER_HOUR = env.number("MESSAGES_PER_HOUR", 10)

LOGGING = logs.configuration(
    env.choice("LOG_FORMAT", "text" if DEBUG else "json", among=("text", "json")), env.text("LOG_LEVEL", "INFO")
)
METRICS_TOKEN = env.text("METRICS_TOKEN")
