"""Deciding what to say: questions, slots, proposals and guards, without any I/O."""
