"""Shared by all benchmarks: figures with their goals, and reference measurements."""
