"""How the demonstration is started, kept and ended."""
