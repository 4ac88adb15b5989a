//! What `jsonschema` objects to, in our own terms: one fault for each cause, at its node.

use identify_json::{Kind, Node};
use jsonschema::{
    JsonType, ValidationError,
    error::{TypeKind, ValidationErrorKind as Error},
};
use serde_json::Value;

/// A difference between a value and the schema.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SchemaFault<'a> {
    /// The value, or the object that lacks a member.
    pub(crate) node: Node<'a>,
    pub(crate) mismatch: Mismatch,
}

/// In what a value differs from the schema. Each kind has a rule that reports it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mismatch {
    /// The object lacks a member that goes by one of these names, the first being preferred.
    Missing(Vec<String>),
    /// The object has more than one of these members, which mean the same.
    Conflict(Vec<String>),
    /// The value is of none of these types.
    Type(Vec<JsonType>),
    /// The string is not of this format.
    Format(String),
    /// The string has fewer characters.
    TooShort(u64),
    /// The string has more characters.
    TooLong(u64),
    /// The number is beyond this bound.
    Range(Bound),
    /// The value is none of these.
    Unlisted(Vec<Value>),
    /// The string does not match this regular expression.
    Pattern(String),
    /// The schema forbids the member of which this is the value.
    Forbidden,
    /// Any other keyword.
    Other(String),
}

/// A bound of a number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Bound {
    AtLeast(Value),
    MoreThan(Value),
    AtMost(Value),
    LessThan(Value),
}

/// Turns an error into faults, unless a fault of the syntax may be its cause.
pub(super) fn collect<'a>(
    error: &ValidationError<'_>,
    root: Node<'a>,
    schema: &Value,
    found: &mut Vec<SchemaFault<'a>>,
) {
    let Some(node) = root.pointer(error.instance_path().as_str()) else { return };
    if node.is_damaged() {
        return;
    }
    match error.kind() {
        Error::AnyOf { context } | Error::OneOfNotValid { context } => {
            best_branch(error, context, node, root, schema, found);
        }
        Error::AdditionalProperties { unexpected }
        | Error::UnevaluatedProperties { unexpected } => {
            for name in unexpected {
                // Behind an escape in the name the member itself is what can be pointed at.
                let value = node.get(name).unwrap_or(node);
                push(found, value, Mismatch::Forbidden);
            }
        }
        kind => push(found, node, mismatch(kind, error, schema)),
    }
}

fn push<'a>(found: &mut Vec<SchemaFault<'a>>, node: Node<'a>, mismatch: Mismatch) {
    let fault = SchemaFault { node, mismatch };
    if !found.contains(&fault) {
        found.push(fault);
    }
}

fn mismatch(kind: &Error, error: &ValidationError<'_>, schema: &Value) -> Mismatch {
    match kind {
        Error::Required { property } => Mismatch::Missing(vec![text(property)]),
        Error::Type { kind } => Mismatch::Type(types(kind)),
        Error::Format { format } => Mismatch::Format(format.clone()),
        Error::MinLength { limit } => Mismatch::TooShort(*limit),
        Error::MaxLength { limit } => Mismatch::TooLong(*limit),
        Error::Minimum { limit } => Mismatch::Range(Bound::AtLeast(limit.clone())),
        Error::ExclusiveMinimum { limit } => Mismatch::Range(Bound::MoreThan(limit.clone())),
        Error::Maximum { limit } => Mismatch::Range(Bound::AtMost(limit.clone())),
        Error::ExclusiveMaximum { limit } => Mismatch::Range(Bound::LessThan(limit.clone())),
        Error::Enum { options } => {
            Mismatch::Unlisted(options.as_array().cloned().unwrap_or_default())
        }
        Error::Pattern { pattern } => Mismatch::Pattern(pattern.clone()),
        Error::FalseSchema => Mismatch::Forbidden,
        Error::OneOfMultipleValid { .. } => {
            let branches = schema.pointer(error.schema_path().as_str());
            match branches.and_then(alternatives) {
                Some(names) => Mismatch::Conflict(names),
                None => Mismatch::Other("oneOf".to_owned()),
            }
        }
        other => Mismatch::Other(other.keyword().to_owned()),
    }
}

/// The names of a `oneOf` that does nothing but ask for one of several members.
pub(crate) fn alternatives(branches: &Value) -> Option<Vec<String>> {
    let name = |branch: &Value| match branch.get("required")?.as_array()?.as_slice() {
        [Value::String(name)] => Some(name.clone()),
        _ => None,
    };
    branches.as_array()?.iter().map(name).collect()
}

/// Nobody wants to read why each branch of an `anyOf` or `oneOf` failed. The one that was meant is
/// the one that fits the type of the value; where none does, the types together are what was
/// expected.
fn best_branch<'a>(
    error: &ValidationError<'_>,
    branches: &[Vec<ValidationError<'static>>],
    node: Node<'a>,
    root: Node<'a>,
    schema: &Value,
    found: &mut Vec<SchemaFault<'a>>,
) {
    let here = error.instance_path().as_str();
    let at_node = |inner: &&ValidationError<'_>| inner.instance_path().as_str() == here;
    let mut expected = Vec::new();
    let mut missing = Vec::new();
    let mut best: Option<&Vec<ValidationError<'static>>> = None;
    for branch in branches {
        match branch.iter().filter(at_node).map(ValidationError::kind).next() {
            Some(Error::Type { kind }) => expected.extend(types(kind)),
            Some(Error::Required { property }) if branch.len() == 1 => missing.push(text(property)),
            _ if best.is_none_or(|best| branch.len() < best.len()) => best = Some(branch),
            _ => {}
        }
    }
    match best {
        Some(branch) => {
            for inner in branch {
                collect(inner, root, schema, found);
            }
        }
        None if !missing.is_empty() => push(found, node, Mismatch::Missing(missing)),
        None if !expected.is_empty() => push(found, node, Mismatch::Type(expected)),
        None => push(found, node, Mismatch::Other(error.kind().keyword().to_owned())),
    }
}

fn types(kind: &TypeKind) -> Vec<JsonType> {
    match kind {
        TypeKind::Single(single) => vec![*single],
        TypeKind::Multiple(set) => set.iter().collect(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl SchemaFault<'_> {
    /// What the value is, in a noun with its article.
    pub(crate) fn found(&self) -> &'static str {
        noun(self.node.kind())
    }
}

/// A kind of value, in a noun with its article.
pub(crate) fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean => "a boolean",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array => "an array",
        Kind::Object => "an object",
        Kind::Unknown => "something that is not JSON",
    }
}
