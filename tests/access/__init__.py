"""Who may call which route: the matrix made from the URL configuration."""
