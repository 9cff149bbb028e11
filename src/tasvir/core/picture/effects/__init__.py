"""What a campaign changed: interrupted time series with season, autocorrelation, placebo campaigns and a control."""
