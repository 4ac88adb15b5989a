//! The command line.

mod fix;
mod help;
mod report;
mod values;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use identify_types::Timestamp;
use identify_validator::{DEFAULT_MEMORY_BYTES, InputFormat, Level};

use crate::input::STANDARD_INPUT;
pub(crate) use fix::FixArgs;
pub(crate) use report::ReportArgs;
pub(crate) use values::{Bytes, RuleSetting};

/// Checks customer-data identify calls, and prints what they have to look like
#[derive(Debug, Parser)]
#[command(
    name = "identify",
    version,
    after_help = help::EXIT_STATUS,
    after_long_help = help::IDENTIFY,
    max_term_width = 100,
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t, alias = "colour")]
    pub(crate) color: Colour,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check calls: what is wrong, where, and what to do
    #[command(long_about = help::LINT_ABOUT, after_long_help = help::LINT)]
    Lint(LintArgs),
    /// Write valid calls in their plain form, one a line
    #[command(long_about = help::NORMALIZE_ABOUT, after_long_help = help::NORMALIZE)]
    Normalize(NormalizeArgs),
    /// Explain a rule: what it finds, why it matters, how to mend it
    #[command(after_long_help = help::EXPLAIN)]
    Explain(ExplainArgs),
    /// List the rules
    #[command(after_long_help = help::RULES)]
    Rules(RulesArgs),
    /// Show the settings that hold for an input, and where each is from
    #[command(after_long_help = help::CONFIG)]
    Config(ConfigArgs),
    /// Print the JSON Schema of the call
    #[command(long_about = help::SCHEMA_ABOUT, after_long_help = help::SCHEMA)]
    Schema(SchemaArgs),
    /// Print the OpenAPI 3.1 document of the call over HTTP
    #[command(after_long_help = help::OPENAPI)]
    Openapi,
    /// Print the reference of all members, as Markdown
    #[command(after_long_help = help::REFERENCE)]
    Reference,
    /// Print what makes a shell complete the command's arguments
    #[command(long_about = help::COMPLETIONS_ABOUT, after_long_help = help::COMPLETIONS)]
    Completions(CompletionsArgs),
    /// Print a manual page, or write all of them into a folder
    #[command(after_long_help = help::MAN)]
    Man(ManArgs),
}

#[derive(Debug, Args)]
pub(crate) struct LintArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,

    #[command(flatten)]
    pub(crate) checks: CheckArgs,

    #[command(flatten)]
    pub(crate) report: ReportArgs,

    #[command(flatten)]
    pub(crate) fix: FixArgs,
}

#[derive(Debug, Args)]
pub(crate) struct NormalizeArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,

    #[command(flatten)]
    pub(crate) checks: CheckArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// Its id, as it stands in brackets in a finding; without it, the rules are listed
    #[arg(value_parser = values::RuleId, hide_possible_values = true)]
    pub(crate) rule: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    /// How they are listed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) output_format: ListFormat,
}

#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    /// A file, or `-` for standard input; without it, what holds for a run as a whole is shown
    pub(crate) path: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) checks: CheckArgs,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct SchemaArgs {
    /// The call as it is accepted: also the deprecated name `traits`, and null where optional
    #[arg(long, conflicts_with = "report")]
    pub(crate) accepted: bool,

    /// The report that `identify lint --output-format json` writes
    #[arg(long)]
    pub(crate) report: bool,

    /// A line of the report that `identify lint --output-format jsonl` writes
    #[arg(long, conflicts_with_all = ["accepted", "report"])]
    pub(crate) report_line: bool,

    /// The settings in a file `identify.toml`
    #[arg(long, conflicts_with_all = ["accepted", "report", "report_line"])]
    pub(crate) config: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command that the page is about; without it, the page is about `identify`
    #[arg(conflicts_with = "output_dir")]
    pub(crate) command: Option<String>,

    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) output_dir: Option<PathBuf>,
}

