"""Papers that people fill in or sign: signing copies, review sheets, cards, slips."""
