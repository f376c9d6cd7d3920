"""A server on a real port; and examples may take as long as a busy machine needs, since nothing here is timed."""

from threading import Thread

import pytest
from hypothesis import settings
from werkzeug.serving import make_server

settings.register_profile("contract", deadline=None)
settings.load_profile("contract")


@pytest.fixture
def port(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.port
    server.shutdown()
    thread.join()
