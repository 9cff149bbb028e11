"""The overall picture of any body and period."""
