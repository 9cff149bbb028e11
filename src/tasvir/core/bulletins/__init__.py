"""From findings to a document tree, which any renderer can draw."""
