//! `cargo xtask judge`: what tools that others wrote say of the documents and the reports. Each is installed at a
//! fixed version into `target/judge`, used from there, and nothing outside is touched.

mod client_types;
mod reports;
mod samples;
mod schema_judges;
mod toolbox;
mod workplace;

use std::thread;
use std::time::Instant;

use crate::error::{Error, Result};
use crate::gen_schema;
use crate::repository::{root, target};
use reports::Reports;
use samples::Samples;
pub(crate) use toolbox::Toolbox;

/// What a judge has to work with.
struct Bench {
    tools: Toolbox,
    samples: Samples,
    reports: Reports,
    /// The folder of the documents.
    schemas: std::path::PathBuf,
}

/// A judge: says what it checked, or what is wrong.
type Judge = fn(&Bench) -> Result<String>;

/// The judges in the order in which they are asked. A new one is one more line.
const JUDGES: &[(&str, Judge)] = &[
    ("ajv", schema_judges::ajv),
    ("jsonschema", schema_judges::python_jsonschema),
    ("openapi-spec-validator", schema_judges::openapi_spec_validator),
    ("redocly", schema_judges::redocly),
    ("openapi-typescript", client_types::openapi_typescript),
    ("datamodel-code-generator", client_types::datamodel_code_generator),
    ("quicktype", client_types::quicktype),
    ("typify", client_types::typify),
    ("ajv-reports", reports::ajv),
    ("sarif-multitool", reports::sarif_multitool),
    ("junitparser", reports::junitparser),
    ("markdown-it", reports::markdown_it),
    ("pre-commit", workplace::pre_commit),
    ("check-jsonschema", workplace::check_jsonschema),
];

/// Asks all judges, or those whose name contains one of `names`, and fails if one objects.
pub(crate) fn run(names: &[String]) -> Result {
    gen_schema::check_within("schemas/")?;
    let wanted = |judge: &str| names.is_empty() || names.iter().any(|name| judge.contains(name));
    let judges: Vec<_> = JUDGES.iter().filter(|(name, _)| wanted(name)).collect();
    if judges.is_empty() {
        let known: Vec<_> = JUDGES.iter().map(|(name, _)| *name).collect();
        return Err(Error::new(format!("no such judge; there are {}", known.join(", "))));
    }

    let folder = target().join("judge");
    let schemas = root().join("schemas");
    let samples = Samples::collect(&root(), &schemas)?;
    samples.write(&folder.join("work/samples.json"))?;
    let reports = Reports::write(&folder.join("work/reports"))?;
    let bench = Bench { tools: Toolbox::install(&folder)?, samples, reports, schemas };

    let verdicts = thread::scope(|scope| {
        let bench = &bench;
        let asked: Vec<_> = judges
            .iter()
            .map(|(_, judge)| {
                scope.spawn(|| {
                    let start = Instant::now();
                    (judge(bench), start.elapsed().as_secs_f32())
                })
            })
            .collect();
        let gone = |_| (Err(Error::new("the judge's thread panicked")), 0.0);
        asked.into_iter().map(|judge| judge.join().unwrap_or_else(gone)).collect::<Vec<_>>()
    });

    let mut objections = 0;
    for ((name, _), (verdict, seconds)) in judges.iter().zip(verdicts) {
        match verdict {
            Ok(checked) => println!("ok    {name} {checked} ({seconds:.1} s)"),
            Err(error) => {
                objections += 1;
                println!("FAIL  {name} ({seconds:.1} s)\n{error}");
            }
        }
    }
    if objections > 0 {
        return Err(Error::new(format!("{objections} of the judges object")));
    }
    Ok(())
}
