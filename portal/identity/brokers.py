"""The providers of log-ins that the settings name, each with the portal as its client.

May use of this room the model, the errors, the rules, the names of claims, and `oidc`.
"""

import hmac
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from portal.clock import Clock
from portal.identity.claim_names import SHIPPED, read_claim_names
from portal.identity.errors import AnswerRefused, ProviderUnknown
from portal.identity.model.identity import Identity
from portal.identity.model.who import Account, Level, Way
from portal.identity.oidc.client import Client
from portal.identity.rules.claims import Agreed, identity_from
from portal.identity.rules.logout import Ended, check_logout
from portal.kernel.data_files import DataFileError
from portal.providers import Provider
from portal.settings import Settings, WrongSettings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Broker:
    """One provider, and what was agreed with it."""

    provider: Provider
    client: Client
    agreed: Agreed
    clock: Clock
    mark: Callable[[str], str]
    """What is kept of how the provider calls a human: of a citizen that may be their number."""

    def ask(self, redirect_uri: str, wanted: Level, *, language: str, more: Mapping[str, str]) -> str:
        """Where to send somebody who wants to log in, at least as surely as that; raises `ProviderDown`."""
        level = max(Level(self.provider.level), wanted)
        return self.client.question(redirect_uri, level=level, language=language, more=more)

    def hear(self, said: Mapping[str, str]) -> Identity:
        """Who brings the answer `said`; raises a kind of `AnswerRefused`, `LogInStopped` or `ProviderDown`."""
        with self._telling('an answer'):
            heard = self.client.claims(said)
            identity = identity_from(heard.claims, self.agreed, heard.level)
        return self._unnumbered(identity) if self._is_for_citizens else replace(identity, id_token=heard.id_token)

    def hear_end(self, token: str) -> Ended:
        """What the provider says has ended; raises `AnswerRefused` or `ProviderDown`."""
        with self._telling('a message'):
            header, claims = self.client.read_signed(token)
            ended = check_logout(
                header, claims, issuer=self.provider.issuer, client_id=self.provider.client_id, now=self.clock.now(),
            )
        named = self._is_for_citizens and ended.subject
        return replace(ended, subject=self.mark(ended.subject)) if named else ended

    @property
    def _is_for_citizens(self) -> bool:
        return self.agreed.source is Way.CITIZEN

    def _unnumbered(self, identity: Identity) -> Identity:
        """Without what may hold the number of a human who is there: the token itself, and what it calls them."""
        acting = identity.acting and replace(identity.acting, identifier=self.mark(identity.acting.identifier))
        return replace(identity, subject=self.mark(identity.subject), acting=acting)

    @contextmanager
    def _telling(self, what: str) -> Iterator[None]:
        """Write refusals to the log: what was wrong, never a value."""
        try:
            yield
        except AnswerRefused as refusal:
            log.warning('%s of the provider %s was refused: %s', what, self.provider.kind, refusal.why)
            raise


class Brokers:
    """The providers by what they are for: `citizen`, `company`, `staff`."""

    def __init__(self, brokers: Mapping[str, Broker]) -> None:
        self._brokers = dict(brokers)

    @property
    def offered(self) -> tuple[str, ...]:
        """For whom there is a provider."""
        return tuple(self._brokers)

    def get(self, kind: str) -> Broker:
        """The provider for these; raises `ProviderUnknown`."""
        if kind not in self._brokers:
            raise ProviderUnknown
        return self._brokers[kind]

    def goodbye(self, account: Account, *, back: str) -> str | None:
        """Where somebody logs out at the provider by which they came, if they came by one that has a page for it."""
        broker = next((one for one in self._brokers.values() if one.provider.issuer == account.issuer), None)
        return broker.client.goodbye(account.id_token, back=back) if broker and account.issuer else None


def build_brokers(settings: Settings, clock: Clock) -> Brokers:
    """The providers of the settings; raises `WrongSettings`. None of them is asked anything yet."""
    return Brokers({
        one.kind: _broker(one, clock, partial(_marked, settings.secret_key)) for one in settings.providers
    })


def _broker(provider: Provider, clock: Clock, mark: Callable[[str], str]) -> Broker:
    start = f'PORTAL_{provider.kind.upper()}'
    try:
        names = read_claim_names(provider.claims_file or SHIPPED)
    except DataFileError as error:
        raise WrongSettings(f'{start}_CLAIMS is wrong: {error}') from error
    agreed = Agreed(
        source=Way(provider.kind), issuer=provider.issuer, names=names, strict=provider.strict,
        service=provider.service,
    )
    client = Client(provider, names, key=_key(provider, start), clock=clock)
    return Broker(provider=provider, client=client, agreed=agreed, clock=clock, mark=mark)


def _marked(key: str, name: str) -> str:
    return hmac.digest(key.encode(), b'citizen ' + name.encode(), 'sha256').hex()


def _key(provider: Provider, start: str) -> ECKey:
    """The portal's own key. Authlib takes a key object only: it would read anything else as RSA."""
    text = provider.key_file.read_text(errors='replace')
    try:
        key = ECKey.import_key(json.loads(text) if text.lstrip().startswith('{') else text)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise WrongSettings(f'{start}_KEY_FILE must hold a private key for ES256, as PEM or JWK.') from error
    if key.curve_name != 'P-256' or not key.is_private:
        raise WrongSettings(f'{start}_KEY_FILE must hold a private key for ES256, which is one of the curve P-256.')
    return key
