"""ML-DSA-44 over bytes as they are (FIPS 204), where the installed library has it.

It stands beside Ed25519 in cosignatures. Many machines cannot check it yet (OpenSSL before 3.5):
what is not checked counts for nothing, so nobody depends on it.
"""

PUBLIC_BYTES = 1_312
SIGNATURE_BYTES = 2_420


class MlDsaError(ValueError):
    """The signature is not by this key over this message, or the key is none."""


class MlDsaMissingError(Exception):
    """Nothing here can check it."""


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Check a signature made with an empty context.

    Raises:
        MlDsaError: Wrong key, message or signature, or bytes of another length.
        MlDsaMissingError: It cannot be told on this machine.
    """
    try:
        # Here, as in ``intake.crypto.ed25519``: an auditor's bare Python imports the formats.
        from cryptography.exceptions import (  # noqa: PLC0415
            InvalidSignature,
            UnsupportedAlgorithm,
        )
        from cryptography.hazmat.primitives.asymmetric import mldsa  # noqa: PLC0415
    except ImportError:
        raise MlDsaMissingError from None
    try:
        mldsa.MLDSA44PublicKey.from_public_bytes(public).verify(signature, message)
    except UnsupportedAlgorithm:
        raise MlDsaMissingError from None
    except (InvalidSignature, ValueError):
        raise MlDsaError("wrong signature") from None
