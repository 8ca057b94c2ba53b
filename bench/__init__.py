"""What the product adds to a bare baseline: run by script/bench."""
