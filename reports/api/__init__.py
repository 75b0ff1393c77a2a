"""The REST API: what programs read and ask for, within the rights of a token and its owner."""
