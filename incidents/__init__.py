"""Areas, places, imported police data, and the incidents that officers log."""
