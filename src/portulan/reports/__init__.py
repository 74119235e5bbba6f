"""What is given back: each kind of report builds a neutral document, each format writes it (see `files`)."""
