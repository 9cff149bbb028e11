"""Makes the sample commissions: invented events, the reports that offices write of them, and the known truth."""
