"""Commands of the audit package."""
