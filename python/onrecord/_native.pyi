import os
from typing import List, Optional, Tuple, Union

__version__: str

class Reader:
    problems: str
    def __init__(
        self, archive: Union[str, "os.PathLike[str]", None] = None, settings: Optional[str] = None, threads: Optional[int] = None
    ) -> None: ...
    def answers(self, lines: List[str], first: int) -> List[str]: ...

def read_archive(root: Union[str, "os.PathLike[str]"]) -> Tuple[str, List[Tuple[str, str]]]: ...
def main(arguments: List[str]) -> int: ...
