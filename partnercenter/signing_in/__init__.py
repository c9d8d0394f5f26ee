"""How clients of Partner Center sign in: an access token for their ID and secret.

OAuth 2, client credentials (RFC 6749, sections 2.3, 4.4 and 5), at the addresses and in the words
of Microsoft's sign-in service, so that a client needs another host and nothing else.
"""

from __future__ import annotations
