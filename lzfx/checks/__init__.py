"""RawSubmission + FormSpec -> Submission, or findings; nothing is written, nothing is guessed."""
