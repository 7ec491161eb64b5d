"""The connection to PostgreSQL. Finding out whether it is alive takes no round trip."""

from select import POLLIN, poll

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection, which asks the server whether it is there only if there is reason to doubt it."""

    def is_usable(self) -> bool:
        """Return whether the server is there, without asking it if nothing has happened since the last statement.

        Django calls this in every request that reads the database, and after errors. A server that stops, restarts or
        ends the session says so or closes the socket, so then there is something to read.
        """
        if self.errors_occurred or _something_to_read(self.connection.fileno()):
            return bool(super().is_usable())
        return True


def _something_to_read(descriptor: int) -> bool:
    waiting = poll()
    waiting.register(descriptor, POLLIN)
    return bool(waiting.poll(0))
