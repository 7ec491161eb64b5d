"""The API of `registration`: HTTP and JSON to one call, and back."""
