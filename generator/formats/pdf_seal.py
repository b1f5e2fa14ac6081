"""The organisation's seal on a finished agreement: a PAdES signature (B-B) made with a certificate of the municipality.

It certifies the file as it was made and allows what is meant to come after: filling in and signing the fields that are
there. So those who sign later do not break it, and it tells of any other change. The time of the seal is the machine's
own; a file is therefore never made twice with the same bytes. Nothing is fetched from a network.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import SimpleSigner
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from generator.errors import SettingsError
from generator.formats.pdf_seal_field import FIELD_NAME

_LEAST_RSA = 2048


class Seal:
    """A seal that can be used."""

    def __init__(self, signer: SimpleSigner, certificate: x509.Certificate) -> None:
        self._signer = signer
        self._certificate = certificate
        self.holder = _holder(certificate)
        """Who it belongs to, as the certificate says."""

    def refuse_outside_time(self, now: datetime) -> None:
        """Raise SettingsError when the certificate is not valid at a moment, which has a time zone."""
        first, last = self._certificate.not_valid_before_utc, self._certificate.not_valid_after_utc
        if now > last:
            raise SettingsError(f"Sigillets certifikat gick ut den {last:%Y-%m-%d}. Skaffa ett nytt (GENERATOR_SEAL).")
        if now < first:
            raise SettingsError(f"Sigillets certifikat börjar gälla först den {first:%Y-%m-%d} (GENERATOR_SEAL).")

    def apply(self, content: bytes) -> bytes:
        """The PDF, which has a field for the seal, with the seal in it."""
        described = PdfSignatureMetadata(
            field_name=FIELD_NAME,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.FILL_FORMS,
            name=self.holder,
        )
        sealed = BytesIO()
        signer, writer = PdfSigner(described, self._signer), _Writer(BytesIO(content))
        # In a thread of its own: the library starts an event loop, which it may not do where one is running.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(signer.sign_pdf, writer, existing_fields_only=True, output=sealed).result()
        return sealed.getvalue()


class _Writer(IncrementalPdfFileWriter):  # type: ignore[misc, unused-ignore]
    """Adds to a file and leaves what it says about itself alone."""

    def _update_meta(self) -> None:
        """The library would name itself and the time, in words that need not agree with the archive's own."""


def read_seal(content: bytes, password: str) -> Seal:
    """The seal in a PKCS#12 file. Raises SettingsError when it cannot be opened or will not do."""
    secret = password.encode() or None
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, secret)
    except ValueError as error:
        raise SettingsError(
            "Sigillet (GENERATOR_SEAL) går inte att öppna. Lösenordet är fel, eller så är filen inte PKCS#12 "
            "(.p12 eller .pfx). Lösenordet anges med GENERATOR_SEAL_PASSWORD_FILE eller GENERATOR_SEAL_PASSWORD."
        ) from error
    if key is None or certificate is None:
        raise SettingsError("Sigillet (GENERATOR_SEAL) saknar nyckel eller certifikat. Exportera båda till filen.")
    _refuse_weak(key)
    _refuse_wrong_use(certificate)
    return Seal(SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=secret), certificate)


def _refuse_weak(key: Any) -> None:
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < _LEAST_RSA:
        raise SettingsError(f"Sigillets nyckel (GENERATOR_SEAL) är för svag. Den ska ha minst {_LEAST_RSA} bitar.")
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise SettingsError("Sigillets nyckel (GENERATOR_SEAL) är av en sort som inte stöds. Tillåtna är RSA och EC.")


def _refuse_wrong_use(certificate: x509.Certificate) -> None:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise SettingsError("Sigillets certifikat (GENERATOR_SEAL) är inte utfärdat för att underteckna med.")


def _holder(certificate: x509.Certificate) -> str:
    """The organisation's name, or else the common name."""
    for kind in (x509.NameOID.ORGANIZATION_NAME, x509.NameOID.COMMON_NAME):
        found = certificate.subject.get_attributes_for_oid(kind)
        if found:
            return str(found[0].value)
    return "okänd innehavare"
