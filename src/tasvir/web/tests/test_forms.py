from __future__ import annotations

from django import forms
from django.utils import translation


class Report(forms.Form):
    """One field of each look."""

    place = forms.CharField(label="Place", help_text="As the <letter> says it")
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
    ways = forms.MultipleChoiceField(choices=[("x", "X")], widget=forms.CheckboxSelectMultiple, required=False)
    zero = forms.BooleanField(label="Nothing to report", required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, initial="7")


def rendered(form: forms.Form) -> str:
    with translation.override("en"):
        return form.as_div()


def test_fields_come_out_in_the_look_of_the_frame() -> None:
    html = rendered(Report())

    assert 'class="form-control"' in html
    assert 'class="form-select"' in html
    assert 'class="form-label required" for="id_place"' in html
    assert html.count("form-check-input") == 2
    assert '<input type="hidden" name="hidden" value="7"' in html


def test_help_and_errors_are_told_to_those_who_cannot_see() -> None:
    html = rendered(Report({"kind": "a"}))

    assert 'aria-describedby="id_place_helptext id_place_error"' in html
    assert 'class="form-control is-invalid"' in html
    assert 'id="id_place_error"' in html
    assert "&lt;letter&gt;" in html


def test_a_mistake_of_the_whole_form_stands_above_it() -> None:
    form = Report({"place": "x", "hidden": "1"})
    form.add_error(None, "The period is locked.")

    assert rendered(form).index("The period is locked.") < rendered(form).index("id_place")
