"""What the parameters of an address say, or everything about them that cannot be read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from portal.api.problems import FieldError, all_invalid
from portal.filters.filterset import UNKNOWN_NAME, StrictFilterSet

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict
    from rest_framework.request import Request

F = TypeVar("F", bound=StrictFilterSet)


def narrowed(
    filterset_class: type[F],
    request: Request,
    rows: QuerySet[Any],
    other_names: Collection[str] = (),
) -> F:
    """The filters that the address names, over these rows; what is meant are the FilterSet's `qs`.

    `other_names` are parameters that are no filters. Raise Problem: nothing is widened or dropped
    in silence.
    """
    filterset = filterset_class(request.query_params, rows, other_names=other_names)
    ensure_valid(filterset)
    return filterset


def ensure_valid(filterset: StrictFilterSet) -> None:
    """Raise Problem where one of its filters cannot be read."""
    if not filterset.is_valid():
        raise all_invalid(list(_errors(filterset)))


def matching(
    filterset_class: type[F],
    request: Request,
    rows: QuerySet[Any],
    other_names: Collection[str] = (),
) -> QuerySet[Any]:
    """The rows that the address asks for; without filters all of them. Raise Problem."""
    # Most who poll name none: then nothing needs to be built, which takes as long as reading.
    if all(name in other_names for name in request.query_params):
        return rows
    found: QuerySet[Any] = narrowed(filterset_class, request, rows, other_names).qs
    return found


def _errors(filterset: StrictFilterSet) -> Iterator[FieldError]:
    for field, errors in filterset.errors.as_data().items():
        for error in errors:
            if error.code == UNKNOWN_NAME:
                yield _unknown(error.params["name"])
            else:
                yield FieldError(field, " ".join(error.messages), error.code or "invalid")


def ensure_known(params: QueryDict, names: Collection[str] = ()) -> None:
    """Raise Problem where the address has other parameters than these."""
    if unknown := [_unknown(name) for name in params if name not in names]:
        raise all_invalid(unknown)


def _unknown(name: str) -> FieldError:
    return FieldError(name[:100], "There is no parameter of this name.", UNKNOWN_NAME)
