//! What `deny.toml` allows.

use serde_json::Value;

use super::{Checked, graph::Graph};
use crate::{
    error::{Error, Result},
    repository::{read, root},
};

/// The rules that packages are held against.
#[derive(Debug)]
pub(super) struct Policy {
    licences: Vec<String>,
    build_scripts: Vec<String>,
    banned: Vec<String>,
    /// Advisories that do not concern us, by their ids.
    pub(super) ignored: Vec<String>,
}

impl Policy {
    pub(super) fn read() -> Result<Self> {
        let path = root().join("deny.toml");
        let policy: Value = toml::from_str(&read(&path)?).map_err(Error::file("read", &path))?;
        let names = |pointer: &str| -> Vec<String> {
            let entries = policy.pointer(pointer).and_then(Value::as_array);
            let name = |entry: &Value| {
                let named = entry.get("crate").or_else(|| entry.get("id")).unwrap_or(entry);
                named.as_str().map(str::to_owned)
            };
            entries.into_iter().flatten().filter_map(name).collect()
        };
        Ok(Self {
            licences: names("/licenses/allow"),
            build_scripts: names("/bans/build/allow-build-scripts"),
            banned: names("/bans/deny"),
            ignored: names("/advisories/ignore"),
        })
    }

    /// Every package can be used under a licence that is allowed.
    pub(super) fn licences(&self, graph: &Graph) -> Checked {
        let is_allowed = |text: &str| {
            let expression = spdx::Expression::parse_mode(text, spdx::ParseMode::LAX);
            expression.is_ok_and(|expression| {
                expression.evaluate(|need| {
                    need.license.id().is_some_and(|id| self.licences.iter().any(|it| it == id.name))
                })
            })
        };
        let complaints = graph.shipped().filter(|package| !is_allowed(&package.licence));
        Checked {
            what: "licences",
            looked_at: format!("{} packages that are shipped", graph.shipped().count()),
            complaints: complaints
                .map(|package| format!("{} {}: {}", package.name, package.version, package.licence))
                .collect(),
        }
    }

    /// Every package is ours or comes from the registry of Rust.
    pub(super) fn sources(graph: &Graph) -> Checked {
        const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";
        let strange =
            graph.packages.iter().filter_map(|it| it.source.as_deref().map(|source| (it, source)));
        let strange = strange.filter(|(_, source)| *source != REGISTRY);
        Checked {
            what: "sources",
            looked_at: format!("{} packages of the lock file", graph.packages.len()),
            complaints: strange
                .map(|(package, source)| format!("{}: {source}", package.name))
                .collect(),
        }
    }

    /// Only packages whose build scripts were read have one: none of them reaches the network.
    pub(super) fn build_scripts(&self, graph: &Graph) -> Checked {
        let with_script = || graph.shipped().filter(|package| package.has_build_script);
        let unread = with_script().filter(|package| !self.build_scripts.contains(&package.name));
        let superfluous = self
            .build_scripts
            .iter()
            .filter(|name| !with_script().any(|package| package.name == **name));
        Checked {
            what: "build scripts",
            looked_at: format!("{} in what is shipped", with_script().count()),
            complaints: unread
                .map(|it| format!("{}: its build script was not read", it.name))
                .chain(superfluous.map(|name| format!("{name}: has no build script any more")))
                .collect(),
        }
    }

    /// No package can open a connection for us.
    pub(super) fn network(&self, graph: &Graph) -> Checked {
        let banned = graph.packages.iter().filter(|package| self.banned.contains(&package.name));
        Checked {
            what: "network",
            looked_at: format!("{} crates that reach it", self.banned.len()),
            complaints: banned.map(|package| format!("{} is depended on", package.name)).collect(),
        }
    }
}
