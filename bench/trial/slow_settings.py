"""The portal's settings with a slow mail backend."""

from portal.settings import *  # noqa: F403 - the portal's settings with one difference

EMAIL_BACKEND = "bench.trial.slow_mail.SlowFolderBackend"
