"""How the portal is served: gunicorn reads this file.

Threads rather than sync workers: a sync worker is killed when a streamed export to a slow reader
outlasts `timeout`; with threads the worker keeps answering the master while a stream goes on.
"""

from __future__ import annotations

import os
import socket
import sys
from ipaddress import ip_network
from pathlib import Path

import environ

env_file = Path(__file__).with_name(".env")
if env_file.is_file():
    environ.Env.read_env(env_file)  # what the environment already says, wins


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if text.isascii() and text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    sys.exit(f"PORT is {text!r}; it must be a number from 1 to 65535.")


def _trusted_proxies() -> str:
    text = os.environ.get("TRUSTED_PROXIES") or "127.0.0.1"
    for part in text.split(","):
        try:
            ip_network(part.strip())
        except ValueError:
            if part.strip() != "*":
                sys.exit(f"TRUSTED_PROXIES names {part.strip()!r}, which is no IP address.")
    return text


port = _port()
bind = f"127.0.0.1:{port}"
worker_class = "gthread"
workers = 2
threads = 4
timeout = 30
# The IDs of a whole page, or every action chosen, stand in one address.
limit_request_line = 8190
forwarded_allow_ips = _trusted_proxies()

# Loaded once, before the first worker: a wrong setting stops the start instead of every worker.
preload_app = True
# Requests are the reverse proxy's to log; here only what went wrong is.
accesslog = None
loglevel = "warning"
# Nothing is written outside the project folder.
control_socket_disable = True


def on_starting(server: object) -> None:
    """Say it in one sentence when the port is taken, rather than in gunicorn's five tries."""
    if "GUNICORN_FD" in os.environ:  # handed over by the gunicorn that this one replaces
        return
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.exit(f"127.0.0.1:{port}: {error.strerror}. For another port: PORT=8001 make run")


def when_ready(server: object) -> None:
    """Say where the portal is, and let no database connection be shared with the workers."""
    # Settings are read only when the portal is loaded, after this file.
    from django.db import connections

    connections.close_all()
    print(
        f"Partner Portal is serving on http://127.0.0.1:{port} - stop with Ctrl-C",
        flush=True,
    )
