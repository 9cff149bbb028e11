"""The offices' own Word templates: the list of fields, upload, versions, preview."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from tasvir.core.errors import UserError
from tasvir.core.vocabulary.messages import LANGUAGES
from tasvir.foundation import files
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.renderers.docx import TEMPLATES
from tasvir.rooms.bulletins import choices, queries, services
from tasvir.rooms.bulletins.forms import TemplateForm, VersionForm
from tasvir.rooms.bulletins.services.papers import sample_paper
from tasvir.rooms.bulletins.services.templates import WrongTemplate
from tasvir.rooms.bulletins.views.subject import as_file, take_step, template_of
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.picture.queries import picture_json

_SUBJECT = "word_template"


@needs("bulletins.read")
def templates(request: PersonRequest) -> HttpResponse:
    """The templates of the bodies in reach, and every field that one may hold."""
    shown = {
        "templates": queries.visible_templates(request.access).filter(retired_at=None),
        "fields": queries.listed_fields(active_language(), {}),
        "house_languages": LANGUAGES,
        "may_draft": request.access.may("bulletins.draft"),
    }
    return render(request, "bulletins/templates.html", shown)


@needs("bulletins.draft")
def new_template(request: PersonRequest) -> HttpResponse:
    """Hand in a template: it is looked through before it is kept."""
    form = TemplateForm(request.POST or None, request.FILES or None, access=request.access)
    if request.method == "POST" and form.is_valid():
        try:
            found = services.add_template(**form.contents(), by=request.user, now=timezone.now())
        except UserError as error:
            _tell(form, error)
        else:
            messages.success(request, say("bulletins.done.template_added"))
            return redirect("bulletins:template", found.pk)
    return render(request, "bulletins/new_template.html", {"form": form})


def _tell(form: TemplateForm | VersionForm, error: UserError) -> None:
    """Every mistake of the template as a sentence of its own."""
    for one in error.problems if isinstance(error, WrongTemplate) else (error,):
        form.add_error("file", explain(one))


@needs("bulletins.read", subject=_SUBJECT)
def template(request: PersonRequest, pk: int) -> HttpResponse:
    """One template with its versions; a further version is handed in here."""
    found = template_of(request, pk)
    may = request.access.may("bulletins.draft", found.body_id)
    form = VersionForm(request.POST or None, request.FILES or None) if may else None
    if request.method == "POST" and form and form.is_valid():
        try:
            services.add_version(template=found, **form.contents(), by=request.user, now=timezone.now())
        except UserError as error:
            _tell(form, error)
        else:
            messages.success(request, say("bulletins.done.template_added"))
            return redirect("bulletins:template", pk)
    return render(request, "bulletins/template.html", {"template": found, "form": form, "may_draft": may})


@needs("bulletins.draft", subject=_SUBJECT)
def retire(request: PersonRequest, pk: int) -> HttpResponse:
    """Offer it no longer."""
    found = template_of(request, pk, "bulletins.draft")
    step = partial(services.retire_template, template=found, by=request.user, now=timezone.now())
    return take_step(request, "bulletins.done.template_retired", step, "bulletins:templates")


@needs("bulletins.read", subject="word_template")
def template_file(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """A version as it was handed in."""
    found = template_of(request, pk)
    version = get_object_or_404(found.versions.select_related("file"), number=number)
    return as_file(files.read(version.file), f"template-{found.pk}-{number}.docx", choices.MEDIA[choices.DOCX])


@needs("bulletins.read", subject=_SUBJECT)
def template_preview(request: PersonRequest, pk: int) -> HttpResponse:
    """The newest version filled with the newest picture of its body."""
    found = template_of(request, pk)
    made = queries.drawable_pictures(request.access).filter(lang=found.lang).first()
    if made is None or made.file is None:
        messages.error(request, say("bulletins.no_picture"))
        return redirect("bulletins:template", pk)
    paper = sample_paper(picture_json(made), found.lang, queries.office_of(made.body), made.file.sha256)
    try:
        data = paper.written(choices.DOCX, found.newest)
    except UserError as error:
        messages.error(request, explain(error))
        return redirect("bulletins:template", pk)
    return as_file(data, f"template-{found.pk}-preview.docx", choices.MEDIA[choices.DOCX])


@needs("bulletins.read")
def house_template(request: PersonRequest) -> HttpResponse:
    """The house's own template, as a start."""
    lang = request.GET.get("lang", active_language())
    if lang not in LANGUAGES:
        raise Http404
    data = (TEMPLATES / f"bulletin.{lang}.docx").read_bytes()
    return as_file(data, f"bulletin.{lang}.docx", choices.MEDIA[choices.DOCX])
