"""The composition root: settings, addresses, the queue and the commands that serve. Nobody imports it."""
