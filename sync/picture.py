"""Tells a picture by its first bytes, so that nothing else is kept under a picture's name."""

SNIFFED_BYTES = 16
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}


def picture_type(head: bytes) -> str | None:
    """The type of the picture that starts with these bytes (at least SNIFFED_BYTES of them); None for all else."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "image/heic"
    return None
