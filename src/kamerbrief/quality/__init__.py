"""How right the program is: figures, and how one letter is compared with its gold."""
