"""The only ways in which anything of a customer changes.

Every service takes keywords only, `actor` always; raises PermissionDenied for who may not, and
Refused for what a rule forbids; and writes, with the change and in its transaction, one entry.
"""

from __future__ import annotations

from customers.services.actors import Actor
from customers.services.operations import Operation
from customers.services.refusals import Broken, Refused, recording_refusals

__all__ = ["Actor", "Broken", "Operation", "Refused", "recording_refusals"]
