"""What each kind gives of a record: its content, summary, parts and what is missing."""
