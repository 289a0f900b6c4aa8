"""The content model: what a printed document is made of, whatever format it comes out in."""
