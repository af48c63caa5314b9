import os
import sys
from pathlib import Path

import pytest

# The workers are processes of their own, which must find the stub too.
HERE = str(Path(__file__).parent)
sys.path.insert(0, HERE)


@pytest.fixture(autouse=True)
def stub_for_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    package = Path(__file__).parents[2] / "src"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([HERE, str(package)]))
