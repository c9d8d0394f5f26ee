"""What is known of a row, as a page shows it: a label, and a value in one line or several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from customers.admin.cells import NOTHING

if TYPE_CHECKING:
    from django.db.models import Model
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Fact:
    label: str | Promise
    value: str | SafeString
    copy: bool = False
    """Whether it is an ID, which one copies."""

    @property
    def shown(self) -> str | SafeString:
        return self.value or NOTHING


def fact(row: Model, name: str, *, copy: bool = False) -> Fact:
    """A field of a row under its own name; codes and truths in words."""
    field = row._meta.get_field(name)
    value = getattr(row, name)
    if field.choices:  # type: ignore[union-attr]
        value = getattr(row, f"get_{name}_display")()
    elif isinstance(value, bool):
        value = gettext("Yes") if value else gettext("No")
    label = capfirst(str(field.verbose_name))  # type: ignore[union-attr]
    return Fact(label, "" if value is None else str(value), copy=copy)


def lines(parts: Iterable[str]) -> SafeString:
    """Those that are not empty, one below the other."""
    return format_html_join("", "<span>{}</span>", ((part,) for part in parts if part))
