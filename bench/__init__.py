"""Speed, measured as ratios within one run; `./dev bench` runs every script here."""
