"""Error pages are in both languages, and the page for a server error uses nothing that could fail again."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_POST

from events.operations.office.changes import Vanished
from registration.access.limits import LINKS
from tests.builders.people import Cast
from tests.security.addresses import faults_of

handler400 = "portal.middleware.unreadable"
RAISED: dict[int, type[Exception]] = {
    400: BadRequest,
    403: PermissionDenied,
    404: Http404,
    409: Vanished,
    413: RequestDataTooBig,
    500: ZeroDivisionError,
}


def fail(request: HttpRequest, status: int) -> HttpResponse:
    raise RAISED[status]


@require_POST
def post_alone(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("fail/<int:status>/", fail), path("post/", post_alone)]
WORDS = {
    400: ("这个请求看不懂", "This request could not be read"),
    403: ("这里凭权限进入", "This page is for those with the right"),
    404: ("没有这一页", "There is no such page"),
    405: ("这个地址不接受这种操作", "This address does not take that action"),
    409: ("刚刚有人抢先一步", "Somebody was quicker"),
    413: ("文件太大", "The file is too large"),
    429: ("操作太频繁", "Too many attempts"),
    500: ("服务器出错了", "The server failed"),
}


def says_it_in_both_languages(page: bytes, status: int) -> bool:
    chinese, english = WORDS[status]
    return f"{chinese}</h1>" in _on_one_line(page) and f"{english}</h2>" in _on_one_line(page)


def _on_one_line(page: bytes) -> str:
    return " ".join(page.decode().split()).replace(" <", "<")


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("status", RAISED)
def test_an_error_page_needs_no_database(status: int) -> None:
    # Without the mark `django_db`, any SQL statement raises an error.
    assert connection.connection is None or not connection.in_atomic_block
    answer = Client(raise_request_exception=False, headers={"Cookie": "sessionid=abcdefghijkl"}).get(f"/fail/{status}/")
    assert answer.status_code == status
    assert says_it_in_both_languages(answer.content, status)
    assert [fault for fault in faults_of(answer) if fault != "500"] == []


@pytest.mark.urls(__name__)
def test_a_wrong_method_is_reported_without_the_database() -> None:
    answer = Client().get("/post/")
    assert answer.status_code == 405
    assert says_it_in_both_languages(answer.content, 405)


def test_a_form_that_has_expired_says_so(cast: Cast) -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x@example.com"})
    assert answer.status_code == 403
    assert "表单已过期</h1>" in _on_one_line(answer.content)
    assert "The form has expired</h2>" in _on_one_line(answer.content)


def test_too_many_attempts_get_a_page_that_says_so(cast: Cast, client: Client) -> None:
    for _ in range(LINKS.times):
        client.post("/en/bio27/me/link/", {"email": "nobody@example.com"})
    answer = client.post("/en/bio27/me/link/", {"email": "nobody@example.com"})
    assert answer.status_code == 429
    assert says_it_in_both_languages(answer.content, 429)
