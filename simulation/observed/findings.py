"""What an import has to say to the person who asked for it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["not expressible", "lint", "assumed"]


@dataclass(frozen=True)
class Finding:
    """Something in the file that the scenario does not say alike ("not expressible"), that looks wrong there ("lint"),
    or that the file does not hold at all ("assumed").

    `code` names the check for tools; `place` is where in the file, `what` the sentence, `instead` what was done.
    """

    kind: Kind
    code: str
    place: str
    what: str
    instead: str
