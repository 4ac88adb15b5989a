//! `identify schema`, `identify openapi` and `identify reference`.

use identify_codegen::{
    accepted_schema, identify_schema, report_line_schema, report_schema, to_text,
};
use identify_validator::{Report, ReportLine, example_findings};

use crate::{args::SchemaArgs, config::config_schema, console::Console, io::Io, status::Status};

pub(crate) fn schema(args: &SchemaArgs, io: &mut Io<'_>) -> Status {
    let schema = if args.accepted {
        accepted_schema()
    } else if args.report {
        report_schema::<Report>()
    } else if args.report_line {
        report_line_schema::<ReportLine>()
    } else if args.config {
        config_schema()
    } else {
        identify_schema()
    };
    print(&to_text(&schema), io)
}

pub(crate) fn openapi(io: &mut Io<'_>) -> Status {
    print(&to_text(&identify_codegen::openapi(&example_findings())), io)
}

pub(crate) fn reference(io: &mut Io<'_>) -> Status {
    print(&identify_codegen::reference(), io)
}

fn print(text: &str, io: &mut Io<'_>) -> Status {
    let mut console = Console::of(io);
    console.print(text);
    console.finish(Status::Clean)
}
