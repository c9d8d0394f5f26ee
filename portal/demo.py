"""The sign-ins of the demo data: one member of staff for each role.

Anyone can read the password here, so the portal does not start while an account has it and the
portal can be reached from other machines.
"""

from __future__ import annotations

from dataclasses import dataclass

DEMO_PASSWORD = "open-the-portal"
DEMO_DOMAIN = "nordcloud.example"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A member of staff who can sign in to the demo."""

    username: str
    first_name: str
    last_name: str
    role: str
    time_zone: str = ""

    @property
    def email(self) -> str:
        return f"{self.username}@{DEMO_DOMAIN}"


DEMO_ACCOUNTS = (
    DemoAccount("anna.weiss", "Anna", "Weiß", "global_admin", "Europe/Berlin"),
    DemoAccount("henrik.lindqvist", "Henrik", "Lindqvist", "billing_admin"),
    DemoAccount("marie.dubois", "Marie", "Dubois", "user_management_admin", "Europe/Paris"),
    DemoAccount("jonas.oezdemir", "Jonas", "Özdemir", "admin_agent", "Europe/Berlin"),
    DemoAccount("petra.hoffmann", "Petra", "Hoffmann", "sales_agent", "Europe/Berlin"),
    DemoAccount("liam.carter", "Liam", "Carter", "helpdesk_agent", "Europe/London"),
)
