from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from customers.importing.steps import Impossible, Step, changed, versioned
from customers.services.customers import (
    COMPANY_FIELDS,
    PROFILE_FIELDS,
    add_customer,
    change_company_name,
    remove_relationship,
    request_relationship,
    set_qualification,
    update_billing_profile,
    update_company_info,
)
from customers.states import Qualification, Relationship

if TYPE_CHECKING:
    from customers.resources.reading import Found

ADDED_WITH = (*PROFILE_FIELDS, "registration_number")


def customer_steps(found: Found) -> Iterator[Step]:
    if found.is_new:
        return _new(found)
    return versioned(found, _changes(found))


def _new(found: Found) -> Iterator[Step]:
    customer = found.instance
    if customer.relationship != Relationship.RESELLER:
        raise Impossible("relationship", _("A new customer begins as “reseller”."))
    known = {"customer_id": customer.pk, "name": customer.name, "domain": customer.domain}
    profile = {"profile": changed(found, ADDED_WITH)}
    yield Step(add_customer, ("name", "domain", *ADDED_WITH), known | profile)
    if customer.qualification != Qualification.NONE:
        yield _qualification(found)


def _changes(found: Found) -> Iterator[Step]:
    customer, key = found.instance, {"customer_id": found.instance.pk}
    if "name" in found.before:
        yield Step(change_company_name, ("name",), {**key, "name": customer.name})
    if changes := changed(found, COMPANY_FIELDS):
        yield Step(update_company_info, tuple(changes), {**key, "changes": changes})
    if changes := changed(found, PROFILE_FIELDS):
        yield Step(update_billing_profile, tuple(changes), {**key, "changes": changes})
    if "qualification" in found.before:
        yield _qualification(found)
    if "relationship" in found.before:
        services = {
            Relationship.RESELLER: request_relationship,
            Relationship.NONE: remove_relationship,
        }
        if customer.relationship not in services:
            reason = _("An import sets this to “reseller” or “none” only.")
            raise Impossible("relationship", reason)
        yield Step(services[customer.relationship], ("relationship",), key)


def _qualification(found: Found) -> Step:
    customer = found.instance
    values = {"customer_id": customer.pk, "qualification": customer.qualification}
    return Step(set_qualification, ("qualification",), values)
