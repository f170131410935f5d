"""What is handed in, drawn by hypothesis: nothing here knows what becomes of it."""
