"""Self-made questionnaires in the shapes of real ones, and the script that builds them."""
