"""Office Open XML in both directions: raw zip parts, preflight, streamed scan and byte splice."""
