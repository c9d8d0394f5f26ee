"""A page that asks for something once: a small form that says what will happen, and leads on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import ngettext
from django.views.generic import View

Text = str | Promise
Link = tuple[Text, str]
"""What an address is called, and the address."""


class OperationForm(forms.Form):
    """What something is to be done with."""

    required_css_class = "required"


class FormPage(View):
    """Shows a form, and acts on what it says once all of it can be read."""

    form_class: type[forms.Form] = OperationForm
    title: Text = ""
    button: Text = ""
    danger = False
    template_name = "admin/operation.html"

    # What subclasses know better.

    def initial(self) -> dict[str, Any]:
        """The values of the fields as they are now."""
        return {}

    def form_options(self) -> dict[str, Any]:
        """What else the form's class is made with."""
        return {}

    def heading(self) -> Text:
        """The title, where it depends on what the page is about."""
        return self.title

    def subject(self) -> Sequence[Link]:
        """What it is about, under the title; an empty address makes plain text."""
        return ()

    def trail(self) -> Sequence[Link]:
        """The pages between the list and this one."""
        return ()

    def explanation(self) -> Text | Sequence[Text]:
        """What will happen and what it costs, before the fields: a sentence or several."""
        return ""

    def obstacle(self) -> Text:
        """Why there is nothing to do here, where the state of things forbids it."""
        return ""

    def back(self) -> str:
        """Where to go without doing it."""
        raise NotImplementedError

    def act(self, form: forms.Form) -> HttpResponse:
        """Do it, with a form that can be read."""
        raise NotImplementedError

    def extra(self, form: forms.Form) -> dict[str, Any]:
        """What else the page's template reads."""
        return {}

    # How it goes.

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        return self.act(form) if form.is_valid() else self.page(form)

    def form(self, data: Any = None) -> forms.Form:
        return self.form_class(data, initial=self.initial(), **self.form_options())

    def page(self, form: forms.Form) -> HttpResponse:
        return TemplateResponse(self.request, self.template_name, self.context(form))

    def context(self, form: forms.Form) -> dict[str, Any]:
        explanation = self.explanation()
        return {
            **admin.site.each_context(self.request),
            "title": self.heading(),
            "button": self.button or self.heading(),
            "danger": self.danger,
            "subject": self.subject(),
            "trail": self.trail(),
            "explanation": [explanation] if isinstance(explanation, Text) else explanation,
            "obstacle": self.obstacle(),
            "form": form,
            "errors_text": errors_text(form),
            "back": self.back(),
            **self.extra(form),
        }


def errors_text(form: forms.BaseForm) -> str:
    """How many fields are wrong; empty where none is."""
    wrong = [name for name in form.errors if name != "__all__"]
    if not wrong:
        return ""
    text = ngettext("One value cannot be taken.", "%(count)s values cannot be taken.", len(wrong))
    return text % {"count": len(wrong)}


def page_path(route: str, page: type[View], name: str) -> URLPattern:
    """The address of a page below that of an admin, never cached."""
    return path(route, admin.site.admin_view(page.as_view()), name=name)
