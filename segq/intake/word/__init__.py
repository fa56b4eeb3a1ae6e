"""Recognition of Word documents: which texts ask, and which cells, blanks, boxes and controls take the answers."""
