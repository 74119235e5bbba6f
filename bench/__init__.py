"""What is measured, one file per figure; each prints times, a ratio and its target. Run it with `make bench`."""
