"""Combinations that occur more often than their parts explain, and what distinguishes a part of the incidents."""
