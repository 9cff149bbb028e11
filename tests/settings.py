"""Settings of the tests: the platform's own, in a folder of their own, with tasks that run at once."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

# A folder for each process: two runs of the tests at once do not meet.
os.environ["TASVIR_HOME"] = tempfile.mkdtemp(prefix="tasvir-tests-")
atexit.register(shutil.rmtree, os.environ["TASVIR_HOME"], ignore_errors=True)
os.environ.setdefault("TASVIR_SECOND_FACTOR", "offered")

from tasvir.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; the tests' passwords guard nothing
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
