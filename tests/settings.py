"""Settings of the tests: the platform's own, in a folder of their own, with tasks that run at once."""

from __future__ import annotations

import os
from pathlib import Path

os.environ["TASVIR_HOME"] = str(Path(__file__).resolve().parent.parent / ".run" / "tests")
os.environ.setdefault("TASVIR_SECOND_FACTOR", "offered")

from tasvir.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; the tests' passwords guard nothing
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
