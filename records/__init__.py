"""What every officer-logged record shares: its header, parts, versions, decisions, queue."""
