from __future__ import annotations

COMPANY_FIELDS = ("domain", "registration_number")
PROFILE_FIELDS = (
    "contact_first_name",
    "contact_last_name",
    "email",
    "phone_number",
    "address_line",
    "address_line_2",
    "postal_code",
    "city",
    "region",
    "country",
    "culture",
    "currency",
)
