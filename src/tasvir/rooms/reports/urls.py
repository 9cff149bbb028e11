"""The routes of reports; the fixed ones stand before those that begin with a receipt number."""

from __future__ import annotations

from django.urls import path

from tasvir.rooms.reports.views import (
    answer,
    desk,
    due,
    figures,
    history,
    keyboard,
    papers,
    reminders,
    settings,
    source,
    steps,
    submissions,
    submit,
)

app_name = "reports"
urlpatterns = [
    path("", submissions.home, name="home"),
    path("due/", due.due, name="due"),
    path("board/", due.board, name="board"),
    path("remind/", reminders.remind, name="remind"),
    path("reminders/<int:pk>/letter.<str:form>", reminders.letter, name="reminder_letter"),
    path("desk/", desk.desk, name="desk"),
    path("desk/accept/", desk.accept_many, name="accept_many"),
    path("all/", submissions.submissions, name="list"),
    path("submit/", submit.submit, name="submit"),
    path("form/", keyboard.form, name="form"),
    path("form/draft/", keyboard.keep_draft, name="keep_draft"),
    path("template/", submit.template, name="template"),
    path("source/", source.source, name="source"),
    path("expected/", settings.expectations, name="expectations"),
    path("expected/<int:pk>/end/", settings.end_expectation, name="end_expectation"),
    path("targets/", settings.targets, name="targets"),
    path("history/", history.history, name="history"),
    path("<str:number>/", submissions.submission, name="submission"),
    path("<str:number>/receipt/", submissions.receipt, name="receipt"),
    path("<str:number>/answer/", answer.answer, name="answer"),
    path("<str:number>/answer.xlsx", answer.answer_workbook, name="answer_workbook"),
    path("<str:number>/answer.json", answer.answer_json, name="answer_json"),
    path("<str:number>/figures/", figures.figures, name="figures"),
    path("<str:number>/figures/sure/", figures.confirm_sure, name="confirm_sure"),
    path("<str:number>/figures/<int:pk>/", figures.confirm_figure, name="confirm_figure"),
    path("<str:number>/statements/<int:pk>/", figures.confirm_statement, name="confirm_statement"),
    path("<str:number>/differences/", papers.differences, name="differences"),
    path("<str:number>/conflict/", papers.conflict, name="conflict"),
    path("<str:number>/files/<int:pk>/", papers.attachment, name="attachment"),
    path("<str:number>/steps/<str:name>/", steps.step, name="step"),
]
