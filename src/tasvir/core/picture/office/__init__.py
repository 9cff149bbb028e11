"""The office as it declares itself in commission.yaml: bodies, areas, expected reports, targets, past totals."""
