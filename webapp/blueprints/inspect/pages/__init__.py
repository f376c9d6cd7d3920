"""What the inspector's pages show, as plain values; `static/js/phone/views/` holds the same functions for the phone."""
