"""The demo's photos, drawn: a gate in its wall, what is wrong before it, the door plate and the watermark."""
