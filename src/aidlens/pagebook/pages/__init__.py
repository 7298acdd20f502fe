"""The pages, one module each: its name is the page's path."""
