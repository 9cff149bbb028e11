"""The accepted rows of every list: found, opened, exported, with the persons and vehicles of the long form."""
