"""Run queued tasks synchronously, as a worker would."""

from django.utils.module_loading import import_string
from django_q.models import OrmQ
from django_q.signing import SignedPackage


def run_queue() -> int:
    """Run queued tasks, and the tasks they queue, until none is left; return how many ran."""
    ran = 0
    while package := OrmQ.objects.order_by("pk").first():
        task = SignedPackage.loads(package.payload)
        package.delete()
        function = task["func"]
        (import_string(function) if isinstance(function, str) else function)(*task["args"], **task["kwargs"])
        ran += 1
    return ran
