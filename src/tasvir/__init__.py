"""From a folder of written reports to one picture, counted once, each number open to its source."""