/// Which calls.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Files and folders, or `-` for standard input, which is also read if nothing is named
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// How the inputs are divided into calls [default: by the file name, else by the first line]
    #[arg(long, value_name = "FORMAT", value_enum)]
    input_format: Option<Division>,

    /// When to show on standard error how far it is
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) progress: Progressing,

    /// Most bytes that one compressed input may unpack to, as 2GiB [default: no limit]
    #[arg(long, value_name = "BYTES", value_parser = values::any_bytes)]
    pub(crate) max_unpacked_bytes: Option<Bytes>,
}

impl InputArgs {
    /// Whether standard input is read.
    pub(crate) fn reads_standard(&self) -> bool {
        self.paths.is_empty() || self.paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT)
    }

    pub(crate) fn format(&self) -> Option<InputFormat> {
        self.input_format.map(|division| match division {
            Division::Json => InputFormat::Json,
            Division::Ndjson => InputFormat::Ndjson,
            Division::Array => InputFormat::Array,
        })
    }
}

/// What is asked of the calls.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct CheckArgs {
    /// A tracking plan that calls must satisfy as well: a JSON Schema laid over the contract
    #[arg(long, value_name = "FILE")]
    pub(crate) plan: Option<PathBuf>,

    #[arg(
        long = "rule",
        value_name = "ID=LEVEL",
        value_parser = values::rule,
        help = values::rule_help(),
    )]
    pub(crate) rules: Vec<RuleSetting>,

    /// The lowest level that is looked at [default: warning]
    #[arg(long, value_name = "LEVEL", value_parser = values::levels())]
    pub(crate) level: Option<Level>,

    /// Also compare calls with each other, over all inputs: finds one username for two ids
    #[arg(long)]
    pub(crate) across_records: bool,

    /// Most bytes that --across-records remembers, as 256MiB; a user takes about 300
    #[arg(long, value_name = "BYTES", default_value_t = Bytes(DEFAULT_MEMORY_BYTES))]
    pub(crate) max_memory_bytes: Bytes,

    /// What counts as now, as an RFC 3339 date-time, so that a run can be repeated
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,

    #[arg(long, value_name = "BYTES", help = values::max_record_bytes_help())]
    pub(crate) max_record_bytes: Option<Bytes>,

    /// Inspect every call, also those that the fast lane proves clean: slower, the same report
    #[arg(long)]
    pub(crate) no_screen: bool,

    /// Threads that check calls [default: as many as there are cores]; the report is the same
    #[arg(long, value_name = "N", value_parser = values::threads())]
    pub(crate) threads: Option<u16>,

    /// Bytes that are read and checked at a time, for tests: the report is the same
    #[arg(long, value_name = "BYTES", hide = true)]
    pub(crate) block_bytes: Option<Bytes>,

    /// Settings from this file alone, and not from the `identify.toml` that is nearest to an input
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,

    /// No settings from any `identify.toml`
    #[arg(long)]
    pub(crate) no_config: bool,

    /// Pass over what the settings exclude also where it is named on the command line
    #[arg(long)]
    pub(crate) force_exclude: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless the environment says otherwise (`NO_COLOR`, `CLICOLOR_FORCE`)
    #[default]
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

impl Colour {
    pub(crate) fn is_on(self, by_itself: bool) -> bool {
        match self {
            Self::Auto => by_itself,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Progressing {
    /// On a terminal, when it takes longer than half a second; not with --quiet, not where CI is set
    #[default]
    Auto,
    /// Also with --quiet and where CI is set; off a terminal as a line every five seconds
    Always,
    /// Not at all
    Never,
}

/// How an input is divided into calls.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Division {
    /// The input is one call
    Json,
    /// Each line is one call
    #[value(alias = "jsonl")]
    Ndjson,
    /// The input is a JSON array of calls
    Array,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people: a table
    #[default]
    Human,
    /// A JSON array
    Json,
}
