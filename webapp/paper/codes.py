"""QR codes as pictures that stand in a sheet."""

from __future__ import annotations

import segno
from markupsafe import Markup

PIXELS, QUIET = 4, 4  # of a module, and modules of white around it


def code(address: str) -> Markup:
    """The address as an image: drawing hundreds of codes as paths takes longer than all their words."""
    picture = segno.make(address, error="m").png_data_uri(scale=PIXELS, border=QUIET)
    return Markup('<img class="qr" alt="{}" src="{}">').format(address, picture)
