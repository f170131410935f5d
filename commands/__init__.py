"""`python app.py COMMAND`: one file a group of commands."""
