"""The one error that bad scenario input leads to."""


class ScenarioError(ValueError):
    """A scenario cannot be used. One line: `file › place: what is wrong, what would be right`."""

    def __init__(self, file: str, place: str, what: str) -> None:
        self.file, self.place, self.what = file, place, what
        where = f"{file} › {place}" if place else file
        super().__init__(" ".join(f"{where}: {what}".split()))

    def __reduce__(self) -> tuple[type["ScenarioError"], tuple[str, str, str]]:
        return ScenarioError, (self.file, self.place, self.what)
