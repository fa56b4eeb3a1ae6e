"""What the review screen does, a part a module: looking, moving, answering, acting on many questions."""
