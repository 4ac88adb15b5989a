//! The packages of the lock file, and which of them are in what is published.

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;
use serde_json::Value;

use crate::{
    error::{Error, Result},
    programs,
    repository::root,
};

/// A package of the lock file.
#[derive(Debug, Clone)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: Version,
    pub(super) licence: String,
    /// Where it comes from; nothing for our own.
    pub(super) source: Option<String>,
    pub(super) has_build_script: bool,
    pub(super) features: Vec<String>,
    /// Whether it is part of what is published, on some platform.
    pub(super) is_shipped: bool,
    /// Whether it is one that we publish.
    pub(super) is_published: bool,
}

/// All packages.
#[derive(Debug)]
pub(super) struct Graph {
    pub(super) packages: Vec<Package>,
}

impl Graph {
    /// Reads it from `cargo metadata`.
    pub(super) fn read() -> Result<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = programs::command(cargo);
        command
            .args(["metadata", "--format-version", "1", "--locked", "--all-features"])
            .current_dir(root());
        let text = programs::output(&mut command)?;
        let metadata: Value = serde_json::from_str(&text)
            .map_err(|error| Error::new(format!("cargo metadata: {error}")))?;
        let shipped = shipped(&metadata);
        let packages: Option<Vec<Package>> =
            list(&metadata["packages"]).iter().map(|it| package(it, &shipped)).collect();
        let packages =
            packages.ok_or_else(|| Error::new("cargo metadata tells a package otherwise"))?;
        Ok(Self { packages })
    }

    pub(super) fn shipped(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.is_shipped)
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

/// Whether a package is ours and published: `publish` is an empty list where it must not be.
fn is_published(package: &Value) -> bool {
    package["source"].is_null() && package["publish"].is_null()
}

fn package(value: &Value, shipped: &BTreeSet<&str>) -> Option<Package> {
    let is_script = |target: &&Value| list(&target["kind"]).iter().any(|it| it == "custom-build");
    Some(Package {
        name: text(value, "name")?.to_owned(),
        version: text(value, "version")?.parse().ok()?,
        licence: text(value, "license").unwrap_or_default().to_owned(),
        source: text(value, "source").map(str::to_owned),
        has_build_script: list(&value["targets"]).iter().any(|target| is_script(&target)),
        features: value["features"].as_object()?.keys().cloned().collect(),
        is_shipped: shipped.contains(text(value, "id")?),
        is_published: is_published(value),
    })
}

/// The packages that those we publish depend on, at run time or to be built.
fn shipped(metadata: &Value) -> BTreeSet<&str> {
    let nodes: BTreeMap<&str, &Value> = list(&metadata["resolve"]["nodes"])
        .iter()
        .filter_map(|node| Some((text(node, "id")?, node)))
        .collect();
    let published = list(&metadata["packages"]).iter().filter(|package| is_published(package));
    let mut open: Vec<&str> = published.filter_map(|package| text(package, "id")).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        let needs = nodes.get(id).map(|node| list(&node["deps"])).unwrap_or_default();
        let is_for_users =
            |need: &&Value| list(&need["dep_kinds"]).iter().any(|it| it["kind"] != "dev");
        open.extend(needs.iter().filter(is_for_users).filter_map(|need| text(need, "pkg")));
    }
    found
}
