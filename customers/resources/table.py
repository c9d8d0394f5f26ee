from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models

from customers.resources.columns import column_of
from portal.exports import Column, ExportResource


class TableResource(ExportResource):
    """The columns of a model, named in `Meta.fields` like its fields.

    `writable` are those that an import may change, `set_once` those that it may give to new rows
    only. All others are the portal's own to write.
    """

    writable: Collection[str] = ()
    set_once: Collection[str] = ()

    @classmethod
    def field_from_django_field(
        cls, _name: str, field: models.Field[Any, Any], *_readonly: bool, **_options: Any
    ) -> Column:
        return column_of(field)
