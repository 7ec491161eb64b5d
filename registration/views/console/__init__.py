"""The console pages of `registration`."""
