"""Files of the model, opened: a missing or a broken one says so, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from kawat.errors import ModelError


class Network(Protocol):
    """What reads scores off arrays: a session of onnxruntime, or what stands in for one."""

    def run(self, outputs: Sequence[str], inputs: Mapping[str, npt.NDArray[Any]]) -> list[Any]:
        """The named outputs, in that order."""
        ...


def existing(path: Path) -> Path:
    """The path itself. Raises ModelError where there is no such file."""
    if not path.is_file():
        raise ModelError(
            f"{path}: the language model needs this file and it is not there: install kawat anew with "
            "`pip install --force-reinstall kawat`, or in a checkout make it with `python -m training.export`"
        )
    return path


def broken(path: Path, error: Exception) -> ModelError:
    """The error to raise for a file that is there and cannot be read."""
    return ModelError(
        f"{path}: {error}: the file is broken or of another version: install kawat anew with "
        "`pip install --force-reinstall kawat`"
    )


def open_session(path: Path) -> ort.InferenceSession:
    """A session on one core without threads of its own: it may be forked, and gives the same each time."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3  # errors
    options.use_deterministic_compute = True
    file = str(existing(path))
    try:
        return ort.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no other base
        raise broken(path, error) from error


def load_array(path: Path, *, mapped: bool = False) -> npt.NDArray[Any]:
    """The array of a `.npy` file; `mapped` leaves it on the disk and reads what is asked for."""
    try:
        array: npt.NDArray[Any] = np.load(existing(path), "r" if mapped else None, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise broken(path, error) from error
    return array
