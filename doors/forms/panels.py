"""The panel that `doors` adds to a delegate's page in the console."""

from doors.queries.desk import scans_of
from registration.extensions import DelegatePanel
from registration.models import Delegate


def scans_panel(delegate: Delegate) -> DelegatePanel:
    """Return the panel of the delegate's latest scans. One query, run when the panel is rendered."""
    return DelegatePanel(template="doors/console/delegate_scans.html", context={"scans": scans_of(delegate)})
