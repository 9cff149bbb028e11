"""What an agency is asked, and where it answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.sensitivity import MEMBERS, OPEN
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.incidents.queries import OUTLINE, facts_of, heading_of
from tasvir.rooms.matching.forms import AnswerForm
from tasvir.rooms.matching.models import Question
from tasvir.rooms.matching.queries import open_questions, visible_questions
from tasvir.rooms.matching.services import answer
from tasvir.rooms.people.requests import PersonRequest


@needs("matching.answer")
def questions(request: PersonRequest) -> HttpResponse:
    """The questions that wait for an answer of one's agency."""
    lang = active_language()
    found = [(one, heading_of(one.own, lang)) for one in open_questions(request.access).select_related("own")]
    return render(request, "matching/questions.html", {"questions": found})


@needs("matching.answer", subject="question")
def question(request: PersonRequest, pk: int) -> HttpResponse:
    """The own report in full, the other in outline, and the answer."""
    both = visible_questions(request.access).select_related("own", "pair__left", "pair__right", "asked_by")
    asked = get_object_or_404(both, pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer(question=asked, by=request.user, now=timezone.now(), **form.cleaned_data)
        except UserError as mistake:
            form.add_error(None, explain(mistake))
        else:
            messages.success(request, say("matching.told.answered"))
            return redirect("matching:questions")
    return render(request, "matching/question.html", {"question": asked, "form": form, **_sides(asked)})


def _sides(asked: Question) -> dict[str, object]:
    """All of the own report; of another's what may be told, and of a restricted one only that it is there."""
    lang, open_labels = active_language(), (OPEN, MEMBERS)
    names = OUTLINE if asked.other.sensitivity in open_labels else ("occurred_on", "lead_agency")
    return {
        "own": [fact for fact in facts_of(asked.own, lang) if fact.text],
        "other": [fact for fact in facts_of(asked.other, lang, names) if fact.text],
        "heading": heading_of(asked.own, lang),
    }
