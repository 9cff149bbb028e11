"""Axes: the network of origins, checkpoints and destinations over time, and what moved after an enforcement surge."""
