"""Whatever is handed in, by whomever: no fault, nothing written that is not theirs to write, no long wait."""
