"""Hotspots: Kulldorff's scan statistic over places and time, and the local indices that shade a map."""
