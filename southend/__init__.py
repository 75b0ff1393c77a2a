"""The composition root: settings, addresses, the queue, the commands. Nobody imports it."""
