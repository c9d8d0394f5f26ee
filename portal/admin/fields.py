"""The fields of a filter bar, as its templates read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.filters import CodesField, Group, PartField, StrictFilterSet


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    label: str
    options: Sequence[Choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    name: str
    label: str
    id: str
    kind: str
    errors: Sequence[str]
    placeholder: str
    value: str = ""
    values: Sequence[str] = ()
    groups: Sequence[ChoiceGroup] = ()
    suggest_url: str = ""
    hidden_name: str = ""
    hidden_value: str = ""


@dataclass(frozen=True, slots=True)
class Preset:
    label: str
    url: str
    current: bool


@dataclass(slots=True)
class Row:
    """Fields of the bar side by side; those `after` stand behind the presets."""

    fields: Sequence[FieldView]
    presets: Sequence[Preset] = ()
    after: Sequence[FieldView] = ()


def field_view(
    filterset: StrictFilterSet,
    name: str,
    *,
    placeholder: str = "",
    chosen: str = "",
    proposes: bool = True,
) -> FieldView:
    """`chosen` is the text for the ID that a proposal has set; a field that does not propose any
    is one of plain text."""
    bound = filterset.form[name]
    values = filterset.data.getlist(name)
    if isinstance(bound.field, CodesField):
        return FieldView(
            **_common(bound, placeholder or _("Any")),
            kind="choices",
            values=values,
            groups=_groups(bound, filterset.groups(name), values),
        )
    value = values[-1] if values else ""
    if proposes and isinstance(bound.field, PartField) and bound.field.suggest:
        hidden = bound.field.chooses
        return FieldView(
            **_common(bound, placeholder, also=filterset.form[hidden]),
            kind="suggest",
            value=value or chosen,
            suggest_url=reverse(bound.field.suggest),
            hidden_name=hidden,
            hidden_value=filterset.data.get(hidden, ""),
        )
    kind = "search" if name == "q" else getattr(bound.field, "kind", "text")
    return FieldView(**_common(bound, placeholder), kind=kind, value=value)


def _common(
    bound: BoundField, placeholder: str, *, also: BoundField | None = None
) -> dict[str, Any]:
    return {
        "name": bound.name,
        "label": str(bound.label),
        "id": bound.auto_id,
        "errors": [*bound.errors, *(also.errors if also else ())],
        "placeholder": placeholder,
    }


def _groups(
    bound: BoundField, offered: Sequence[Group], values: Sequence[str]
) -> list[ChoiceGroup]:
    known = {option.value for group in offered for option in group.options}
    pairs = [(group.label, [(o.value, o.label) for o in group.options]) for group in offered]
    # What the address names and nobody offers stays chosen, or Apply would drop it.
    if unknown := [value for value in values if value and value not in known]:
        pairs.append((_("Other"), [(value, value) for value in unknown]))
    return [
        ChoiceGroup(
            label,
            [
                Choice(f"{bound.auto_id}_{at}_{number}", value, text, value in values)
                for number, (value, text) in enumerate(options)
            ],
        )
        for at, (label, options) in enumerate(pairs)
    ]
