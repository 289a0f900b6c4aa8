"""Official letters to GB/T 9704: notices, reports of an assessment, criticism, warnings."""
