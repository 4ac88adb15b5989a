//! What `jsonschema` objects to, in our own terms: one fault for each cause, at its node.

use std::collections::HashSet;

use identify_json::Node;
use jsonschema::{
    JsonType, ValidationError,
    error::{TypeKind, ValidationErrorKind as Error},
};
use serde_json::Value;

use super::{
    branches::{self, Choice},
    places::Places,
};

/// A difference between a value and the schema.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SchemaFault<'a> {
    /// The value, or the object that lacks a member.
    pub(crate) node: Node<'a>,
    pub(crate) mismatch: Mismatch,
    /// Whether the schema itself spells the name of the member that the value belongs to.
    pub(crate) is_declared: bool,
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
    Other(Keyword),
}

impl Mismatch {
    /// What kind of a difference it is, in a word.
    pub(crate) fn keyword(&self) -> &str {
        match self {
            Self::Missing(_) => "required",
            Self::Conflict(_) => "conflict",
            Self::Type(_) => "type",
            Self::Format(_) => "format",
            Self::TooShort(_) => "minLength",
            Self::TooLong(_) => "maxLength",
            Self::Range(Bound::AtLeast(_) | Bound::MoreThan(_)) => "minimum",
            Self::Range(_) => "maximum",
            Self::Unlisted(_) => "enum",
            Self::Pattern(pattern) => pattern,
            Self::Forbidden => "false",
            Self::Other(Keyword::Named(name)) => name,
            Self::Other(Keyword::Const(_)) => "const",
            Self::Other(Keyword::MultipleOf(_)) => "multipleOf",
            Self::Other(Keyword::MinItems(_)) => "minItems",
            Self::Other(Keyword::MaxItems(_)) => "maxItems",
            Self::Other(Keyword::UniqueItems) => "uniqueItems",
            Self::Other(Keyword::MinProperties(_)) => "minProperties",
            Self::Other(Keyword::MaxProperties(_)) => "maxProperties",
            Self::Other(Keyword::Contains { .. }) => "contains",
            Self::Other(Keyword::DependentRequired { missing, .. }) => missing,
            Self::Other(Keyword::NoneOf(_)) => "anyOf",
        }
    }
}

/// A keyword that only a user's plan has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Keyword {
    /// The value is not this one.
    Const(Value),
    /// The number is not a multiple of this one.
    MultipleOf(f64),
    /// The array has fewer elements.
    MinItems(u64),
    /// The array has more elements.
    MaxItems(u64),
    /// An element of the array stands in it twice.
    UniqueItems,
    /// The object has fewer members.
    MinProperties(u64),
    /// The object has more members.
    MaxProperties(u64),
    /// The array has no element of the kind asked for; too few or too many if they are counted.
    Contains {
        /// Whether there is `minContains` or `maxContains`.
        is_counted: bool,
    },
    /// The object lacks a member that it must have because it has another.
    DependentRequired {
        /// The member that it lacks.
        missing: String,
        /// The one that it has.
        because: Option<String>,
    },
    /// None of so many alternatives fits, and none is plainly the one that was meant.
    NoneOf(usize),
    /// Any other, by its name.
    Named(String),
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
    places: &mut Places<'a, '_>,
    schema: &Value,
    found: &mut Vec<SchemaFault<'a>>,
) {
    let Some(node) = places.find(error.instance_path().as_str()) else { return };
    if node.is_damaged() {
        return;
    }
    let is_declared = is_declared(node, error, places);
    let mut push = |node, mismatch| found.push(SchemaFault { node, mismatch, is_declared });
    match error.kind() {
        Error::AnyOf { context } | Error::OneOfNotValid { context } => {
            match branches::choose(error, context) {
                Choice::Branch(branch) => {
                    for inner in branch {
                        collect(inner, places, schema, found);
                    }
                }
                Choice::Summary(mismatch) => push(node, mismatch),
            }
        }
        // `additionalProperties: false` beside no `properties` is said of the object as a whole.
        Error::FalseSchema if forbids_all_members(node, error) => {
            found.extend(node.members().map(|member| forbidden(member.value)));
        }
        Error::AdditionalProperties { unexpected }
        | Error::UnevaluatedProperties { unexpected } => {
            let unexpected: HashSet<&str> = unexpected.iter().map(String::as_str).collect();
            let members =
                node.members().filter(|member| unexpected.contains(places.name_of(member)));
            found.extend(members.map(|member| forbidden(member.value)));
        }
        kind => push(node, mismatch(kind, node, error, schema)),
    }
}

