"""How each number is computed, in the words in which whoever asks is told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SUBSCRIPTIONS_SOLD = _("Subscriptions created in the period, trials included.")
ACTIVE_SUBSCRIPTIONS = _(
    "Subscriptions whose status is active now, trials included. Compared with the beginning of the "
    "period."
)
SUSPENDED_SUBSCRIPTIONS = _(
    "Subscriptions whose status is suspended now, trials included, whatever the period. Compared "
    "with the beginning of the period."
)
RENEWING_IN_30_DAYS = _(
    "Active subscriptions that renew automatically and whose term ends today or in the next 30 "
    "days (UTC), without trials."
)
RENEWED_SUBSCRIPTIONS = _("Subscriptions that were last renewed today or in the 30 days before.")
TRIAL_CONVERSIONS = _(
    "Active subscriptions that became paid ones from trials in the period. What was suspended or "
    "ended since is not counted."
)
TRIALS_ENDING_IN_30_DAYS = _(
    "Active trials that end in the 30 days after today (UTC) and have not become paid "
    "subscriptions."
)
CHURN_RATE = _(
    "Paid subscriptions that were suspended or deprovisioned in the period, as a share of the paid "
    "ones that were active when it began. What is suspended first and ends later counts once, when "
    "it is suspended."
)
NET_ADDS = _(
    "Paid subscriptions that were created or reactivated and trials that were converted in the "
    "period, less the paid ones that were suspended or deprovisioned in it."
)
AT_RISK_ENDING = _(
    "Active subscriptions that do not renew automatically and whose term ends today or in the next "
    "60 days (UTC), trials included."
)
AT_RISK_USAGE = _(
    "Active subscriptions with fewer seats assigned than 30 days ago: more were taken back since "
    "than assigned."
)
SUBSCRIPTIONS_PER_MONTH = _(
    "New: created, without trials. Deprovisioned: suspended or deprovisioned, without trials; what "
    "is suspended first and ends later counts once, when it is suspended. Trials ended: the same "
    "of trials. Net: new, converted and reactivated less deprovisioned."
)
PRODUCTS_BY_SUBSCRIPTIONS = _(
    "The five products of which most subscriptions were created in the period, trials included."
)
PRODUCTS_BY_LICENSES = _(
    "The five products of which most seats were bought in the period. Seats given back are not "
    "deducted."
)
SUSPENDED_LIST = _("All subscriptions that are suspended now, without trials, longest first.")
ACTIVE_LIST = _("All subscriptions that are active now, newest first.")
DISTRIBUTION = _("Subscriptions that are active now, trials included, and their seats.")
AT_RISK = _(
    "Active subscriptions that do not renew and whose term ends in the next 60 days, and those "
    "with fewer seats assigned than 30 days ago."
)
