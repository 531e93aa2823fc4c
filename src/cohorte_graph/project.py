"""Where the files of a project lie, in a checkout, in a cohort project folder, or inside the wheel."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from cohorte_graph import __version__
from cohorte_graph.errors import InputError, Place, RunError

__all__ = ["Project"]

NAME = "cohorte-graph"
PACKAGE = Path(__file__).parent
MARK = Path("data") / "sources"


def _packaged() -> Path:
    """The folder that holds ontology/, data/ and queries/ of this program itself."""
    inside_wheel = PACKAGE / "_project"
    return inside_wheel if inside_wheel.is_dir() else PACKAGE.parent.parent


def _cache() -> Path:
    """The user's cache for this version, or a folder among the temporary files where there can be none.

    A cache that was built once answers even where nothing can be written any more.
    """
    cache = Path(platformdirs.user_cache_dir(NAME, appauthor=False, version=__version__))
    try:
        cache.mkdir(parents=True, exist_ok=True)
        usable = os.access(cache, os.W_OK) or (cache / "current").exists()
    except OSError:
        usable = False
    return cache if usable else _private_folder() / __version__


def _private_folder() -> Path:
    """A folder among the temporary files that nobody else can write to; RunError where there is none."""
    import tempfile

    hint = "Set XDG_CACHE_HOME to a folder that can be written."
    try:
        folder = Path(tempfile.gettempdir()) / f"{NAME}-{os.getuid()}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise RunError(f"no folder can be written for the graph: {error.strerror}.", hint=hint) from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
        raise RunError("others could change what is read from there.", place=Place(folder), hint=hint)
    return folder


@dataclass(frozen=True)
class Project:
    """The folders of one project.

    ``root`` holds ``data/``; ontology and queries come from ``root`` where it has them, else from the
    program, so that a new cohort needs only its data.
    """

    root: Path
    build: Path

    @classmethod
    def at(cls, root: Path) -> Project:
        """The project in ``root``; raises InputError where it has no data/sources."""
        if not (root / MARK).is_dir():
            raise InputError(
                f"'{root}' is no project: it has no {MARK.as_posix()} folder.",
                hint="Name the folder that holds data/, ontology/ and queries/ with --project.",
            )
        return cls(root, root / "build")

    @classmethod
    def here(cls, start: Path | None = None) -> Project:
        """The project around the working directory, else the packaged one, built in the user's cache."""
        start = (start or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if (folder / MARK).is_dir():
                return cls.at(folder)
        packaged = _packaged()
        if packaged == PACKAGE / "_project":
            return cls(packaged, _cache())
        return cls.at(packaged)

    @property
    def is_packaged(self) -> bool:
        """Whether this is the program's own project, away from any checkout."""
        return self.root == PACKAGE / "_project"

    @property
    def awaits_first_build(self) -> bool:
        """Whether the first question has to build: away from a checkout nobody says ``cohorte build``."""
        return self.is_packaged and not (self.build / "current").exists()

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def ontology(self) -> Path:
        return self._own_or_packaged("ontology")

    @property
    def queries(self) -> Path:
        return self._own_or_packaged("queries")

    @property
    def has_packaged_ontology(self) -> bool:
        """Whether the ontology, and so the shapes, are those that come with the program."""
        return self.ontology.resolve() == (_packaged() / "ontology").resolve()

    def _own_or_packaged(self, name: str) -> Path:
        own = self.root / name
        return own if own.is_dir() else _packaged() / name

    @property
    def examples(self) -> Path | None:
        """The folder with a good and a bad example of each rule, where there is one."""
        packaged = _packaged()
        folder = packaged / "examples" if packaged == PACKAGE / "_project" else packaged / "tests/fixtures/shapes"
        return folder if folder.is_dir() else None

    @property
    def catalogue_file(self) -> Path:
        """What is stated of the catalogue and nowhere in the graph; it need not be there."""
        return self.data / "catalogue.ttl"

    def turtle_files(self, folder: Path) -> list[Path]:
        """The Turtle files below a folder, sorted, none where the folder is absent."""
        return sorted(folder.rglob("*.ttl"))

    def require(self, path: Path, what: str) -> Path:
        """``path`` if it exists, else InputError saying what is missing."""
        if not path.exists():
            raise InputError(f"{what} is missing.", place=Place(path))
        return path
