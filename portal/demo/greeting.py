"""What the demo prints at its start: addresses and accounts."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from events.models import Conference
from portal.demo.accounts import ACCOUNTS, NEIGHBOUR, PASSWORD

OVER = """\
The demo conference is over: its last day was {last}. Start over with today as the first day:
演示会议已于 {last} 结束。重新开始，以今天为第一天：
    ./dev demo --reset
"""
WELCOME = """
Rostrum  {title}
示例数据: everything in it is invented. First day {first}, last day {last}.

  {url}/zh-hans/{slug}/
  {url}/en/{slug}/
  {url}/console/    for the team 会务后台
  {mailbox}    every letter that was sent, on this machine alone 已发信件（仅限本机）

This makes a browser a scanner, once and within ten minutes 十分钟内打开一次，即成为扫码机:
  {url}{scanner}

Password of every account 所有账号的密码: {password}
{accounts}
"""


def demo_is_over(conference: Conference, *, now: datetime) -> bool:
    """Return whether the last day of the demo conference is over, in its time zone."""
    day = (now.astimezone(conference.zone) - _night(conference)).date()
    return day > conference.ends_on


def _night(conference: Conference) -> timedelta:
    starts = conference.day_starts_at
    return timedelta(hours=starts.hour, minutes=starts.minute)


def _mailbox(url: str) -> str:
    """Return the mailbox's address, which is on loopback even if the demo is served on the network."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://localhost{port}/mailbox/"


def greeting(conference: Conference, *, now: datetime, url: str, scanner: str) -> str:
    """Addresses and accounts; after the last day, how to start over. `url` has no slash at its end.

    `scanner` is the path of an offer to become a scanner.
    """
    welcome = WELCOME.format(
        title=f"{conference.title_zh}  {conference.title_en}",
        first=conference.starts_on,
        last=conference.ends_on,
        url=url,
        mailbox=_mailbox(url),
        scanner=scanner,
        slug=conference.slug,
        password=PASSWORD,
        accounts="\n".join(f"  {account.email:<28}{account.what}" for account in (*ACCOUNTS, NEIGHBOUR)),
    )
    over = OVER.format(last=conference.ends_on) if demo_is_over(conference, now=now) else ""
    return welcome + ("\n" + over if over else "")
