"""Pages whose service takes several fields of a row together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django import forms
from django.db.models import Model
from django.forms.models import fields_for_model

from customers.admin.operations import ChangeForm, OperationPage

if TYPE_CHECKING:
    from customers.services import Actor
    from portal.admin.form_page import OperationForm

M = TypeVar("M", bound=Model)


def form_of(
    model: type[Model],
    names: Collection[str],
    base: type[OperationForm] = ChangeForm,
    **others: forms.Field,
) -> type[forms.Form]:
    """A form with fields of a model as they are declared there, but for the `others`.

    `names` may also place a field of the base among them.
    """
    declared = fields_for_model(model, fields=names)
    fields = {name: field for name, field in declared.items() if field} | others
    order = [*names, *(name for name in others if name not in names)]
    return type(f"{model.__name__}Form", (base,), {**fields, "field_order": order})


class EditPage(OperationPage[M]):
    """Shows fields of a row, and gives those that the form has to the service as `changes`."""

    fields: ClassVar[Collection[str]]

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in self.fields}

    def perform(self, actor: Actor, values: Mapping[str, Any]) -> Any:
        changes = {name: values[name] for name in self.fields}
        return self.operation(
            actor=actor, **self.arguments(), changes=changes, version=values["version"]
        )
