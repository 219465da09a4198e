"""What kamerbrief's taggers learn from: letters that were invented for it, with each sentence labelled."""
