"""The terminal UI: screens and widgets over one review session; they show and ask, and decide nothing."""
