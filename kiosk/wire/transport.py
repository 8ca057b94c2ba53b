"""Which addresses a hub may have: TLS everywhere, plain http to this very machine alone."""

import ipaddress
from urllib.parse import urlsplit


def allowed_url(url: str) -> bool:
    """``https://host…``, or ``http://`` to loopback. No credentials, query or fragment in it."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
