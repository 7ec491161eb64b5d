"""Small changes to our own code that some test should notice. `./dev drill mutants` tries them."""
