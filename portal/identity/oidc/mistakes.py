"""What goes wrong between the portal and a provider of log-ins, in the portal's own words."""

from collections.abc import Iterator
from contextlib import contextmanager

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client import MismatchingStateError
from joserfc.errors import JoseError

from portal.identity.errors import AnswerForeign, AnswerRefused, ProviderDown

MISTAKES = (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, AttributeError, RuntimeError)
"""What Authlib and joserfc raise about an answer that is not as it should be."""


@contextmanager
def refusing(kind: str) -> Iterator[None]:
    """Whatever goes wrong inside is a refusal: nothing that the provider `kind` sends lets somebody in by mistake."""
    try:
        yield
    except MismatchingStateError as error:
        raise AnswerForeign('state') from error
    except (requests.ConnectionError, requests.Timeout, requests.HTTPError) as error:
        raise ProviderDown(kind) from error
    except (*MISTAKES, requests.RequestException) as error:
        raise AnswerRefused(_reason(error)) from error


def _reason(error: Exception) -> str:
    """What was wrong, by its name; never with a value of a token."""
    claim = getattr(error, 'claim', None)
    return str(claim or getattr(error, 'error', None) or type(error).__name__)
