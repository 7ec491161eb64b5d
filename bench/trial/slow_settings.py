"""The portal's settings with a slow mailbox."""

from portal.settings import *  # noqa: F403 - these settings are the portal's, but for one

EMAIL_BACKEND = "bench.trial.slow_mail.SlowFolderBackend"
