"""Reading in a child process with limits of time and memory, replaced when it fails."""
