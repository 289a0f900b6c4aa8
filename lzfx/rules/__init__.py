"""What the office decides, as functions: ids, levels, monitors, hints. Pure."""
