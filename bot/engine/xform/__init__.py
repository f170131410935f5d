"""XForm XML to a compiled form."""
