from registration.rules.delegate_rows import OrderStatus
from registration.rules.enrolment import Enrolment
from tests.builders.signups import a_sign_up


def test_people_on_a_list_without_orders_ask_for_a_place() -> None:
    assert Enrolment(sign_up=a_sign_up()).standing is OrderStatus.CONFIRMED
