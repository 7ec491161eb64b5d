"""The pages of the console that belong to `doors`."""
