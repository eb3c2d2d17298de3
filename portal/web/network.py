"""Which network a request comes from, and how much it may ask for."""

import hmac
import math
import time
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Request
from limits import RateLimitItem, parse_many
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

OUTSIDE = ip_network('0.0.0.0/32')


class TooMany(Exception):
    """This network asked too often; `seconds` tells how long it has to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def network_of(address: str | None) -> str:
    """The /24 or /64 that an address lies in: people behind one of them are seen as one."""
    try:
        parsed = ip_address(address or '')
    except ValueError:
        return str(OUTSIDE)
    if isinstance(parsed, IPv6Address):
        parsed = parsed.ipv4_mapped or parsed
    return str(ip_network(f'{parsed}/{24 if parsed.version == 4 else 64}', strict=False))


@dataclass(kw_only=True)
class Networks:
    """Knows networks only by a keyed hash, and counts what they do."""

    secret_key: str
    counts: Storage

    def name(self, request: Request) -> str:
        """Twenty hex signs that stand for the request's network."""
        return _name(self.secret_key, request.remote_addr)

    def count(self, what: str, limit: str, request: Request) -> None:
        """Count one more of `what` by this network; raises `TooMany` once it is over the limit."""
        for rule in _rules(limit):
            name = self.name(request)
            if not self._limiter.hit(rule, what, name):
                raise TooMany(self._wait(rule, what, name))

    def check(self, what: str, limit: str, request: Request) -> None:
        """Raise `TooMany` if this network may not do `what` now; does not count."""
        for rule in _rules(limit):
            name = self.name(request)
            if not self._limiter.test(rule, what, name):
                raise TooMany(self._wait(rule, what, name))

    @cached_property
    def _limiter(self) -> FixedWindowRateLimiter:
        return FixedWindowRateLimiter(self.counts)

    def _wait(self, rule: RateLimitItem, what: str, name: str) -> int:
        return max(1, math.ceil(self.counts.get_expiry(rule.key_for(what, name)) - time.time()))


@lru_cache(maxsize=4096)
def _name(secret_key: str, address: str | None) -> str:
    network = network_of(address).encode()
    return hmac.digest(secret_key.encode(), b'network ' + network, 'sha256').hex()[:20]


@cache
def _rules(limit: str) -> tuple[RateLimitItem, ...]:
    return tuple(parse_many(limit)) if limit else ()
