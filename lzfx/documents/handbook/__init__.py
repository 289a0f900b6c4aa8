"""The handbook of the campaign, part by part."""
