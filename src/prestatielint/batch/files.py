"""Writing files whole or not at all, also when the program is killed or the disk is full."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import tempfile
from pathlib import Path

import psutil

from prestatielint.errors import PrestatielintError

_PREFIX = ".prestatielint-"


class OutputFolder:
    """The folder that receives the output of one run; a file appears in it whole, by renaming, or not at all."""

    def __init__(self, root: Path) -> None:
        self.root = root
        try:
            root.mkdir(parents=True, exist_ok=True)
            _sweep(root)
            self._scratch = Path(tempfile.mkdtemp(dir=root, prefix=f"{_PREFIX}{_host()}-{os.getpid()}-"))
        except OSError as error:
            raise unwritable(root, error) from None

    def holds(self, name: str, sha256: str) -> bool:
        """Whether ``name`` is already there with this content (``sha256`` in hexadecimal)."""
        try:
            with (self.root / name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def scratch(self, name: str) -> Path:
        """A place for a file in the making, to be handed to ``publish``."""
        return self._scratch / name

    def publish(self, made: Path, name: str) -> None:
        """Move a finished file from the scratch folder to its name.

        Raises:
            PrestatielintError: the file cannot be written.

        """
        target = self.root / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.replace(target)
        except OSError as error:
            raise unwritable(target, error) from None

    def write(self, name: str, data: bytes) -> None:
        """Write ``data`` as ``name`` (relative to the folder, with ``/``); errors as for ``publish``."""
        made = self.scratch("bestand")
        try:
            made.write_bytes(data)
        except OSError as error:
            raise unwritable(self.root / name, error) from None
        self.publish(made, name)

    def close(self) -> None:
        """Take away what is half done."""
        shutil.rmtree(self._scratch, ignore_errors=True)


def unwritable(path: Path, error: OSError) -> PrestatielintError:
    """The one line for a file that cannot be written."""
    return PrestatielintError(
        "schrijven",
        f"Het bestand '{path}' kan niet worden geschreven: {error.strerror or type(error).__name__}. "
        "Wat af is, blijft bewaard; herhaal de opdracht als er weer plaats is",
    )


def _host() -> str:
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]


def _sweep(root: Path) -> None:
    """Remove what runs on this machine left when they were killed; never that of a run that still lives."""
    for folder in root.glob(f"{_PREFIX}{_host()}-*-*"):
        number = folder.name.split("-")[2]
        try:
            # Another program may have got the number of the dead one.
            alive = psutil.Process(int(number)).create_time() <= folder.stat().st_ctime + 1
        except (ValueError, OSError, psutil.Error):
            alive = False
        if not alive:
            shutil.rmtree(folder, ignore_errors=True)
