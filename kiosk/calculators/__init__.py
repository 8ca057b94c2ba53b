"""What the law lets one reckon: pure functions, one file a branch of law; ``registry`` names them all."""
