"""Texts and files about the people on stage."""
