//! Security advisories against the packages of the lock file.

use std::path::Path;

use semver::{Version, VersionReq};
use serde_json::Value;

use super::{Checked, graph::Graph, policy::Policy};
use crate::{
    error::{Error, Result},
    repository::read,
};

pub(super) fn check(graph: &Graph, policy: &Policy, file: &Path) -> Result<Checked> {
    let mut complaints = Vec::new();
    let mut count = 0_usize;
    for line in read(file)?.lines() {
        let advisory: Value = serde_json::from_str(line).map_err(Error::file("read", file))?;
        count = count.saturating_add(1);
        let text = |name: &str| advisory[name].as_str().unwrap_or_default();
        let is_out = !advisory["withdrawn"].is_null()
            || policy.ignored.iter().any(|ignored| ignored == text("id"));
        for package in graph.packages.iter().filter(|it| !is_out && it.name == text("package")) {
            if concerns(&advisory, &package.version)? {
                complaints.push(format!(
                    "{}: {} {}: {}",
                    text("id"),
                    package.name,
                    package.version,
                    text("title")
                ));
            }
        }
    }
    let packages = graph.packages.len();
    Ok(Checked {
        what: "advisories",
        looked_at: format!("{count} against {packages} packages"),
        complaints,
    })
}

/// Whether a version is neither patched nor one that was never concerned.
fn concerns(advisory: &Value, version: &Version) -> Result<bool> {
    for list in ["patched", "unaffected"] {
        for range in advisory[list].as_array().into_iter().flatten() {
            let range = range.as_str().unwrap_or_default();
            let range: VersionReq =
                range.parse().map_err(|error| Error::new(format!("{range}: {error}")))?;
            // A version before a release counts as that release does.
            let release = Version::new(version.major, version.minor, version.patch);
            if range.matches(version) || range.matches(&release) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::concerns;

    #[test]
    fn what_is_patched_is_of_no_concern() {
        let advisory =
            json!({ "patched": [">= 0.7.4, < 0.8.0", ">= 0.8.1"], "unaffected": ["< 0.5.0"] });
        for (version, is_concerned) in
            [("0.4.9", false), ("0.5.0", true), ("0.7.5", false), ("0.8.0", true), ("0.8.1", false)]
        {
            assert_eq!(concerns(&advisory, &version.parse().unwrap()).unwrap(), is_concerned);
        }
    }
}
