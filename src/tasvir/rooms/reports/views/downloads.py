"""Bytes handed to a browser as a file, never shown by it."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import HttpResponse
from django.utils.http import content_disposition_header

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".json": "application/json",
}


def as_download(name: str, data: bytes) -> HttpResponse:
    """A file to keep; what is not known is plain bytes."""
    kind = _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
