"""What `make bench` runs: each module of this package has `measure()`, which gives results."""
