//! Judges of what stands in other people's repositories: hooks, an action, a workflow.

use std::fs;
use std::path::PathBuf;

use super::Bench;
use super::toolbox::version;
use crate::error::{Error, Result};
use crate::programs::output;
use crate::repository::{root, write};

/// pre-commit's own opinion of the hooks, and of the settings that the page shows.
pub(super) fn pre_commit(bench: &Bench) -> Result<String> {
    let hooks = root().join(".pre-commit-hooks.yaml");
    output(bench.tools.pip("pre-commit").arg("validate-manifest").arg(hooks))?;
    let settings = example(bench, "repos:", "pre-commit-config.yaml")?;
    output(bench.tools.pip("pre-commit").arg("validate-config").arg(settings))?;
    Ok(format!("{}: the hooks, and the settings in docs/ci.md", version("pre-commit")))
}

/// The schemas of actions and workflows that GitHub's users keep, as check-jsonschema has them.
pub(super) fn check_jsonschema(bench: &Bench) -> Result<String> {
    let action = root().join(".github/actions/lint/action.yml");
    let workflow = example(bench, "jobs:", "workflow.yml")?;
    for (schema, file) in [("vendor.github-actions", action), ("vendor.github-workflows", workflow)]
    {
        let mut command = bench.tools.pip("check-jsonschema");
        output(command.args(["--builtin-schema", schema]).arg(file))?;
    }
    Ok(format!("{}: the action, and the workflow in docs/ci.md", version("check-jsonschema")))
}

/// The example in YAML that has this line, as a file of its own.
fn example(bench: &Bench, line: &str, name: &str) -> Result<PathBuf> {
    let page = root().join("docs/ci.md");
    let text = fs::read_to_string(&page).map_err(Error::file("read", &page))?;
    let blocks = text.split("\n```yaml\n").skip(1).filter_map(|block| block.split("\n```").next());
    let block = blocks.into_iter().find(|block| block.lines().any(|other| other == line));
    let block =
        block.ok_or_else(|| Error::new(format!("docs/ci.md has no example with {line}")))?;
    let file = bench.tools.work().join(name);
    write(&file, block)?;
    Ok(file)
}
