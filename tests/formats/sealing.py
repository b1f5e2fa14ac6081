"""Certificates made for a test: of an organisation for its seal, of people who sign after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

PHRASE = "rävar på taket"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    """One key of each size for all tests: they take a while to make."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@dataclass(frozen=True)
class Issued:
    """How a certificate is to be."""

    organisation: str = "Bjurholms kommun"
    first: int = 2020
    last: int = 2120
    signs: bool = True
    kind: str = "rsa"


def p12(issued: Issued | None = None, phrase: str = PHRASE, with_key: bool = True) -> bytes:
    """A PKCS#12 file with a certificate that nobody else vouches for."""
    wanted = issued or Issued()
    keys = {"rsa": rsa_key, "weak": lambda: rsa_key(1024), "ec": lambda: ec.generate_private_key(ec.SECP256R1()),
            "other": ed25519.Ed25519PrivateKey.generate}
    key = keys[wanted.kind]()
    attributes = [x509.NameAttribute(x509.NameOID.COMMON_NAME, "Sigill")]
    if wanted.organisation:
        attributes.append(x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, wanted.organisation))
    name = x509.Name(attributes)
    usage = x509.KeyUsage(wanted.signs, False, not wanted.signs, *[False] * 6)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(4711)
        .not_valid_before(datetime(wanted.first, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(wanted.last, 1, 1, tzinfo=UTC))
        .add_extension(usage, critical=True)
        .sign(key, None if wanted.kind == "other" else hashes.SHA256())
    )
    protection = serialization.BestAvailableEncryption(phrase.encode()) if phrase else serialization.NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"sigill", key if with_key else None, certificate, None, protection)
