//! The longer texts of `--help`.

macro_rules! exit_status {
    () => {
        "Exit status:
  0  no finding of level error
  1  at least one finding of level error
  2  the job could not be done (unreadable file, bad option, full disk)
  130, 143  a signal ended it (SIGINT, SIGTERM)"
    };
}

pub(super) const EXIT_STATUS: &str = exit_status!();

pub(super) const IDENTIFY: &str = concat!(
    "Examples:
  identify lint calls/             check all calls in a folder
  identify lint < call.json        check what is piped in
  identify explain wrong-type      say what is behind a finding
  identify schema > call.json      keep the JSON Schema for an editor or a generator

",
    exit_status!(),
);

pub(super) const LINT_ABOUT: &str = "\
Checks identify calls: JSON syntax, the schema of the call, and rules for what a schema cannot say.

All findings of every call are reported, each on its exact bytes and with what to do about it.

A .json file is one call, a .ndjson or .jsonl file holds one call a line. For standard input and \
files of other names the first line decides: if its brackets are all closed again, each line is a \
call, otherwise the whole input is one. --input-format says so for all inputs. A JSON array of \
calls is read only with --input-format array.

Folders are searched for .json, .ndjson and .jsonl files in the order of their names, without \
hidden files, symbolic links, what .ignore files and, in a Git repository, .gitignore files \
exclude, and the plan. A file that is named is always read.

What is compressed with gzip or Zstandard is unpacked, whatever its name; in folders, files such as \
calls.ndjson.gz and call.json.zst are found as well. Places in findings count in what was unpacked.

Ctrl-C ends a run with a report of what was checked so far; a second one ends it at once.";

pub(super) const LINT: &str = concat!(
    "Examples:
  identify lint call.json                           check one call
  identify lint calls/ export.ndjson                check a folder and a file
  tail -f calls.log | identify lint                 check a log as it grows
  identify lint logs/ archive.ndjson.gz             check compressed logs too
  identify lint --input-format array export.json    check an array of calls
  identify lint --plan plan.json calls/             check against a plan too
  identify lint --rule unknown-member=off calls/    leave out a rule
  identify lint --output-format json calls/         write a report for programs
  identify lint --output-file json=r.json calls/    show findings, keep a report
  identify lint --write-baseline base.json calls/   write down what is known
  identify lint --baseline base.json calls/         and report only what is new
  identify lint --diff calls/                       see what --fix would do
  identify lint --fix calls/                        apply them
  identify lint --watch calls/                      check again at each change

",
    exit_status!(),
    "

With --fix, findings are those that remain. With --diff, 1 also says that there is something to \
     change. 2 wins over 1. If whoever reads the output stops early, nothing is said; the status is 1 if an \
     error was found by then, otherwise 2.",
);

pub(super) const NORMALIZE_ABOUT: &str = "\
Writes calls in their plain form, as compact JSON, one a line: the deprecated name `traits` \
becomes `user_traits`, optional members that are null are left out, and `name` is filled from \
`first_name` and `last_name` where only those two are given. Everything else is kept, \
except that a number that fits neither a 64-bit integer nor a 64-bit float becomes the nearest such \
float.

Calls are checked first. Findings go to standard error; a call with a finding of level error is \
left out. Inputs are found and divided as for `identify lint`.";

pub(super) const NORMALIZE: &str = concat!(
    "Examples:
  identify normalize call.json                      one call in its plain form
  identify normalize < raw.ndjson > calls.ndjson    clean a log
  identify normalize exports/ > calls.ndjson        turn a folder into one file

",
    "Exit status:
  0  all calls were written
  1  at least one call was left out
  2  the job could not be done (unreadable file, bad option, full disk)

2 wins over 1.",
);

pub(super) const EXPLAIN: &str = "\
Examples:
  identify explain malformed-date-time
  identify explain deprecated-alias | less";

pub(super) const RULES: &str = "\
Examples:
  identify rules
  identify rules --output-format json

Set the level of a rule with `identify lint --rule ID=LEVEL`. Rules of the groups syntax and
schema are the contract itself: their level cannot be changed. What a fix is
called: safe if it keeps the meaning of the call, unsafe if it is a guess.";

pub(super) const SCHEMA_ABOUT: &str = "\
Prints the JSON Schema (draft 2020-12) of the call as it should be sent: for editors, generators \
of client types, and tests of what you send.";

pub(super) const SCHEMA: &str = "\
Examples:
  identify schema > identify.schema.json
  identify schema --accepted     what `identify lint` judges by
  identify schema --report       what `lint --output-format json` writes
  identify schema --report-line  each line of `lint --output-format jsonl`
  identify schema --config       what a file `identify.toml` may say";

pub(super) const CONFIG: &str = "\
Examples:
  identify config                what holds for standard input and for a run as a whole
  identify config calls/a.json   what holds for one file

Settings are those of the nearest `identify.toml`, in the folder of the file or above it, no
farther than to the root of its repository. Options of the command line go before them.";

pub(super) const OPENAPI: &str = "\
Examples:
  identify openapi > openapi.json
  identify openapi | npx @redocly/cli lint /dev/stdin";

pub(super) const REFERENCE: &str = "\
Examples:
  identify reference > REFERENCE.md";

pub(super) const COMPLETIONS_ABOUT: &str = "\
Prints a script by which a shell completes commands, options, their values and the ids of rules.";

pub(super) const COMPLETIONS: &str = "\
Examples:
  identify completions bash > ~/.local/share/bash-completion/completions/identify
  identify completions zsh > ~/.zfunc/_identify        with fpath+=~/.zfunc before compinit
  identify completions fish > ~/.config/fish/completions/identify.fish";

pub(super) const MAN: &str = "\
Examples:
  identify man lint | man -l -
  identify man --output-dir ~/.local/share/man/man1";
