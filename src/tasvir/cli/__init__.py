"""`tasvir …`: the house through the command line."""
