"""The seal: what one phone made can be told when somebody else brings it; twin of `phone/seal.js`."""

import hashlib
import hmac
from collections.abc import Iterable


def seal(token_hash: str, digest: str) -> str:
    """HMAC-SHA256 in hex of an entry's digest as it is written; the key is the token's SHA-256, given in hex."""
    return hmac.new(bytes.fromhex(token_hash), digest.encode(), hashlib.sha256).hexdigest()


def is_sealed(claimed: str, digest: str, token_hashes: Iterable[str]) -> bool:
    """Whether one of the phone's tokens made this seal."""
    return any(hmac.compare_digest(claimed.encode(), seal(known, digest).encode()) for known in token_hashes)
