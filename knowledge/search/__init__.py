"""Finding the statements nearest to a question: compiled index and raw score parts."""

from knowledge.embeddings.blas import import_numpy

import_numpy()  # before any module of this package loads numpy with a thread per core
