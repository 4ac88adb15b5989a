//! The schema judge: the `jsonschema` crate, over our own tree.

mod aliases;
mod branches;
mod declared;
mod doubt;
mod faults;
mod node;
mod places;
mod settle;
#[cfg(test)]
mod tests;
mod value;

use std::{
    collections::HashSet,
    sync::{Arc, LazyLock},
};

use identify_json::Node;
use jsonschema::{
    Draft, EmailOptions, PatternOptions, Retrieve, ValidationError, ValidationOptions,
    error::ValidationErrorKind,
};
use serde_json::{Value, json};

use crate::render::one_line;

pub(crate) use aliases::Alias;
pub(crate) use doubt::{first_of_two, is_within};
pub(crate) use faults::{Bound, Keyword, Mismatch, SchemaFault};
use node::{JudgedNode, TreeJson};
use places::Places;
pub(crate) use settle::settle;
pub(crate) use value::{are_equal, repeated, to_value};

type Options<'i> = ValidationOptions<'i, Arc<dyn Retrieve>, TreeJson>;

/// A compiled schema.
#[derive(Debug)]
pub(crate) struct Judge {
    schema: Value,
    /// Deprecated names that are read as others.
    aliases: Vec<Alias>,
    /// The names that a plan declares.
    names: HashSet<String>,
    validator: jsonschema::Validator<TreeJson>,
    /// Whether a `oneOf` of required names means names of one member, as it does in the contract.
    has_aliases: bool,
}

impl Judge {
    /// Compiles a schema: draft 2020-12 unless it says otherwise. References that lead out of it
    /// are not followed.
    pub(crate) fn new(schema: Value) -> Result<Self, String> {
        Self::compile(schema, &configure(jsonschema::options_for::<TreeJson>()))
    }

    /// Compiles a plan, which reads members with one of these deprecated names also by the names that they
    /// should have, unless it speaks of the deprecated one itself.
    pub(crate) fn of_plan(
        plan: Value,
        aliases: impl Iterator<Item = Alias>,
    ) -> Result<Self, String> {
        let aliases = aliases.filter(|alias| !alias.is_named(&plan)).collect();
        let names = declared::names(&plan);
        Ok(Self { aliases, names, ..Self::new(plan)? })
    }

    /// Compiles the contract's own schema. `jsonschema` compiles the meta-schema first, to judge
    /// the schema itself, and that of draft 7 is many times smaller. To this schema both drafts
    /// give the same meaning: a test sees to it.
    pub(crate) fn of_contract(schema: Value) -> Result<Self, String> {
        let options = configure(jsonschema::options_for::<TreeJson>()).with_draft(Draft::Draft7);
        Ok(Self { has_aliases: true, ..Self::compile(schema, &options)? })
    }

    fn compile(schema: Value, options: &Options<'_>) -> Result<Self, String> {
        let validator = options.build(&schema).map_err(|error| unusable(&error))?;
        Ok(Self {
            schema,
            aliases: Vec::new(),
            names: HashSet::new(),
            validator,
            has_aliases: false,
        })
    }

    /// Everything in which a value differs from the schema, unless a fault of the syntax may be
    /// the cause of it.
    pub(crate) fn faults<'a>(&self, root: Node<'a>) -> Vec<SchemaFault<'a>> {
        let mut found = self.faults_by(root, &[]);
        // What it says of the right name holds for the deprecated one as well.
        let used = self.aliases.iter().filter(|alias| alias.is_used(root));
        let used: Vec<Alias> = used.copied().collect();
        if !used.is_empty() {
            found.extend(self.faults_by(root, &used));
        }
        found
    }

    /// The same of a call, where some of its members are read by other names.
    fn faults_by<'a>(&self, root: Node<'a>, aliases: &[Alias]) -> Vec<SchemaFault<'a>> {
        let is_valid = self.validator.is_valid(JudgedNode::Call(root, aliases));
        if is_valid { Vec::new() } else { self.expected_faults_by(root, aliases) }
    }

    /// The same of a value of which it need not be asked first whether it differs at all.
    pub(crate) fn expected_faults<'a>(&self, root: Node<'a>) -> Vec<SchemaFault<'a>> {
        self.expected_faults_by(root, &[])
    }

    fn expected_faults_by<'a>(&self, root: Node<'a>, aliases: &[Alias]) -> Vec<SchemaFault<'a>> {
        let mut found = Vec::new();
        let mut places = Places::new(root, aliases);
        for error in self.validator.iter_errors(JudgedNode::Call(root, aliases)) {
            faults::collect(&error, &mut places, &self.schema, &mut found);
        }
        if !self.has_aliases {
            for fault in &mut found {
                if matches!(fault.mismatch, Mismatch::Conflict(_)) {
                    fault.mismatch = Mismatch::Other(Keyword::Named("oneOf".to_owned()));
                }
            }
        }
        found
    }

    /// Whether a plan has members of this name.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    pub(crate) fn schema(&self) -> &Value {
        &self.schema
    }

    pub(crate) fn accepts(&self, text: &str) -> bool {
        self.validator.is_valid(JudgedNode::Text(text))
    }
}

/// Why a schema cannot be used, and where in it.
fn unusable(error: &ValidationError<'_>) -> String {
    let pointer = error.instance_path().as_str();
    let place = match pointer {
        "" => "the plan itself".to_owned(),
        pointer => format!("the value at `{}`", one_line(pointer)),
    };
    let keyword = pointer.rsplit('/').next().unwrap_or_default();
    match error.kind() {
        ValidationErrorKind::Referencing(_) => {
            "a reference (`$ref`) in the plan leads to nothing in it; other documents are not read"
                .to_owned()
        }
        _ if matches!(keyword, "pattern") || pointer.contains("/patternProperties") => format!(
            "{place} is not a regular expression that can be used: there is no look-around and no \
             reference back"
        ),
        ValidationErrorKind::Format { format } if format == "regex" => format!(
            "{place} is not a regular expression that can be used: there is no look-around and no \
             reference back"
        ),
        _ => format!("{place} is not what JSON Schema allows there"),
    }
}

/// Whether a text is a URI, as the `uri` format has it.
pub(crate) fn is_uri(text: &str) -> bool {
    static URI: LazyLock<Option<Judge>> =
        LazyLock::new(|| Judge::new(json!({"format": "uri"})).ok());
    URI.as_ref().is_some_and(|judge| judge.accepts(text))
}

/// Whether a text is an e-mail address, as the `email` format has it.
pub(crate) fn is_email(text: &str) -> bool {
    static EMAIL: LazyLock<Option<Judge>> =
        LazyLock::new(|| Judge::new(json!({"format": "email"})).ok());
    EMAIL.as_ref().is_some_and(|judge| judge.accepts(text))
}

/// The settings that make `jsonschema` read a schema as the contract does: formats asserted, an
/// email address without a display name (RFC 5321, section 4.1.2), patterns in linear time.
fn configure(options: Options<'_>) -> Options<'_> {
    options
        .should_validate_formats(true)
        .with_email_options(EmailOptions::default().without_display_text())
        .with_pattern_options(PatternOptions::regex())
}
