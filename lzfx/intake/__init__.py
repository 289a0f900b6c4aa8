"""Foreign bytes in, plain records out; the only package that parses what others sent."""
