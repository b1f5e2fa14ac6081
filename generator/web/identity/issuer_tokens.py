"""The signed token that the organisation's sign-in gives: believed only when everything in it holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, InvalidKeyIdError, JoseError, MissingClaimError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from generator.openid_settings import OpenIdSettings
from generator.web.identity.troubles import SignInStopped, Trouble

LEEWAY = timedelta(minutes=2)
"""How much two clocks may differ."""
_LONGEST_SUBJECT = 255
_SIGNATURES = frozenset(
    {
        *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
        *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
    }
)
"""Made with a key that only the issuer has; never with the secret that we share, and never with nothing."""
_TROUBLES: Mapping[str, Trouble] = {
    "exp": Trouble.CLOCKS,
    "iat": Trouble.CLOCKS,
    "nbf": Trouble.CLOCKS,
    "iss": Trouble.STRANGER,
    "nonce": Trouble.OTHER,
}


def proved_by(
    client: Any, settings: OpenIdSettings, told: Mapping[str, Any], nonce: str, moment: datetime
) -> Mapping[str, Any]:
    """What the token among ``told`` says of somebody. Raises SignInStopped unless all of it holds: signature, issuer,
    receiver, times, the nonce of this very sign-in, and that it belongs to the access token beside it."""
    if not isinstance(told.get("id_token"), str):
        raise SignInStopped(Trouble.UNTRUSTED)
    try:
        signed = _signed(client, told["id_token"])
        claims = CodeIDToken(signed.claims, signed.header, _wanted(settings), _beside(settings, told, nonce))
        claims.validate(now=int(moment.timestamp()), leeway=int(LEEWAY.total_seconds()))
    except MissingClaimError as error:
        raise SignInStopped(Trouble.UNTRUSTED) from error
    except ClaimError as error:
        raise SignInStopped(_TROUBLES.get(error.claim, Trouble.UNTRUSTED)) from error
    except (JoseError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise SignInStopped(Trouble.UNTRUSTED) from error
    if not _is_subject(claims["sub"]):
        raise SignInStopped(Trouble.UNTRUSTED)
    return dict(claims)


def _signed(client: Any, token: str) -> jwt.Token:
    offered = client.server_metadata.get("id_token_signing_alg_values_supported", ["RS256"])
    registry = JWSRegistry(algorithms=sorted(_SIGNATURES & set(offered)), strict_check_header=False)
    try:
        return jwt.decode(token, KeySet.import_key_set(client.fetch_jwk_set()), registry=registry)
    except InvalidKeyIdError:
        # The issuer has begun to use another key since we asked.
        return jwt.decode(token, KeySet.import_key_set(client.fetch_jwk_set(force=True)), registry=registry)


def _wanted(settings: OpenIdSettings) -> dict[str, Any]:
    return {
        "iss": {"essential": True, "value": settings.issuer},
        "aud": {"essential": True, "value": settings.client_id},
    }


def _beside(settings: OpenIdSettings, told: Mapping[str, Any], nonce: str) -> dict[str, Any]:
    return {"nonce": nonce, "client_id": settings.client_id, "access_token": told.get("access_token")}


def _is_subject(subject: object) -> bool:
    return isinstance(subject, str) and 0 < len(subject) <= _LONGEST_SUBJECT and subject.isprintable()
