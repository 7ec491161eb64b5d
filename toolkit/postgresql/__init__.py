"""Django's backend for PostgreSQL with fewer round trips: `ENGINE` in the settings names this package."""