/// The value of a member that the schema forbids without naming it.
fn forbidden(node: Node<'_>) -> SchemaFault<'_> {
    SchemaFault { node, mismatch: Mismatch::Forbidden, is_declared: false }
}

/// Whether the `false` of an error is that of `additionalProperties`, and not of a member that is
/// called so.
fn forbids_all_members(node: Node<'_>, error: &ValidationError<'_>) -> bool {
    const KEYWORD: &str = "additionalProperties";
    let before = error.schema_path().as_str().strip_suffix(KEYWORD);
    let is_called_so = node.as_member().is_some_and(|member| member.name() == KEYWORD);
    before.is_some_and(|before| !(is_called_so && before.ends_with("/properties/")))
}

/// Whether the schema spells the name of the member that the node is the value of, so that a
/// message may say it.
fn is_declared<'a>(node: Node<'a>, error: &ValidationError<'_>, places: &Places<'a, '_>) -> bool {
    let Some(member) = node.as_member() else { return false };
    let name = places.name_of(&member).replace('~', "~0").replace('/', "~1");
    let path = error.evaluation_path().as_str();
    path.match_indices("/properties/").any(|(at, keyword)| {
        let rest = path.get(at.saturating_add(keyword.len())..).unwrap_or_default();
        rest.split('/').next() == Some(name.as_str())
    })
}

fn mismatch(kind: &Error, node: Node<'_>, error: &ValidationError<'_>, schema: &Value) -> Mismatch {
    match kind {
        Error::Required { property } => required(text(property), node, error, schema),
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
                None => Mismatch::Other(Keyword::Named("oneOf".to_owned())),
            }
        }
        Error::Contains => {
            let counts = ["minContains", "maxContains"];
            let is_counted = counts.iter().any(|it| beside(error, schema, it).is_some());
            Mismatch::Other(Keyword::Contains { is_counted })
        }
        other => Mismatch::Other(keyword(other)),
    }
}

fn keyword(kind: &Error) -> Keyword {
    match kind {
        Error::Constant { expected_value } => Keyword::Const(expected_value.as_ref().clone()),
        Error::MultipleOf { multiple_of } => Keyword::MultipleOf(*multiple_of),
        Error::MinItems { limit } => Keyword::MinItems(*limit),
        Error::MaxItems { limit } => Keyword::MaxItems(*limit),
        Error::UniqueItems => Keyword::UniqueItems,
        Error::MinProperties { limit } => Keyword::MinProperties(*limit),
        Error::MaxProperties { limit } => Keyword::MaxProperties(*limit),
        other => Keyword::Named(other.keyword().to_owned()),
    }
}

/// A missing member: required of every such object, or only because of another one.
fn required(
    missing: String,
    node: Node<'_>,
    error: &ValidationError<'_>,
    schema: &Value,
) -> Mismatch {
    let path = error.schema_path().as_str();
    let keyword = ["/dependentRequired", "/dependencies"]
        .iter()
        .find_map(|keyword| path.get(..path.rfind(keyword)?.saturating_add(keyword.len())));
    // A schema that depends on a member has a `required` of its own.
    let Some(keyword) = keyword.filter(|_| !path.ends_with("/required")) else {
        return Mismatch::Missing(vec![missing]);
    };
    let needs = |names: &Value| {
        names.as_array().is_some_and(|names| names.iter().any(|name| *name == missing))
    };
    let because = schema
        .pointer(keyword)
        .and_then(Value::as_object)
        .and_then(|members| {
            members.iter().find(|(name, names)| needs(names) && node.get(name).is_some())
        })
        .map(|(name, _)| name.clone());
    Mismatch::Other(Keyword::DependentRequired { missing, because })
}

/// The value of a keyword that stands beside the one of the error.
fn beside<'s>(error: &ValidationError<'_>, schema: &'s Value, keyword: &str) -> Option<&'s Value> {
    let (parent, _) = error.schema_path().as_str().rsplit_once('/')?;
    schema.pointer(parent)?.get(keyword)
}

/// The names of a `oneOf` that does nothing but ask for one of several members, or for none.
fn alternatives(branches: &Value) -> Option<Vec<String>> {
    let name = |branch: &Value| match branch.get("required")?.as_array()?.as_slice() {
        [Value::String(name)] => Some(name.clone()),
        _ => None,
    };
    let forbids_all = |branch: &&Value| {
        let members = branch.get("properties").and_then(Value::as_object);
        branch.get("required").is_none()
            && members.is_some_and(|members| members.values().all(|it| *it == false))
    };
    branches.as_array()?.iter().filter(|branch| !forbids_all(branch)).map(name).collect()
}

pub(super) fn types(kind: &TypeKind) -> Vec<JsonType> {
    match kind {
        TypeKind::Single(single) => vec![*single],
        TypeKind::Multiple(set) => set.iter().collect(),
    }
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
