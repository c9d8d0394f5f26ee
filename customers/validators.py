"""How texts of customers must be written, wherever they come from."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from customers.states import NOTHING

is_country = RegexValidator(
    r"\A[A-Z]{2}\Z", _("Write the country as two capital letters, such as DE.")
)
is_currency = RegexValidator(
    r"\A[A-Z]{3}\Z", _("Write the currency as three capital letters, such as EUR.")
)
# Not by an inverse match: the description of the API has the pattern, and no word for that.
is_family = RegexValidator(
    rf"\A(?!\s*{NOTHING}\s*\Z)[\s\S]",
    _("“-” is the code of products without a family. Give another name, or leave it empty."),
)
is_culture = RegexValidator(
    r"\A[a-z]{2,3}-[A-Z]{2}\Z", _("Write the culture as language and country, such as de-DE.")
)
is_domain = RegexValidator(
    r"\A(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    r"(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+\Z",
    _("This is not a domain. Write it in small letters, such as example.com."),
)
# As Microsoft Entra ID has it: letters without accents, digits and these few signs.
is_user_principal_name = RegexValidator(
    r"\A[A-Za-z0-9'.\-_!#^~]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\Z",
    _(
        "This is not a user principal name. Write it like an e-mail address, such as"
        " anna@example.com."
    ),
)
