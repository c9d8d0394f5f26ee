"""Connections to the service: TLS is verified, proxies are those of the environment."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from urllib3 import PoolManager, ProxyManager, Timeout, make_headers
from urllib3.util import parse_url

# An answer may take long: Partner Center's own clients wait three minutes.
TIMEOUT = Timeout(connect=10, read=180)


def connections_to(url: str) -> PoolManager:
    """The connections by which an address is reached: HTTPS_PROXY and NO_PROXY have their say."""
    parts = urlsplit(url)
    proxy = getproxies().get(parts.scheme)
    if not proxy or proxy_bypass(parts.netloc):
        return PoolManager(timeout=TIMEOUT, cert_reqs="CERT_REQUIRED")
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    sign_in = parse_url(proxy).auth
    return ProxyManager(
        proxy,
        proxy_headers=make_headers(proxy_basic_auth=unquote(sign_in)) if sign_in else None,
        timeout=TIMEOUT,
        cert_reqs="CERT_REQUIRED",
    )
