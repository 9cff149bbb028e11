"""Settings of the platform; an office changes them by environment variables that begin with TASVIR_."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from tasvir.foundation.keys import kept_secret
from tasvir.foundation.registry import room_packages
from tasvir.web.databases import database

HERE = Path(__file__).resolve().parent
# The office's folder: database, files, warehouse, keys. Whoever has it has everything.
TASVIR_HOME = Path(os.environ.get("TASVIR_HOME") or Path.cwd() / ".run" / "office").resolve()
TASVIR_HOME.mkdir(parents=True, exist_ok=True)
TASVIR_FILES = TASVIR_HOME / "files"
TASVIR_WAREHOUSE = TASVIR_HOME / "warehouse"
# "required": who holds a role signs in with a second factor; "offered": it is there for those who set it up.
TASVIR_SECOND_FACTOR = os.environ.get("TASVIR_SECOND_FACTOR", "required")
TASVIR_SECURE = os.environ.get("TASVIR_SECURE", "") == "1"  # behind HTTPS

DEBUG = False
SECRET_KEY = kept_secret(TASVIR_HOME / "keys" / "secret", lambda: secrets.token_urlsafe(50))
ALLOWED_HOSTS = [host for host in os.environ.get("TASVIR_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if TASVIR_SECURE and host != "*"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "tasvir.foundation",
    *room_packages(),
    "tasvir.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tasvir.web.middleware.headers.security_headers",
    "tasvir.web.middleware.sizes.sizes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tasvir.web.middleware.language.chosen_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tasvir.web.middleware.policies.PolicyMiddleware",
    "tasvir.rooms.people.sign_in.middleware.SignInMiddleware",
    "tasvir.web.middleware.mistakes.MistakeMiddleware",
]

ROOT_URLCONF = "tasvir.web.urls"
WSGI_APPLICATION = "tasvir.web.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tasvir.web.context.frame",
            ],
            "builtins": ["tasvir.foundation.templatetags.tasvir"],
        },
    }
]

FORM_RENDERER = "tasvir.web.forms.FrameRenderer"

DATABASES = {"default": database(os.environ.get("TASVIR_DATABASE"), TASVIR_HOME)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "tasvir_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "tasvir.rooms.people.sign_in.Adapter"
_FORMS = "tasvir.rooms.people.sign_in.forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignInForm",
    "change_password": f"{_FORMS}.ChangeForm",
    "reauthenticate": f"{_FORMS}.PasswordAgainForm",
}
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/5m/key"}
# How many proxies of the office stand before the server: the address of an attempt is the one they saw.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TASVIR_PROXIES", "0"))
MFA_ADAPTER = "tasvir.rooms.people.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": f"{_FORMS}.CodeForm",
    "reauthenticate": f"{_FORMS}.CodeOnceMoreForm",
    "activate_totp": f"{_FORMS}.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Tasvir"
USERSESSIONS_TRACK_ACTIVITY = False  # SignInMiddleware does it, without a write in every request

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tasvir.web.errors.form_expired"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TASVIR_SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

USE_I18N = USE_TZ = True
TIME_ZONE = os.environ.get("TASVIR_TIME_ZONE", "Asia/Tehran")
LANGUAGE_CODE = os.environ.get("TASVIR_LANGUAGE", "fa")
LANGUAGES = [("fa", "فارسی"), ("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "tasvir_language"

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True  # files are served from where they lie; nothing is collected

# Refused unread above this: several workbooks of the largest size that intake takes, with the letter.
TASVIR_LONGEST_REQUEST = 100 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

EMAIL_BACKEND = os.environ.get("TASVIR_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = os.environ.get("TASVIR_EMAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("TASVIR_EMAIL_FROM", "tasvir@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
