from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import UpdateView

from portal.models import User


@cache
def time_zones() -> list[tuple[str, str]]:
    return [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())]


def time_zone_choices() -> list[tuple[str, str]]:
    own = gettext("The portal's own (%(zone)s)") % {"zone": settings.TIME_ZONE}
    return [("", own), *time_zones()]


class PreferencesForm(forms.ModelForm[User]):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=time_zone_choices,
        help_text=User._meta.get_field("time_zone").help_text,
    )

    class Meta:
        model = User
        fields = ("time_zone", "language")


class PreferencesView(UpdateView[User, PreferencesForm]):
    """In which time zone and language a user reads the portal."""

    admin_site: AdminSite | None = None
    form_class = PreferencesForm
    template_name = "admin/preferences.html"
    success_url = reverse_lazy("admin:preferences")

    def get_object(self, queryset: Any = None) -> User:
        user = self.request.user
        assert isinstance(user, User)
        # A copy: what the form refuses must not change who reads this page.
        return User.objects.get(pk=user.pk)

    def form_valid(self, form: PreferencesForm) -> HttpResponse:
        answer = super().form_valid(form)
        with translation.override(form.instance.language or translation.get_language()):
            messages.success(self.request, gettext("Your settings were saved."))
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.admin_site
        return {
            **super().get_context_data(**kwargs),
            **self.admin_site.each_context(self.request),
            "title": gettext("My settings"),
        }
