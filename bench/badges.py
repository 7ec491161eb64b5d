"""Measure time, memory and file size of printed badges: `./dev bench badges`.

Each run has its own process, and its time includes the start of that process. The time of a single badge is measured in
a warm process, beside that of the same badge laid out by WeasyPrint alone. The other reference figure is a fixed loop
in Python, in milliseconds.
"""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from bench.measuring.figures import goals_of, judged, progress, report
from bench.measuring.interpreter import interpreter_ms

if TYPE_CHECKING:
    from collections.abc import Callable

    from registration.rules.badges import BadgeContent

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "知远明华建国志强秀英伟芳娜敏静丽军磊洋勇艳杰娟涛超霞平刚桂文辉玲婷宇浩然子轩一诺思雨梓涵欣怡博文昊天"
PLACES = ("吴淞", "云间", "澄湖", "栖霞", "江东", "岭南", "天府", "滨海")
KINDS = ("理工大学", "医学院", "生物技术研究院", "产业园区管理委员会", "药业股份有限公司")
CATEGORIES = (
    ("正式代表", "Delegate", "#0e4b4d"),
    ("特邀嘉宾", "Invited guest", "#e5b95f"),
    ("媒体", "Press", "#775000"),
)
CODE_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
RUNS = ((200, "a6"), (2000, "a6"), (2000, "a4"), (20000, "a6"))
ONE_RUN = {"seconds": "s", "memory": "MB", "size": "MB"}
FIGURES = {
    "interpreter": "ms",
    "one_badge_p50": "ms",
    "one_badge_p95": "ms",
    "one_badge_laid_out_p50": "ms",
    **{f"{count}_{paper}_{name}": unit for count, paper in RUNS for name, unit in ONE_RUN.items()},
}


def main() -> None:
    """Measure a single badge and each of the runs, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    parser.add_argument("--part", type=float, default=1, help="fraction of each run to do, to try the bench (1)")
    arguments = parser.parse_args()
    values = {"interpreter": interpreter_ms(), **one_warm()}
    for count, paper in RUNS:
        progress(f"{count} badges on {paper} ...")
        told = _in_own_process(max(1, round(count * arguments.part)), paper)
        values |= {f"{count}_{paper}_{name}": value for name, value in told.items()}
    report(judged(values, FIGURES, goals_of("badges")), as_json=arguments.json)


def _in_own_process(count: int, paper: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.badges", "--run", str(count), paper]
    began = time.perf_counter()
    printed = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    told = json.loads(printed.stdout.splitlines()[-1])
    return {"seconds": seconds, "memory": told["memory"], "size": told["size"] / 1e6}


def one_run(count: int, paper: str) -> None:
    """Print `count` badges, then write peak memory (MB) and file size (bytes) to stdout as JSON."""
    start_django()
    from registration.exporters.badges import badges
    from registration.rules.printing import Paper

    pdf = badges(contents(count), title="bench", paper=Paper(paper))
    print(json.dumps({"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "size": len(pdf)}))


def one_warm() -> dict[str, float]:
    """Return the median and the 95th percentile of printing one badge, and of laying one out anew, in milliseconds."""
    start_django()
    from registration.exporters.badges import badge, laid_out

    # In turns, since the speed of the machine varies.
    times, references = [], []
    for content in contents(60):
        times.append(_milliseconds(badge, content))
        references.append(_milliseconds(laid_out, content))
    return {
        "one_badge_p50": statistics.median(times[10:]),
        "one_badge_p95": statistics.quantiles(times[10:], n=20)[-1],
        "one_badge_laid_out_p50": statistics.median(references[10:]),
    }


def _milliseconds(printing: "Callable[[BadgeContent], bytes]", content: "BadgeContent") -> float:
    began = time.perf_counter()
    printing(content)
    return (time.perf_counter() - began) * 1000


def start_django() -> None:
    """Set Django up in test mode, which needs no database server."""
    os.environ.setdefault("MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()


def contents(count: int) -> "list[BadgeContent]":
    """Return the content of `count` badges for invented people, the same on every call."""
    from registration.rules.badges import BadgeContent

    chance = random.Random(7)  # noqa: S311 - the same people every time
    found: list[BadgeContent] = []
    for number in range(count):
        category_zh, category_en, band = chance.choice(CATEGORIES)
        place, kind = chance.choice(PLACES), chance.choice(KINDS)
        found.append(
            BadgeContent(
                code="".join(chance.choices(CODE_ALPHABET, k=32)),
                name=chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2)))),
                name_latin=f"WANG {chance.choice(('Zhiyuan', 'Wei', 'Mingming', 'Xiaoyan'))}",
                institution_zh=place + kind,
                institution_en="Institute of Biotechnology and Applied Life Sciences"[: chance.randint(12, 52)],
                conference_zh="全国生物技术创新大会",
                conference_en="National Biotechnology Innovation Conference",
                when_and_where="2027.4.16—18 苏州",
                category_zh=category_zh,
                category_en=category_en,
                band=band,
                number=f"D-{number:04}",
                rights=("大会报告、26 个分会", "午餐 16/17/18 日", "欢迎晚宴"),
            )
        )
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        one_run(int(sys.argv[2]), sys.argv[3])
    else:
        main()
