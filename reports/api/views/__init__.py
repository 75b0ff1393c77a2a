"""What answers the requests of programs."""
