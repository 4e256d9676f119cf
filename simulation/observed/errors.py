"""The one error that a bad file of another system leads to."""


class ObservedError(ValueError):
    """A file cannot be used. One line: `file › place: what is wrong, what would be right`."""

    def __init__(self, file: str, place: str, what: str) -> None:
        self.file, self.place, self.what = file, place, what
        where = f"{file} › {place}" if place else file
        super().__init__(" ".join(f"{where}: {what}".split()))

    def __reduce__(self) -> tuple[type["ObservedError"], tuple[str, str, str]]:
        return ObservedError, (self.file, self.place, self.what)
