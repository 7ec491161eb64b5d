from pathlib import Path

from django.core.management import call_command


def test_each_page_is_complete_without_the_portal(tmp_path: Path) -> None:
    call_command("write_error_pages", str(tmp_path / "errors"), verbosity=0)
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "errors").iterdir()}
    assert pages.keys() == {"400.html", "413.html", "503.html"}
    for name, page in pages.items():
        assert page.count("<section lang=") == 2, name
        assert "/static/css/base.css" in page
