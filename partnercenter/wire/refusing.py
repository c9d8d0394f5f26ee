from __future__ import annotations

from enum import IntEnum
from http import HTTPStatus


class Code(IntEnum):
    """The original's numbers of errors."""

    BAD_REQUEST = 2000
    TOKEN_MISSING = 800001
    ACCESS_DENIED = 400
    ROLE_LACKS_RIGHTS = 900150
    NOT_FOUND = 1000
    TENANT_NOT_FOUND = 60003
    USER_NOT_FOUND = 60002
    SUBSCRIPTION_NOT_FOUND = 20003
    ORDER_NOT_FOUND = 20000
    SERVER_ERROR = 800003


class Refused(Exception):
    """A request is answered with an error: what is wrong, for whoever wrote the client.

    `data` names what it is about.
    """

    def __init__(self, status: HTTPStatus, code: Code, description: str, *data: str) -> None:
        super().__init__(description)
        self.status = status
        self.code = code
        self.description = description
        self.data = data


class BadParameter(Refused):
    """A parameter of the address cannot be read, or says what cannot be."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(HTTPStatus.BAD_REQUEST, Code.BAD_REQUEST, f"{name} {problem}", name)


class NotFound(Refused):
    def __init__(
        self,
        description: str = "There is nothing at this address.",
        code: Code = Code.NOT_FOUND,
    ) -> None:
        super().__init__(HTTPStatus.NOT_FOUND, code, description)


def quoted(text: str) -> str:
    """What was sent, short enough to be said back."""
    return f"“{text[:100]}…”" if len(text) > 100 else f"“{text}”"
