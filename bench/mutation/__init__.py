"""Mutation testing: small changes to our own code that a test should notice. Run by `./dev drill mutants`."""
