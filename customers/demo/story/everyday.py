"""What happens every day, and what is tried in vain: how often in comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.demo.story.scenes import (
    companies,
    mistakes,
    referrals,
    seats,
    subscriptions,
    users,
)

if TYPE_CHECKING:
    from customers.demo.story.stage import Scene, Stage

_EVERYDAY: dict[Scene, float] = {
    users.hire: 15,
    users.leave: 6,
    users.update: 7,
    users.rename_principal: 1.5,
    seats.move_seat: 6,
    seats.swap_in_bulk: 1.5,
    subscriptions.add_seats: 9,
    companies.buy: 7,
    subscriptions.name_after_site: 5,
    subscriptions.switch_auto_renew: 5,
    subscriptions.instruct_renewal: 4,
    subscriptions.interrupt: 1,
    subscriptions.move_up: 1.5,
    subscriptions.regret: 0.6,
    companies.change_billing_profile: 4,
    companies.register: 2,
    referrals.refer: 3,
}
_MISTAKES: dict[Scene, float] = {
    mistakes.add_known_customer: 0.9,
    mistakes.take_known_domain: 0.3,
    mistakes.let_customer_go: 0.3,
    mistakes.create_known_user: 0.9,
    mistakes.assign_seat_too_many: 1.2,
    mistakes.reduce_seats: 1.4,
    mistakes.want_too_many_seats: 0.5,
    mistakes.order_too_few: 0.6,
    mistakes.order_add_on_alone: 0.5,
    mistakes.try_again: 0.4,
    mistakes.cancel_late: 0.9,
    mistakes.rename_suspended: 0.5,
    users.restore_late: 0.4,
}
_ATTEMPTS = 12


def everyday(stage: Stage) -> None:
    """Something happens, while entries are left for it."""
    if stage.told < stage.scale.enough:
        _some(stage, _EVERYDAY)


def mistake(stage: Stage) -> None:
    """Something is tried in vain."""
    _some(stage, _MISTAKES)


def surely(stage: Stage, scene: Scene) -> None:
    """This happens: at another customer where the one looked at gives no reason for it."""
    _some(stage, {scene: 1})


def _some(stage: Stage, scenes: dict[Scene, float]) -> None:
    """One of these happens, for whichever there is a reason."""
    told = stage.told
    for _ in range(_ATTEMPTS):
        stage.rng.choices(list(scenes), list(scenes.values()))[0](stage)
        if stage.told > told:
            return
