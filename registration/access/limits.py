"""Rate limits for public forms. They are generous because a whole institute may share one IP address."""

from toolkit.limits import Limit

SIGN_UPS = Limit(name="sign-up", times=300, seconds=600)
LINKS = Limit(name="registration-link", times=200, seconds=600)
