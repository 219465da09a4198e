"""kamerbrief reads Dutch government letters: checked facts, each with the words it came from."""
