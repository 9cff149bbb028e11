"""The forms of the sign-in with the house's own labels."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from tasvir.foundation.texts import say_later


class SignInForm(LoginForm):  # type: ignore[misc]
    """User name or e-mail address, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = say_later("people.sign_in.login"), say_later("people.field.password")
        login.widget = forms.TextInput(attrs=_latin("username") | {"autofocus": True})
        password.widget = forms.PasswordInput(attrs=_latin("current-password"))
        password.help_text = ""
        self.fields.pop("remember", None)


class ChangeForm(ChangePasswordForm):  # type: ignore[misc]
    """The old password and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, code, complete in (
            ("oldpassword", "people.field.old_password", "current-password"),
            ("password1", "people.field.new_password", "new-password"),
            ("password2", "people.field.new_password_again", "new-password"),
        ):
            field = self.fields[name]
            field.label, field.help_text = say_later(code), ""
            field.widget = forms.PasswordInput(attrs=_latin(complete))
        self.fields["password1"].help_text = say_later("people.field.password.hint")


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = say_later("people.field.password")
        self.fields["password"].widget = forms.PasswordInput(attrs=_latin("current-password") | {"autofocus": True})


class _CodeForm(forms.Form):
    """One field for the code that the person's telephone shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = say_later("people.second_factor.code")
        code.widget = forms.TextInput(attrs=_latin("one-time-code") | {"inputmode": "numeric", "autofocus": True})


class CodeForm(_CodeForm, AuthenticateForm):  # type: ignore[misc]
    """The code after the password."""


class CodeOnceMoreForm(_CodeForm, CodeAgainForm):  # type: ignore[misc]
    """The code before something that matters."""


class FirstCodeForm(_CodeForm, ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which shows that the set-up worked."""


def _latin(complete: str) -> dict[str, Any]:
    """Names and passwords are written from left to right in every language."""
    return {"autocomplete": complete, "dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}
