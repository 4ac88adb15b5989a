//! Judges of the reports: each form is read by somebody else's reader.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use identify_validator::{
    Checked, Finding, InputFormat, Report, Sink, Source, Validator,
    render::{Format, Render, Style},
};
use serde_json::{Value, json};

use super::{Bench, toolbox::version};
use crate::{
    error::{Error, Result},
    programs::output,
    repository::{files, read, root, write},
};

/// What the tests of the renderers try to break out with.
const HOSTILE: &str = include_str!("../../../crates/identify-validator/tests/render/hostile.json");

/// The reports on all samples in one run, and on hostile texts in another.
pub(super) struct Reports {
    folder: PathBuf,
}

/// An input of a run.
struct Input {
    path: String,
    bytes: Vec<u8>,
    format: InputFormat,
    plan: Option<Value>,
}

/// Takes what checking gives.
struct Writer {
    renderer: Box<dyn Render>,
    text: String,
    path: String,
}

impl Sink for Writer {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        self.text += &self.renderer.finding(&finding, source);
        ControlFlow::Continue(())
    }

    fn call(&mut self, call: &Checked<'_>) -> ControlFlow<()> {
        self.text += &self.renderer.call(&self.path, call);
        ControlFlow::Continue(())
    }
}

impl Reports {
    /// Writes the reports into a folder, in the forms that have a judge.
    pub(super) fn write(folder: &Path) -> Result<Self> {
        for (name, inputs) in [("samples", samples()?), ("hostile", hostile()?)] {
            for format in
                [Format::Json, Format::Jsonl, Format::Sarif, Format::Junit, Format::Markdown]
            {
                let path = folder.join(format!("{name}.{}", format.extension()));
                write(&path, &report(format, &inputs)?)?;
            }
        }
        Ok(Self { folder: folder.to_owned() })
    }

    fn files(&self, format: Format) -> [PathBuf; 2] {
        ["samples", "hostile"]
            .map(|name| self.folder.join(format!("{name}.{}", format.extension())))
    }
}

fn report(format: Format, inputs: &[Input]) -> Result<String> {
    let mut style = Style::default();
    style.links = Some("https://example.com/rules.md".to_owned());
    let mut renderer = format.renderer(style);
    let text = renderer.begin();
    let mut writer = Writer { renderer, text, path: String::new() };
    let mut report = Report::default();
    for input in inputs {
        writer.path.clone_from(&input.path);
        let mut builder = Validator::builder().patches(true);
        if let Some(plan) = &input.plan {
            builder = builder.plan(plan.clone());
        }
        let validator = builder.build().map_err(|error| Error::new(error.to_string()))?;
        let checked = validator.check(&input.path, &*input.bytes, input.format, &mut writer);
        report.summary.add(&checked.map_err(Error::file("check", Path::new(&input.path)))?);
    }
    let end = writer.renderer.end(&report);
    Ok(writer.text + &end)
}

fn samples() -> Result<Vec<Input>> {
    let fixtures = root().join("fixtures");
    let mut folders = vec![fixtures.join("valid"), fixtures.join("tour")];
    let invalid = fixtures.join("invalid");
    let rules = fs::read_dir(&invalid).map_err(Error::file("read", &invalid))?;
    folders.extend(rules.filter_map(|rule| Some(rule.ok()?.path())));
    folders.sort();
    let mut inputs = Vec::new();
    for folder in folders {
        let plan = folder.join("plan.json");
        let plan = match fs::read(&plan) {
            Ok(text) => Some(serde_json::from_slice(&text).map_err(Error::file("parse", &plan))?),
            Err(_) => None,
        };
        for (extension, format) in [("json", InputFormat::Json), ("ndjson", InputFormat::Ndjson)] {
            for path in files(&folder, extension)? {
                let bytes = fs::read(&path).map_err(Error::file("read", &path))?;
                let path = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
                inputs.push(Input { path, bytes, format, plan: plan.clone() });
            }
        }
    }
    Ok(inputs)
}

/// Each hostile text as a value, a name, a path and a plan's own word.
fn hostile() -> Result<Vec<Input>> {
    let list: Vec<Value> =
        serde_json::from_str(HOSTILE).map_err(|error| Error::new(error.to_string()))?;
    let texts = list.iter().filter_map(|entry| entry["text"].as_str());
    Ok(texts
        .map(|text| {
            let call = json!({
                "user_id": 7, text: text, "userId": text, "timestamp": text,
                "user_traits": { text: 1, "age": text, "plan": text, "email": text },
            });
            let plan = json!({
                "required": [text],
                "properties": { "user_traits": { "properties": {
                    "plan": { "enum": ["pro", "free"] },
                    text: { "type": "string" },
                } } },
            });
            Input {
                path: text.to_owned(),
                bytes: call.to_string().into_bytes(),
                format: InputFormat::Json,
                plan: Some(plan),
            }
        })
        .collect())
}

/// Ajv, on the reports that the published schemas describe.
pub(super) fn ajv(bench: &Bench) -> Result<String> {
    let script = include_str!("scripts/ajv_reports.mjs");
    let mut command = bench.tools.node("ajv_reports.mjs", script)?;
    command.arg(bench.schemas.join("report.schema.json"));
    command.arg(bench.schemas.join("report-line.schema.json"));
    command.args(bench.reports.files(Format::Json));
    let said = output(command.args(bench.reports.files(Format::Jsonl)))?;
    Ok(format!("{} on reports: {said}", version("ajv")))
}

/// Microsoft's validator of SARIF, with its advice counting as an error.
pub(super) fn sarif_multitool(bench: &Bench) -> Result<String> {
    bench.tools.make_executable(&format!(
        "@microsoft/sarif-multitool-{}/Sarif.Multitool",
        if cfg!(target_os = "macos") { "darwin" } else { "linux" }
    ))?;
    let [samples, hostile] = bench.reports.files(Format::Sarif);
    let mut command = bench.tools.npm("sarif-multitool");
    let said = output(command.arg("validate").arg(samples).arg(hostile))?;
    let objections: Vec<&str> = said
        .lines()
        .filter(|line| line.contains(": error ") || line.contains(": warning "))
        .collect();
    if !objections.is_empty() || !said.contains("Analysis completed successfully") {
        return Err(Error::new(said));
    }
    Ok(format!("{}: two logs without an error or a warning", version("@microsoft/sarif-multitool")))
}

/// A reader of `JUnit`'s XML, which finds as many cases and failures as there are calls.
pub(super) fn junitparser(bench: &Bench) -> Result<String> {
    let script = include_str!("scripts/read_junit.py");
    let mut command = bench.tools.python("read_junit.py", script)?;
    for (xml, json) in
        bench.reports.files(Format::Junit).iter().zip(bench.reports.files(Format::Json))
    {
        let report: Value =
            serde_json::from_str(&read(&json)?).map_err(Error::file("parse", &json))?;
        let summary = &report["summary"];
        command.arg(xml).args([summary["records"].to_string(), summary["invalid"].to_string()]);
    }
    let said = output(&mut command)?;
    Ok(format!("{}: {said}", version("junitparser")))
}

/// A renderer of GitHub's Markdown, in whose result there is no markup but our own.
pub(super) fn markdown_it(bench: &Bench) -> Result<String> {
    let script = include_str!("scripts/render_markdown.py");
    let mut command = bench.tools.python("render_markdown.py", script)?;
    let said = output(command.args(bench.reports.files(Format::Markdown)))?;
    Ok(format!("{}: {said}", version("markdown-it-py")))
}
