"""Examples may take as long as a busy machine needs; nothing here is timed."""

from hypothesis import settings

settings.register_profile("contract", deadline=None)
settings.load_profile("contract")
