"""How the weights in `kawat/model/` are made; see README.md."""
