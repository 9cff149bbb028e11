"""The HTTP interface: the routers of the rooms under /api/, keys of agencies, one shape of errors, its description."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import activate
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import public
from tasvir.foundation.registry import room_modules
from tasvir.foundation.texts import say
from tasvir.rooms.people.queries import access_of_token, find_token
from tasvir.rooms.people.services import note_token_use
from tasvir.web.api_language import asked_language

log = logging.getLogger("tasvir.api")

LONGEST_JSON = 4 * 1024 * 1024
_BODIES = ("application/json", "multipart/form-data")
# The errors that every operation may answer with, and the code of what is said where nobody said more.
_CODES = {
    400: "api.unreadable",
    401: "api.no_key",
    403: "api.forbidden",
    404: "api.not_found",
    409: "api.conflict",
    413: "api.too_large",
    415: "api.wrong_type",
    422: "api.invalid",
    500: "api.bug",
}


class WrongField(Schema):
    """One field that is not as the description says."""

    place: str
    message: str


class Problem(Schema):
    """Every error of the interface: a stable code and a sentence in the language of Accept-Language."""

    code: str
    message: str
    fields: list[WrongField] = []


class Key(HttpBearer):
    """The key of an agency in `Authorization: Bearer …`; cookies open nothing here."""

    def authenticate(self, request: HttpRequest, token: str) -> str | None:
        """Put the agency's access into the request; None where the key is not known or has ended."""
        activate(asked_language(request))
        found = find_token(token)
        if found is None:
            return None
        note_token_use(token=found, now=timezone.now())
        request.user = found.made_by
        request.access = SimpleLazyObject(lambda: access_of_token(token))  # type: ignore[attr-defined]
        request.token = found  # type: ignore[attr-defined]
        _check_body(request)
        return found.beginning


class Readable(JSONRenderer):
    """JSON in which Persian and Vietnamese stay readable."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


class House(NinjaAPI):
    """The interface, whose description declares the errors of every operation."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """The description, with the shape of errors in each operation."""
        schema = super().get_openapi_schema(**options)
        definitions = schema["components"].setdefault("schemas", {})
        for model in (WrongField, Problem):
            definitions[model.__name__] = model.model_json_schema(ref_template="#/components/schemas/{model}")
            definitions[model.__name__].pop("$defs", None)
        shape = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operation in (one for path in schema["paths"].values() for one in path.values()):
            for status, code in _CODES.items():
                declared = {"description": say(code, "en"), "content": shape}
                operation["responses"].setdefault(status, declared)
        return schema


def _check_body(request: HttpRequest) -> None:
    """Refuse by its head what would only be refused after reading."""
    if request.method not in ("POST", "PUT", "PATCH"):
        return
    if request.content_type not in _BODIES:
        raise HttpError(415, "")
    if request.content_type == _BODIES[0] and int(request.headers.get("Content-Length") or 0) > LONGEST_JSON:
        raise HttpError(413, "")


def problem(request: HttpRequest, status: int, code: str, message: str, **more: Any) -> HttpResponse:
    """An error in the one shape."""
    shape = Problem(code=code, message=message, **more)
    return api.create_response(request, shape.model_dump(exclude_defaults=True), status=status)


def told(request: HttpRequest, status: int) -> HttpResponse:
    """An error with the house's own words for its status."""
    code = _CODES.get(status, "api.unreadable")
    return problem(request, status, code, say(code, asked_language(request)))


api = House(
    title="Tasvir",
    version="1",
    description="Submit, receipt, list and picture for an agency's own programs. Errors: `code` stays, `message` is "
    "in the language of Accept-Language (fa, vi, en).",
    urls_namespace="api",
    auth=Key(),
    renderer=Readable(),
    docs_url=None,  # its page needs scripts that the content-security policy forbids
)


@api.exception_handler(UserError)
def _mistake(request: HttpRequest, error: UserError) -> HttpResponse:
    status = getattr(error, "status", 400)  # a room that answers otherwise says so on the error
    return problem(request, status, error.code, explain(error, asked_language(request)))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    lang = asked_language(request)
    fields = []
    for one in error.errors:
        code = "api.field.missing" if one.get("type") == "missing" else "api.field.wrong"
        # The first two parts are ours (where it was looked for, the name of the argument) unless there is nothing else.
        place = ".".join(str(part) for part in one["loc"][2:] or one["loc"][-1:])
        fields.append({"place": place, "message": say(code, lang, place=place)})
    return problem(request, 422, "api.invalid", say("api.invalid", lang), fields=fields)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return told(request, error.status_code)


@api.exception_handler(Http404)
def _absent(request: HttpRequest, error: Http404) -> HttpResponse:
    del error
    return told(request, 404)


@api.exception_handler(PermissionDenied)
def _forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    del error
    return told(request, 403)


@api.exception_handler(Exception)
def _bug(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s %s: %s", request.method, request.path, error, exc_info=error)
    return told(request, 500)


@public
@csrf_exempt
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address below /api/ that no operation has."""
    del rest
    return told(request, 404)


for _module in room_modules("api"):
    api.add_router(f"/{_module.split('.')[-2]}", import_module(_module).router)
