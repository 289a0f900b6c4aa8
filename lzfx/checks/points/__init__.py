"""What is asked of rows that declare risk points: no other package of checks knows of points."""
