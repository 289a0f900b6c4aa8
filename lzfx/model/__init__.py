"""Frozen records that every room understands; no behaviour beyond a property."""
