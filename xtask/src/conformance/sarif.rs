//! The published schema of SARIF 2.1.0, on our reports of all fixtures.

use fixtures::payloads;
use serde_json::Value;

use super::suite::{Run, Suite, Tally, expect};
use crate::{
    command::lint,
    error::{Error, Result},
    repository,
};

pub(super) const SUITE: Suite = Suite { name: "sarif-schema-2.1.0", run };

fn run(run: &Run) -> Result<Tally> {
    let path = run.folder.join("sarif-schema-2.1.0.json");
    let schema: Value =
        serde_json::from_str(&repository::read(&path)?).map_err(Error::file("read", &path))?;
    let judge = jsonschema::options().should_validate_formats(true).build(&schema);
    let judge = judge.map_err(Error::file("compile", &path))?;

    let (mut tally, mut results) = (Tally::default(), 0_usize);
    let folder = repository::root().join("fixtures");
    for payload in payloads() {
        let name = payload.path.display().to_string();
        let arguments = ["--no-config", "--output-format=sarif"].map(str::to_owned);
        let arguments = arguments.into_iter().chain(payload.args).chain([name.clone()]);
        let output = lint(&folder, arguments, std::io::empty(), 65_536);
        let mut what = Vec::new();
        match serde_json::from_slice::<Value>(&output.stdout) {
            Ok(log) => {
                let found = log.pointer("/runs/0/results").and_then(Value::as_array);
                results = results.saturating_add(found.map_or(0, Vec::len));
                what.extend(judge.iter_errors(&log).map(|error| error.to_string()));
            }
            Err(error) => what.push(format!("no JSON: {error}")),
        }
        expect(&mut what, output.status < 2, || format!("exit status {}", output.status));
        tally.row(name, what);
    }
    tally.figure(format!("{results} results in the logs of all fixtures"));
    Ok(tally)
}
