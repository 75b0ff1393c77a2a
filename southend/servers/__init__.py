"""Servers of our own: private to one folder and one parent, on loopback, ending with the parent."""
