"""Fixtures for Chromium, driven by Playwright. They use the system's Chromium: nothing is downloaded."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

# Playwright runs an event loop in this thread, where Django would refuse to use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("ROSTRUM_CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]

LaunchChromium = Callable[..., Browser]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One Playwright driver for all browser tests of this process."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture
def launch_chromium(playwright: Playwright) -> Iterator[LaunchChromium]:
    """Start a Chromium with additional flags, such as a fake camera's. It is closed after the test."""
    started: list[Browser] = []

    def launch(*flags: str) -> Browser:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])
        started.append(browser)
        return browser

    yield launch
    for browser in started:
        browser.close()


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium shared by tests that need no flags of their own. Open a new context in it."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Folder for screenshots, outside git. They are only taken if ROSTRUM_ARTEFACTS names the folder."""
    folder = Path(os.environ.get("ROSTRUM_ARTEFACTS", "var/artefacts")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
