"""Local sentence embeddings: pinned weights, a light runtime and the reference one."""
