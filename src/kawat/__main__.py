"""`python -m kawat` is the command `kawat`."""

from .serve.cli import main

if __name__ == "__main__":
    main(prog_name="kawat")
