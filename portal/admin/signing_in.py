from __future__ import annotations

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError


class SignInForm(AdminAuthenticationForm):
    """Refuses whoever is no staff, and says so to those who listen for failed sign-ins: Django
    tells them of wrong passwords only."""

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        try:
            super().confirm_login_allowed(user)  # type: ignore[arg-type]
        except ValidationError:
            credentials = {"username": self.cleaned_data["username"]}
            user_login_failed.send(__name__, credentials=credentials, request=self.request)
            raise
