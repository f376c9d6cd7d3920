"""A WebKitGTK window that a driver steers, with a profile on disk. Run by the system's Python, which has GTK.

MiniBrowser forgets everything when it is driven; a phone's browser does not.
"""

from __future__ import annotations

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402 (the versions come first)

SIZE = (400, 800)


def main(profile: str) -> None:
    manager = WebKit2.WebsiteDataManager(base_data_directory=profile, base_cache_directory=f"{profile}/cache")
    context = WebKit2.WebContext(website_data_manager=manager)
    cookies = context.get_cookie_manager()
    cookies.set_persistent_storage(f"{profile}/cookies", WebKit2.CookiePersistentStorage.SQLITE)
    context.set_preferred_languages(["zh-CN"])
    context.set_automation_allowed(True)
    context.connect("automation-started", take_orders)
    Gtk.main()


def take_orders(context: WebKit2.WebContext, session: WebKit2.AutomationSession) -> None:
    told = WebKit2.ApplicationInfo()
    told.set_name("MiniBrowser")
    told.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(told)
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    window = Gtk.Window(default_width=SIZE[0], default_height=SIZE[1])
    window.add(view)
    window.show_all()
    session.connect("create-web-view", lambda _session: view)


if __name__ == "__main__":
    main(sys.argv[1])
