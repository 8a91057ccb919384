"""The tables, as functions in order; applied ones are recorded and never edited once merged."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database


def migrate(database: Database) -> None:
    """Apply what was not applied yet."""
    database.execute("create table if not exists migrations (name text primary key)")
    done = {name for (name,) in database.execute("select name from migrations").fetchall()}
    for step in STEPS:
        if step.__name__ not in done:
            step(database)
            database.execute("insert into migrations values (?)", [step.__name__])
    database.conn.commit()


def m001_readings(database: Database) -> None:
    """What was read, by the hash of the files; what sheets were written from."""
    database.execute("create table readings (key text primary key, case_id text, record blob)")
    database.execute("create table sheets (case_id text primary key, key text)")


def m002_results(database: Database) -> None:
    """The results of the last run."""
    for statement in (
        "create table cases (case_id text primary key, procedure text, cause text, pages integer, complete integer)",
        "create table documents (case_id text, n integer, role text, title text, source text, pages text, confidence real)",
        "create table pages (case_id text, n integer, source text, number integer, state text, rotation integer, confidence real,"
        " text text, reason text)",
        "create table facts (case_id text, name text, value text, confidence real, evidence text, conflicts text, reason text)",
        "create table findings (case_id text, rule text, verdict text, severity text, title text, message text, suggestion text,"
        " law text, items text, category text, root text, points real, confidence real, unconfirmed integer,"
        " evidence text, cases text)",
        "create table scores (case_id text primary key, standard text, points real, points_without_veto real, band text,"
        " coverage real, vetoes text)",
        "create table items (case_id text, item text, outcome text, full real, points real, reasons text, rules text,"
        " by_hand integer)",
        "create table problems (case_id text, kind text, source text, page integer, message text)",
        "create index findings_by_rule on findings (rule, verdict)",
    ):
        database.execute(statement)


def m003_ledger(database: Database) -> None:
    """What a person works on; kept from run to run."""
    database.execute(
        "create table ledger (id text primary key, case_id text, rule text, category text, problem text, detail text, law text,"
        " origin text, state text, unit text, person text, measure text, deadline text, found text)"
    )
    database.execute("create table audit (n integer primary key, action text, detail text, at text)")


def m004_runs(database: Database) -> None:
    """What the last run came to, so that an unchanged archive is not judged again."""
    database.execute("create table runs (key text primary key, summary blob)")


def m005_rectification(database: Database) -> None:
    """The ledger as people work on it: its columns, a history that only grows, and what was given out to be filled in."""
    for column in (
        "county", "subkind", "reason", "severity", "department", "leader", "progress", "proof", "checker", "closing", "lesson", "remark",
    ):  # fmt: skip
        database.execute(f"alter table ledger add column {column} text not null default ''")
    database.execute("alter table ledger add column enterprise integer not null default 0")
    database.execute("alter table ledger add column present integer not null default 1")
    for statement in (
        "update ledger set deadline = '' where deadline is null",
        "create table history (n integer primary key, id text, field text, old text, new text, why text, who text, at text)",
        "create index history_of on history (id, field)",
        "create trigger history_is_kept before delete on history begin select raise(abort, 'history only grows'); end",
        "create trigger history_stands before update on history begin select raise(abort, 'history only grows'); end",
        "create table exports (name text primary key, at text, content blob)",
        "create table written (name text primary key, sha256 text)",
    ):
        database.execute(statement)


STEPS: tuple[Callable[[Database], None], ...] = (m001_readings, m002_results, m003_ledger, m004_runs, m005_rectification)
