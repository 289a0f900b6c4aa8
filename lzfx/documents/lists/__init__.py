"""Lists made of the graded master table: points, cadres, changes of level, who is late."""
