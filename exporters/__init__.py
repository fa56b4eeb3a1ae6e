"""The customer's own file: reading its parts, writing only its slots, and proving it."""
