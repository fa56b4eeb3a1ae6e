"""What we are allowed to say: approved statements, their disclosure, and how to find them."""
