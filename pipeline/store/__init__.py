"""The store of record: OUT/anjuan.db, SQLite by sqlite-utils, one writer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pipeline.problems import OutputError
from pipeline.records import CaseRecord, Entry, Finding, Problem, Review, Summary
from pipeline.records.ledger import Item
from pipeline.store import codec, ledger, rows, written
from pipeline.store.migrations import migrate

NAME = "anjuan.db"


class Store:
    """An open database of one OUT folder. Cases already read are kept by the hash of their files, so a run can go on."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=2)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            self._lock = _lock(path.with_suffix(".lock"))
            self.database = Database(connection)
            migrate(self.database)
        except (OSError, sqlite3.Error) as error:
            hint = "请关闭正在使用它的程序，或另选 -o 文件夹。"
            raise OutputError(f"{path}：结果文件夹不能写入或正被占用（{error}）。{hint}") from error

    def read_case(self, key: str) -> tuple[CaseRecord, ...] | None:
        """The cases that the files with this hash gave, or None where they were not read yet (or by another version of us)."""
        found = self.database.execute("select record from readings where key = ?", [key]).fetchone()
        if found is None:
            return None
        try:
            records: tuple[CaseRecord, ...] = codec.loads(found[0])
        except ValueError:
            return None
        return records

    def records(self) -> tuple[CaseRecord, ...]:
        """Every case that the last run read."""
        found = self.database.execute("select record from readings order by case_id").fetchall()
        return tuple(record for (stored,) in found for record in codec.loads(stored))

    def has_case(self, key: str) -> bool:
        """Whether the files with this hash were read already."""
        return self.database.execute("select 1 from readings where key = ?", [key]).fetchone() is not None

    def keep_case(self, key: str, case_id: str, records: tuple[CaseRecord, ...]) -> None:
        """Commit what was read of one case's files; a killed run goes on after it."""
        row = {"key": key, "case_id": case_id, "record": codec.dumps(records)}
        self._table("readings").insert(row, pk="key", replace=True)
        self.database.conn.commit()

    def sheet_key(self, case_id: str) -> str | None:
        """What the sheets of a case were last written from."""
        found = self.database.execute("select key from sheets where case_id = ?", [case_id]).fetchone()
        return str(found[0]) if found else None

    def keep_sheet(self, case_id: str, key: str) -> None:
        """Remember what the sheets of a case were written from."""
        self._table("sheets").insert({"case_id": case_id, "key": key}, pk="case_id", replace=True)

    def begin(self) -> None:
        """Start writing the results of a run: the rows of the last one go in the same transaction."""
        for table in rows.TABLES:
            self.database.execute(f"delete from {table}")

    def save(self, review: Review) -> None:
        """Every document, page, fact, finding, score and problem of one case."""
        for table, content in rows.of_review(review):
            if content:
                self._table(table).insert_all(content)

    def save_findings(self, findings: Iterable[Finding]) -> None:
        """Archive findings."""
        self._table("findings").insert_all(rows.of_findings(findings))

    def save_entries(self, entries: Iterable[Entry], region: Sequence[str]) -> tuple[Item, ...]:
        """The ledger with what this run found; what a person set on an item before stays, and so do items found no more."""
        ledger.find(self.database, rows.of_entries(entries, region))
        return ledger.items(self.database)

    def set_aside(self, paths: Iterable[Path]) -> tuple[Problem, ...]:
        """Lists that people edited since we wrote them get another name; a problem each says so."""
        try:
            return written.set_aside(self.database, paths)
        except OSError as error:
            raise OutputError(f"{error.filename}：文件不能改名，可能正在 Excel 中打开。请关闭后再运行。") from error

    def remember(self, paths: Iterable[Path]) -> None:
        """The lists as we wrote them."""
        written.remember(self.database, paths)

    def last_run(self, key: str) -> Summary | None:
        """What the last run came to, where it went through on these very inputs."""
        found = self.database.execute("select summary from runs where key = ?", [key]).fetchone()
        summary: Summary | None = codec.loads(found[0]) if found else None
        return summary

    def forget_sheets(self, kept: Iterable[str]) -> list[str]:
        """The cases that have sheets of ours and are not among `kept`; they are forgotten."""
        known = {case for (case,) in self.database.execute("select case_id from sheets").fetchall()}
        gone = sorted(known - set(kept))
        for case in gone:
            self.database.execute("delete from sheets where case_id = ?", [case])
        return gone

    def end(self, key: str, summary: Summary | None, keys: Iterable[str]) -> None:
        """End a run: keep its summary (None: it must be tried again), and the readings of `keys` only."""
        self.database.execute("delete from runs")
        if summary is not None:
            self._table("runs").insert({"key": key, "summary": codec.dumps(summary)})
        kept = set(keys)
        for (stored,) in self.database.execute("select key from readings").fetchall():
            if stored not in kept:
                self.database.execute("delete from readings where key = ?", [stored])
        self.note("review", f"{len(kept)} cases")
        self.commit()

    def note(self, action: str, detail: str) -> None:
        """Append one audit row."""
        self._table("audit").insert({"action": action, "detail": detail, "at": rows.now()})

    def commit(self) -> None:
        """End the transaction."""
        self.database.conn.commit()

    def close(self) -> None:
        """Close the database and let go of OUT."""
        self.database.conn.commit()
        self.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.database.conn.close()
        os.close(self._lock)

    def _table(self, name: str) -> Any:
        return self.database[name]


def _lock(path: Path) -> int:
    """An advisory lock that the system drops with the process, so a killed run leaves nothing behind."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise OSError("另一个 anjuan 正在写这个文件夹") from error
    return handle
