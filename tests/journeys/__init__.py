"""Whole stories: a person, LINE, the product, the clock."""
