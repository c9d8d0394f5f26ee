from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.filters.fields import CodesField, Group

UNKNOWN_NAME = "unknown"
"""The code of the error about a name that means nothing; its parameter `name` says which."""


class StrictForm(forms.Form):
    """Refuses names it does not know, and a second value where there can be one only."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.data:
            if name not in self.fields:
                text = _("There is no filter named “%(name)s”.")
                self.add_error(
                    None, forms.ValidationError(text, UNKNOWN_NAME, {"name": name[:100]})
                )
            elif self._is_repeated(name):
                self.add_error(name, _("This filter can be given only once."))
        return cleaned

    def _is_repeated(self, name: str) -> bool:
        if isinstance(self.fields[name].widget, forms.SelectMultiple):
            return False
        return isinstance(self.data, QueryDict) and len(self.data.getlist(name)) > 1


class StrictFilterSet(django_filters.FilterSet):
    """Narrows a queryset by the names of an address, or refuses them as a whole.

    Bad input never widens: `qs` is empty unless everything could be read, and `errors` says
    which field could not, and why. `other_names` are parameters that mean something else.
    """

    descriptions: ClassVar[Mapping[str, str]] = {}
    """What filters mean, for programs, where the label does not say enough."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        queryset: QuerySet[Any] | None = None,
        *,
        other_names: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        given = QueryDict(mutable=True)
        if isinstance(data, QueryDict):
            given = data.copy()
        else:
            for name, value in (data or {}).items():
                given.setlist(name, value if isinstance(value, list) else [value])
        for name in other_names:
            given.pop(name, None)
        super().__init__(given, queryset, **kwargs)

    class Meta:
        form = StrictForm

    @property
    def qs(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().qs if self.is_valid() else self.queryset.none()
        return rows

    def problems(self) -> list[str]:
        """Why nothing is found, each with the name of the filter that cannot be read."""
        return [
            message if name == "__all__" else f"{name}: {message}"
            for name, messages in self.errors.items()
            for message in messages
        ]

    def get_form_class(self) -> type[forms.Form]:
        fields = {name: filter_.field for name, filter_ in self.filters.items()}
        return type(f"{type(self).__name__}Form", (self.form_class,), fields)

    form_class: type[StrictForm] = StrictForm

    def groups(self, name: str) -> list[Group]:
        """The codes that a filter offers, looked up once; empty for a filter without codes."""
        if name not in self._groups:
            field = self.filters[name].field
            self._groups[name] = list(field.groups()) if isinstance(field, CodesField) else []
        return self._groups[name]

    @cached_property
    def _groups(self) -> dict[str, list[Group]]:
        return {}

    def given(self) -> dict[str, list[str]]:
        """The filters that narrow, with their values as in the address; empty ones left out."""
        return {
            name: values
            for name in self.filters
            if (values := [value for value in self.data.getlist(name) if value.strip()])
        }
