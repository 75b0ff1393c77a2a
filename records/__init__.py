"""What every officer-logged record has in common: its header, parts, versions, decisions and queue."""
