"""What all benchmarks share: figures beside their goals, a client, references."""
