"""The pure core: no framework, no database driver, no network, no clock; everything it needs is an argument."""
