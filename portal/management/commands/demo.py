"""`manage.py demo`: load the demo conference once, and print addresses and accounts."""

from argparse import ArgumentParser
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.greeting import greeting
from portal.demo.loading.doors import offer_scanner
from portal.demo.loading.whole import demo_conference, load_demo, today_there
from toolkit import clock


class Command(BaseCommand):
    """Loads the demo conference if it is not there yet."""

    help = "Loads the demonstration conference (示例数据), once, and says where it is and who may sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option for the first day; today is the default."""
        parser.add_argument("--first-day", type=date.fromisoformat, help="YYYY-MM-DD; today, if not given")

    def handle(self, *_args: object, first_day: date | None = None, **_options: object) -> None:
        """Load the conference if needed and print the greeting."""
        if settings.MODE == "production":
            raise CommandError("The demo's passwords are known to everybody: it is not loaded in production.")
        now = clock.now()
        conference = demo_conference()
        if conference is None:
            conference = load_demo(first_day=first_day or today_there(now), now=now)
        elif first_day and first_day != conference.starts_on:
            self.stderr.write(f"The demo is there and begins on {conference.starts_on}; nothing was changed.")
        scanner = offer_scanner(conference, now=now)
        self.stdout.write(greeting(conference, now=now, url=settings.PUBLIC_URL.rstrip("/"), scanner=scanner))
