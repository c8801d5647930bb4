"""Files of a results folder: written whole or not at all, and verified when they are read.

A file is written as a partial file and renamed, so a file with its final name is complete. A part's name ends in the hash of its
bytes, and so does the content of a JSON file: what is read is what was written.
"""

import contextlib
import hashlib
import json
import logging
import os
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.config.errors import ConfigError
from sim.execution import messages
from sim.i18n.translate import Message

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa  # type: ignore[import-untyped]

log = logging.getLogger(__name__)

KEYS_OF_SUMS = ("scenario", "replication", "day", "counted")    # the columns of a part beside the sums


def can_be_written(folder: Path) -> None:
    """Create a folder and write a test file, before anything is simulated.

    Raises:
        ConfigError: it cannot be written; one line.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".{uuid.uuid4().hex}.part"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise ConfigError([messages.NOT_WRITABLE.format(folder=folder, why=error.strerror or error)]) from None


def written(file: Path, write: Callable[[Path], object]) -> None:
    """Write a file of a results folder whole or not at all.

    Raises:
        ConfigError: the folder cannot be written any more, for instance on a full disk; the partial file is removed.
    """
    try:
        write_whole(file, write)
    except OSError as error:
        raise ConfigError([messages.WRITING_FAILED.format(folder=file.parent, why=error.strerror or error)]) from None


def write_whole(file: Path, write: Callable[[Path], object]) -> None:
    """Write a partial file, which gets its name when it is complete, and is removed if it is not. A device is written directly.

    Raises:
        OSError: it cannot be written.
    """
    if file.exists() and not file.is_file():
        write(file)
        return
    partial = file.with_name(f".{file.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        write(partial)
        os.replace(partial, file)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def write_table(file: Path, table: "pd.DataFrame | pa.Table") -> None:
    """Write a table as Parquet."""
    written(file, lambda partial: _write_parquet(partial, table, {}))


def _write_parquet(where: Any, table: "pd.DataFrame | pa.Table", about: Mapping[str, str]) -> None:
    """Write Parquet to a path or a stream, with metadata in the footer and a checksum for each page."""
    import pyarrow as pa
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    if not isinstance(table, pa.Table):
        table = pa.Table.from_pandas(table, preserve_index=False)
    encoded = {key.encode(): value.encode() for key, value in about.items()}       # as the keys that the table has
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **encoded})
    repeats = [field.name for field in table.schema if not pa.types.is_floating(field.type)]    # measured numbers rarely repeat
    pq.write_table(table, where, compression="zstd", use_dictionary=repeats, write_page_checksum=True)


def write_part(folder: Path, stem: str, table: "pd.DataFrame | pa.Table", about: Mapping[str, str]) -> Path:
    """Write a table as a part, whose name ends in the hash of its bytes."""
    import pyarrow as pa

    buffer = pa.BufferOutputStream()
    _write_parquet(buffer, table, about)
    data = buffer.getvalue().to_pybytes()
    file = folder / f"{stem}-{_hash_of(data)}.parquet"
    written(file, lambda partial: partial.write_bytes(data))
    return file


def read_part(file: Path) -> "pa.Table | None":
    """A part's table; None if its bytes are not those that were written."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with contextlib.suppress(pa.ArrowException, OSError):
        data = file.read_bytes()
        if file.stem.endswith(f"-{_hash_of(data)}"):
            return pq.read_table(pa.BufferReader(data))
    return None


def _hash_of(data: bytes) -> str:
    """The 16 hexadecimal digits that end a part's name."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def write_json(file: Path, content: Mapping[str, Any]) -> None:
    """Write a mapping as indented JSON, whose last key `hash` is that of the bytes before it."""
    data = json.dumps(content, indent=2, ensure_ascii=False, default=str).removesuffix("\n}").encode()
    written(file, lambda partial: partial.write_bytes(data + _last_key(data)))


def read_json(file: Path) -> dict[str, Any] | None:
    """The mapping that `write_json` wrote; None if the file's bytes are not those that were written.

    Raises:
        FileNotFoundError: there is no such file.
    """
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise
    except OSError:
        return None
    start = len(data) - len(_last_key(b""))
    if start < 0 or data[start:] != _last_key(data[:start]):
        return None
    content: dict[str, Any] = json.loads(data)
    del content["hash"]
    return content


def _last_key(data: bytes) -> bytes:
    return f',\n  "hash": "{_hash_of(data)}"\n}}\n'.encode()


def quarantine(file: Path, why: Message) -> None:
    """Rename a file that cannot be used, and say so in the log; it is kept."""
    new = file.with_name(f"{file.name}.{uuid.uuid4().hex[:8]}.aside")
    with contextlib.suppress(OSError):
        os.replace(file, new)
    log.warning(messages.QUARANTINED.format(file=file, why=why, new=new.name))
