"""What terminal and hub share: pure, no I/O."""
