from __future__ import annotations

from customers.models import Subscription
from customers.states import BillingCycle, Term
from portal.api.bodies import Body, ModelBody, ids
from portal.api.fields import CodeField, IdField, WholeField


class SubscriptionChanges(ModelBody):
    """What is to be changed; empty renewal fields say that nothing changes with the renewal."""

    quantity = WholeField(min_value=1)

    class Meta:
        model = Subscription
        fields = ("name", "quantity", "auto_renew", "renewal_term", "renewal_billing_cycle")


class Upgrade(Body):
    """What a subscription becomes."""

    product = IdField(help_text="What it becomes: a better product of the same family.")


class TrialConversion(Body):
    """What a trial becomes, of the product that it is a trial of."""

    quantity = WholeField(min_value=1)
    term = CodeField(Term.choices)
    billing_cycle = CodeField(BillingCycle.choices)


class LicensedUsers(Body):
    """Who gets a seat, or gives one back."""

    users = ids(min_length=1, help_text="Users of the subscription's customer.")
