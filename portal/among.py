"""One parameter for many values: to pass on a thousand takes longer than to look them up."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler


class AmongTexts(Func):
    """Whether a field is one of these texts; a condition for `filter()`."""

    output_field = BooleanField()
    array = "text[]"

    def __init__(self, field: str, values: Iterable[str]) -> None:
        self.values = list(values)
        super().__init__(F(field))

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"{sql} IN (SELECT value FROM json_each(%s))", (*params, json.dumps(self.values))

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"{sql} = ANY(%s::{self.array})", (*params, self._list())

    def _list(self) -> list[str] | str:
        return self.values


class AmongKeys(AmongTexts):
    """The same for a field that holds UUIDs."""

    array = "uuid[]"

    def __init__(self, field: str, values: Iterable[UUID]) -> None:
        super().__init__(field, (value.hex for value in values))

    def _list(self) -> str:
        # Nothing in it needs escaping, so it need not be looked through.
        return f"{{{','.join(self.values)}}}"
