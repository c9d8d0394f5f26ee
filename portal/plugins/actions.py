"""The hooks for what actions and kinds of resources are called."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from portal.plugins.registry import Registry

Text = str | Promise
"""A string, or one that is translated when it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionType:
    """What one action is called.

    `label` stands in lists and exports ("Created an order"). `phrase` continues a sentence that
    begins with who acted ("created an order"); without it the label stands after a dash.
    `resource_type` is the code of the ResourceType under which filters group the action.
    """

    code: str
    label: Text
    resource_type: str = ""
    phrase: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceType:
    """What one kind of resource is called; `icon` names a symbol of the portal's icon sprite."""

    code: str
    label: Text
    icon: str = "doc"


action_types: Registry[ActionType] = Registry(
    "action_types", contract=ActionType, key=lambda action: action.code
)
resource_types: Registry[ResourceType] = Registry(
    "resource_types", contract=ResourceType, key=lambda resource: resource.code
)
