"""Spreadsheets: reading untrusted files (`reading`), recognising headers (`headers`), writing safe ones (`writing`)."""
