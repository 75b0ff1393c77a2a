"""Commands of the accounts package."""
