"""Commands of the incidents package."""
