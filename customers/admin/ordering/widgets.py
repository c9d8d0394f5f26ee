"""How a line's product is chosen: from a list of its own, or typed, with one list for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from customers.models import Product

if TYPE_CHECKING:
    from customers.admin.ordering.catalogue import Catalogue, Names


class PlainInput(forms.TextInput):
    """Written without a template: hundreds of them may stand in a page."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        said = {"type": self.input_type, "name": name, "value": self.format_value(value)}
        return format_html("<input{}>", flatatt(said | self.build_attrs(self.attrs, attrs)))


class PlainNumber(PlainInput, forms.NumberInput):
    input_type = "number"


class PlainHidden(PlainInput):
    input_type = "hidden"


class PlainSelect(forms.Select):
    """The same, of options without groups."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = flatatt({"selected": True})
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, chosen if str(key) == str(value) else "", text) for key, text in self.choices),
        )
        said = self.build_attrs(self.attrs, {"name": name} | (attrs or {}))
        return format_html("<select{}>{}</select>", flatatt(said), options)


class NameInput(PlainInput):
    """Suggests the names of a list that stands in the page once."""

    def __init__(self, names: Names, list_id: str) -> None:
        super().__init__({"list": list_id, "autocomplete": "off"})
        self.names = names

    def format_value(self, value: Any) -> str:
        return self.names.text(str(value or ""))


class NameSelect(forms.Select):
    """A list of its own, in which what was typed is found again."""

    def __init__(self, names: Names, choices: Any) -> None:
        super().__init__(choices=choices)
        self.names = names

    def format_value(self, value: Any) -> list[str]:
        return [self.names.key(str(value or ""))]


class ItemSelect(NameSelect):
    """Tells the script which terms and billing cycles each product is sold with."""

    def __init__(self, catalogue: Catalogue, choices: Any) -> None:
        super().__init__(catalogue.item_names, choices)
        self.catalogue = catalogue

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        item = self.catalogue.items.get(str(value))
        if isinstance(item, Product):
            option["attrs"] |= {
                "data-terms": " ".join(item.terms),
                "data-cycles": " ".join(item.billing_cycles),
                "data-quantity": item.maximum_quantity if item.is_trial else "",
                "data-add-on": "1" if item.is_add_on else "",
            }
        elif item:
            option["attrs"]["data-held"] = "1"
        return option
