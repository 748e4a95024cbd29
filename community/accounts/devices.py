"""What is kept of the device that somebody signs in with: its kind and its neighbourhood; pure."""

import ipaddress
import re
from typing import Final

BROWSERS: Final = (  # the first that fits: most browsers also name those they descend from
    ("Edge", r"\bEdg(?:e|A|iOS)?/"),
    ("Opera", r"\b(?:OPR|Opera)/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"),
    ("Chrome", r"\b(?:Chrome|CriOS|Chromium|HeadlessChrome)/"),
    ("Safari", r"\bVersion/\S+.*\bSafari/"),
)
SYSTEMS: Final = (
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Android", r"\bAndroid\b"),
    ("Windows", r"\bWindows\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("macOS", r"\bMacintosh\b|\bMac OS X\b"),
    ("Linux", r"\bLinux\b"),
)


def browser_of(user_agent: str) -> str:
    """Return the browser's name, empty for one that we do not know."""
    return _first(BROWSERS, user_agent)


def system_of(user_agent: str) -> str:
    """Return the name of the system or device, empty for one that we do not know."""
    return _first(SYSTEMS, user_agent)


def network_of(address: str) -> str:
    """Return the address without what tells households apart: /24 of IPv4, /48 of IPv6; empty for none."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    return str(ipaddress.ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))


def _first(kinds: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, pattern in kinds if re.search(pattern, user_agent[:500])), "")
