"""The only place that holds an engine connection: tables, snapshots and the linkage that core declares."""
