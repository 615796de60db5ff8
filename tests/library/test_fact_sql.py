"""The view `facts` asked in SQL: what a hostile or a careless query may try, and what a good one gets."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import CannotAsk
from core.filings import Fact, Filing, Form, Kind, Statement
from core.periods import Period
from library.fact_sql import COLUMNS, FactTable
from library.models import facts_view

HOSTILE = [
    # other statements
    "DROP TABLE facts",
    "DELETE FROM facts",
    "UPDATE facts SET amount = 0",
    "INSERT INTO facts (label) VALUES ('x')",
    "REPLACE INTO facts (label) VALUES ('x')",
    "CREATE TABLE t (x)",
    "CREATE TEMP TABLE t AS SELECT * FROM facts",
    "CREATE VIEW v AS SELECT * FROM facts",
    "CREATE TRIGGER t AFTER INSERT ON facts BEGIN SELECT 1; END",
    "ALTER TABLE facts ADD COLUMN x",
    "CREATE INDEX i ON facts (label)",
    "BEGIN",
    "COMMIT",
    "SAVEPOINT s",
    "VACUUM INTO '/tmp/stolen.db'",
    "VACUUM",
    "REINDEX",
    "ANALYZE",
    "EXPLAIN SELECT * FROM facts",
    "EXPLAIN QUERY PLAN SELECT * FROM facts",
    "PRAGMA table_info(facts)",
    "PRAGMA query_only = 0",
    "PRAGMA writable_schema = 1",
    "ATTACH DATABASE '/etc/passwd' AS p",
    "ATTACH ':memory:' AS m",
    "DETACH main",
    "VALUES (1)",
    "SET statement_timeout = 0",
    "COPY facts TO PROGRAM 'cat'",
    "DO $$ BEGIN PERFORM 1; END $$",
    "CALL pg_sleep(1)",
    "GRANT ALL ON facts TO public",
    # a write behind a WITH
    "WITH x AS (SELECT 1) DELETE FROM facts",
    "WITH x AS (SELECT 1) INSERT INTO facts (label) SELECT 'x' FROM x",
    "WITH x AS (DELETE FROM facts RETURNING *) SELECT * FROM x",
    "SELECT * INTO copy FROM facts",
    "SELECT * FROM facts FOR UPDATE",
    # several statements
    "SELECT label FROM facts; DROP TABLE facts",
    "SELECT label FROM facts; SELECT label FROM facts",
    "SELECT label FROM facts;\n--\nDELETE FROM facts",
    # comments that hide something
    "/* SELECT */ DROP TABLE facts",
    "-- SELECT\nDROP TABLE facts",
    "/* SELECT * FROM facts",
    "/**/ PRAGMA /**/ table_info(facts)",
    "SELECT label FROM facts /* ; */ ; /* */ DROP TABLE facts",
    "/*! DELETE FROM facts */",
    # other tables
    "SELECT * FROM sqlite_master",
    "SELECT sql FROM sqlite_schema",
    "SELECT * FROM sqlite_temp_master",
    "SELECT * FROM main.sqlite_master",
    "SELECT * FROM filing",
    "SELECT * FROM session",
    "SELECT label FROM facts UNION SELECT name FROM sqlite_master",
    "SELECT (SELECT sql FROM sqlite_master) FROM facts",
    "SELECT label FROM facts WHERE label IN (SELECT name FROM sqlite_master)",
    "WITH x AS (SELECT * FROM sqlite_master) SELECT * FROM x, facts",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM pg_catalog.pg_user",
    "SELECT * FROM pragma_table_info('facts')",
    "SELECT * FROM pragma_database_list",
    "SELECT * FROM facts, json_each('[1,2]')",
    "SELECT * FROM json_tree('{}')",
    "SELECT * FROM generate_series(1, 9)",
    "SELECT * FROM fts3tokenize",
    "SELECT * FROM dbstat",
    "SELECT * FROM '/etc/passwd'",
    # functions
    "SELECT load_extension('evil') FROM facts",
    "SELECT readfile('/etc/passwd') FROM facts",
    "SELECT writefile('/tmp/x', label) FROM facts",
    "SELECT edit(label) FROM facts",
    "SELECT fts3_tokenizer('simple') FROM facts",
    "SELECT sqlite_compileoption_get(1) FROM facts",
    "SELECT sqlite_version() FROM facts",
    "SELECT pg_sleep(10) FROM facts",
    "SELECT pg_read_file('/etc/passwd') FROM facts",
    "SELECT lo_import('/etc/passwd') FROM facts",
    "SELECT dblink('host=evil', 'SELECT 1') FROM facts",
    "SELECT current_setting('data_directory') FROM facts",
    "SELECT randomblob(1000000000) FROM facts",
    "SELECT zeroblob(1000000000) FROM facts",
    "SELECT printf('%1000000000d', 1) FROM facts",
    "SELECT hex(label) FROM facts",
    "SELECT char(65) FROM facts",
    "SELECT random() FROM facts",
    "SELECT label FROM facts ORDER BY load_extension('evil')",
    "SELECT label FROM facts WHERE fts5(label)",
    # without the table
    "SELECT 1",
    "SELECT 'revenue was 9,999'",
    "WITH x AS (SELECT 1 AS amount) SELECT amount FROM x",
    # without end
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n, facts",
    "WITH RECURSIVE n(i) AS (SELECT fact FROM facts UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "SELECT count(*) FROM facts a, facts b, facts c, facts d, facts e, facts f",
    "SELECT replace(replace(label, 'e', printed), 'o', label) FROM facts a, facts b, facts c, facts d ORDER BY 1",
    # too long, too deep, not text
    "SELECT label FROM facts WHERE label = '" + "x" * 10_000 + "'",
    "SELECT " + "(" * 500 + "1" + ")" * 500 + " FROM facts",
    "SELECT " + " UNION ALL SELECT ".join(["label FROM facts"] * 50),
    "SELECT label FROM facts WHERE label LIKE '" + "%a" * 500 + "'",
    "SELECT " + ", ".join(["label"] * 500) + " FROM facts",
    "SELECT label FROM facts WHERE amount > ?",
    "SELECT label FROM facts WHERE amount > :x",
    "SELECT label FROM facts\x00; DROP TABLE facts",
    "SELECT \ud800 FROM facts",
    "SELECT",
    "",
    "   ;  ",
    "revenue",
    "selectlabel from facts",
]


def filing(id: str = "a-q1", company: str = "Ferrowick Ferries, Inc.") -> Filing:
    return Filing(id, f"{id}.pdf", company, Form.TEN_Q, Kind.PDF, 9, id, 2022, 1, date(2022, 3, 31))


def fact(of: str, label: str, value: int, page: int = 4, **more: object) -> Fact:
    period = Period(date(2022, 3, 31), date(2022, 1, 1))
    return Fact(of, label, Decimal(value), "USD", period, page, row=f"{label} {value}", **more)  # type: ignore[arg-type]


@pytest.fixture
def table() -> FactTable:
    many = [fact("a-q1", f"Line {n}", n) for n in range(300)]
    revenue = fact("a-q1", "Total revenue", 1_000_000_000, concept="Revenues", statement=Statement.INCOME)
    return FactTable([(filing(), [revenue, *many]), (filing("b-q1", "Tramontane"), [fact("b-q1", "Net sales", 7)])])


@pytest.mark.parametrize("sql", HOSTILE)
def test_anything_but_one_select_over_the_facts_is_refused_with_a_sentence(table, sql):
    with pytest.raises(CannotAsk) as refused:
        table.ask(sql, seconds=0.2)
    assert str(refused.value).endswith((".", "facts", "\u2026")) and len(str(refused.value)) > 20
    assert table.ask("SELECT count(*) FROM facts").rows == ((302,),)


def test_there_are_many_hostile_cases():
    assert len(set(HOSTILE)) == len(HOSTILE) >= 40


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT value FROM facts WHERE concept = 'Revenues'", [("1000000000",)]),
        ("```sql\nSELECT value FROM facts WHERE concept = 'Revenues';\n```", [("1000000000",)]),
        ("-- the revenue\nselect value from FACTS where concept = \"Revenues\" ;;", [("1000000000",)]),
        ("WITH r AS (SELECT * FROM facts WHERE amount > 1000) SELECT label FROM r", [("Total revenue",)]),
        ("SELECT company, max(amount) FROM facts GROUP BY company ORDER BY company LIMIT 1",
         [("Ferrowick Ferries, Inc.", 1e9)]),
        ("SELECT label FROM (SELECT label, rank() OVER (ORDER BY amount DESC) AS r FROM facts) WHERE r = 1",
         [("Total revenue",)]),
        ("SELECT a.label FROM facts a JOIN facts b ON a.period_end = b.period_end WHERE a.fact = 1 AND b.fact = 2",
         [("Total revenue",)]),
        ("SELECT label FROM main.facts WHERE label LIKE '%revenue' AND period_end >= '2022-03-01'",
         [("Total revenue",)]),
        ("SELECT ';' || label FROM facts WHERE fact = 1 -- a semicolon in a text is no end", [(";Total revenue",)]),
        ("SELECT label FROM facts WHERE label = 'Robert''); DROP TABLE facts;--'", []),
        ("SELECT fact FROM facts WHERE fact = 1 UNION SELECT fact FROM facts WHERE fact = 2", [(1,), (2,)]),
        ("SELECT CASE WHEN months = 3 THEN 'quarter' END, CAST(amount / 1e6 AS INTEGER) FROM facts WHERE fact = 1",
         [("quarter", 1000)]),
    ],
)  # fmt: skip
def test_a_select_gets_its_rows(table, sql, rows):
    assert list(table.ask(sql).rows) == rows


def test_rows_are_cut_at_the_limit_and_this_is_said(table):
    found = table.ask("SELECT label FROM facts", most=5)
    assert len(found.rows) == 5 and found.cut and not table.ask("SELECT label FROM facts LIMIT 5", most=5).cut


def test_only_the_filings_handed_in_are_there(table):
    assert table.ask("SELECT DISTINCT filing FROM facts ORDER BY 1").rows == (("a-q1",), ("b-q1",))
    alone = FactTable([(filing("b-q1", "Tramontane"), [fact("b-q1", "Net sales", 7)])])
    assert alone.ask("SELECT label, fact FROM facts").rows == (("Net sales", 1),)


def test_errors_say_how_to_ask_better(table):
    with pytest.raises(CannotAsk, match=r"no such column: revenue; the columns are fact, filing"):
        table.ask("SELECT revenue FROM facts")
    with pytest.raises(CannotAsk, match="The table filings cannot be read|no such table: filings"):
        table.ask("SELECT * FROM filings")
    with pytest.raises(CannotAsk, match="took more than 0.1 seconds"):
        table.ask("SELECT count(*) FROM facts a, facts b, facts c, facts d", seconds=0.1)
    with pytest.raises(CannotAsk, match="function hex cannot be used; those that can are abs"):
        table.ask("SELECT hex(label) FROM facts")


def test_the_copy_has_the_columns_of_the_documented_view():
    of_view = {column.name for column in facts_view().selected_columns} - {"workspace"}
    assert {column.name for column in COLUMNS} - {"fact"} == of_view


def test_long_texts_are_cut():
    long = FactTable([(filing(), [fact("a-q1", "x" * 3000, 1)])])
    assert len(str(long.ask("SELECT label FROM facts").rows[0][0])) < 600
