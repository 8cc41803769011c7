"""Text that the server must be able to read again, wrapped under a label of the server key.

A thief of the database alone has nothing of it; it is bound to the account it belongs to.
"""

import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from intake.crypto.keys import derive_key

NONCE_BYTES = 12


def wrap_text(server_key: bytes, label: str, account_id: str, text: str) -> bytes:
    """Return nonce ‖ AES-256-GCM of the text, bound to the account id.

    Args:
        server_key: 32 bytes.
        label: Of HKDF, such as ``intake/v1/totp``; one for each kind of text.
        account_id: Whose it is.
        text: Any.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    key = AESGCM(derive_key(server_key, label))
    return nonce + key.encrypt(nonce, text.encode(), account_id.encode())


def unwrap_text(server_key: bytes, label: str, account_id: str, wrapped: bytes) -> str:
    """Return the text; InvalidTag if server key, label or account is another."""
    nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
    key = AESGCM(derive_key(server_key, label))
    return key.decrypt(nonce, sealed, account_id.encode()).decode()
