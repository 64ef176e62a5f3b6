"""The command line as a user meets it: tables, JSON lines, messages, exit statuses."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from dragoman.cli import output

TEXT = "Poland expelled three Russian diplomats on Thursday. Moscow denied that its agents had planned an attack.\n"


def run(*words, cwd=None, stdin=None):
    return subprocess.run(
        [sys.executable, "-m", "dragoman", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        input=stdin,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("cli")
    (path / "report.txt").write_text(TEXT)
    (path / "broken.jsonl").write_text(
        '{"id": "1", "text": "Iran attacked Iraq.", "published": "2020-01-03"}\n{"id": "2", "te'
    )
    return path


@pytest.fixture(scope="module")
def store(folder):
    made = run(
        "add",
        "report.txt",
        "--published",
        "2021-04-15",
        "--outlet",
        "Harbour Post",
        "--store",
        "s.duckdb",
        cwd=folder,
    )
    assert made.returncode == 0, made.stderr
    return folder / "s.duckdb"


def test_help_lists_every_command_with_an_example(folder):
    commands = ["code", "add", "events", "claims", "dyad", "explain", "codebook", "demo", "doctor", "bench"]
    listing = run("--help")
    assert listing.returncode == 0
    for command in commands:
        assert command in listing.stdout
        assert "Example: dragoman " + command in run(command, "--help").stdout


def test_a_run_reads_the_module_of_its_command_and_of_no_other():
    code = (
        "import sys; sys.argv = ['dragoman', 'codebook', '--help']\n"
        "from dragoman.cli.app import run\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        "print(*(m for m in sys.modules if m.startswith('dragoman.cli.')))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    read = set(out.splitlines()[-1].split())
    assert "dragoman.cli.codebook" in read
    assert not {"dragoman.cli.dyad", "dragoman.cli.add", "dragoman.cli.forecast"} & read


def test_every_command_of_the_list_is_there_in_its_order():
    from dragoman.cli.app import COMMANDS, GROUPS

    listing = run("--help").stdout
    shown = [line.split()[0] for line in listing.partition("Commands:")[2].splitlines() if line[2:3].strip()]
    assert shown == [*COMMANDS, *GROUPS]


def test_code_prints_one_json_object_a_line(folder):
    out = run("code", "report.txt", "--published", "2021-04-15", "--json", cwd=folder)
    records = [json.loads(line) for line in out.stdout.splitlines()]

    assert out.returncode == 0
    assert {r["record"] for r in records} == {"event", "claim"}
    assert "SANCTION" in {r["type"] for r in records if r["record"] == "event"}


def test_a_broken_row_is_set_aside_and_the_rest_goes_on(folder):
    out = run("code", "broken.jsonl", "--json", cwd=folder)

    assert out.returncode == 3
    assert "ASSAULT" in out.stdout
    assert "bad_row" in out.stderr or "broken_file" in out.stderr


def test_code_reads_stdin(folder):
    out = run("code", "-", "--published", "2021-04-15", "--json", stdin=TEXT)

    assert out.returncode == 0
    assert "SANCTION" in out.stdout


def test_a_missing_file_is_a_usage_error_that_names_it(folder):
    out = run("code", "nowhere.txt", cwd=folder)

    assert out.returncode == 2
    assert "nowhere.txt" in out.stderr
    assert "Traceback" not in out.stderr


def test_adding_twice_changes_nothing(folder, store):
    again = run(
        "add",
        "report.txt",
        "--published",
        "2021-04-15",
        "--outlet",
        "Harbour Post",
        "--store",
        store,
        "--json",
        cwd=folder,
    )

    assert json.loads(again.stdout)["reports"] == 0
    assert json.loads(again.stdout)["unchanged"] == 1


def test_events_and_dyad_and_claims_answer_from_the_store(store):
    events = [
        json.loads(line)
        for line in run("events", "--source", "Poland", "--store", store, "--json").stdout.splitlines()
    ]
    dyad = [
        json.loads(line)
        for line in run("dyad", "Poland", "RUS", "--store", store, "--json").stdout.splitlines()
    ]
    claims = [
        json.loads(line)
        for line in run("claims", "--stance", "denies", "--store", store, "--json").stdout.splitlines()
    ]

    assert [e["type"] for e in events] == ["SANCTION"]
    assert dyad[0]["record"] == "dyad"
    assert dyad[0]["events"] >= 1
    assert len(claims) == 1


def test_tables_are_printed_for_people(store):
    out = run("dyad", "Poland", "Russia", "--store", store)

    assert out.returncode == 0
    assert "SANCTION/expel" in out.stdout
    assert "Harbour Post" in out.stdout


def test_explain_shows_the_sentence_and_the_reasons(store):
    event = json.loads(run("events", "--type", "sanction", "--store", store, "--json").stdout.splitlines()[0])
    out = run("explain", "--event", event["event_id"][:10], "--store", store)

    assert "Poland expelled three Russian diplomats" in out.stdout
    assert "because" in out.stdout
    assert "why it lost" in out.stdout


def test_explain_lists_in_json_what_else_was_considered(store):
    event = json.loads(run("events", "--type", "sanction", "--store", store, "--json").stdout.splitlines()[0])
    out = json.loads(run("explain", "--event", event["event_id"], "--store", store, "--json").stdout)

    assert out["event_id"] == event["event_id"]
    assert all({"word", "act", "frame", "why", "trigger"} <= c.keys() for c in out["considered"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("dyad", "Atlantis", "RUS", "--store", "s.duckdb"), "Atlantis"),
        (("codebook", "FIGHT"), "ASSAULT"),
        (("events", "--store", "none.duckdb"), "there is no store"),
        (("events", "--since", "soon", "--store", "s.duckdb"), "expected YYYY"),
    ],
)
def test_errors_say_what_was_expected(folder, store, words, said):
    out = run(*words, cwd=folder)

    assert out.returncode == 2
    assert said in out.stderr
    assert "Traceback" not in out.stderr


def test_codebook_prints_a_type_with_its_modes():
    out = run("codebook", "consult")

    assert out.returncode == 0
    for word in ("CONSULT", "visit", "third-party", "multilateral", "phone"):
        assert word in out.stdout


def test_doctor_finds_nothing_wrong(store):
    out = run("doctor", "--store", store, "--json")
    checks = [json.loads(line) for line in out.stdout.splitlines()]

    assert out.returncode == 0, [c for c in checks if not c["ok"]]
    assert any("weights" in c["what"] for c in checks)


def test_brackets_and_colons_in_a_table_are_words(capsys):
    """An outlet called "News [/b]" ended the command with an error of markup before."""
    output.table(("outlet", "words"), [("News [/b]", "a [red] flag :smile:")], title="Acts [all]")

    shown = capsys.readouterr().out
    assert all(words in shown for words in ("News [/b]", "a [red] flag :smile:", "Acts [all]"))
