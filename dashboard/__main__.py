"""`python -m dashboard` is the command `terminwerk`."""

from dashboard.cli import main

if __name__ == "__main__":
    main()
