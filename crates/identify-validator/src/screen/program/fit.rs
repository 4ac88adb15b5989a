//! What a schema asks of a value of one kind.

use identify_json::Kind;
use serde_json::{Map, Value};

use super::{NumberCheck, TextCheck};
use crate::screen::formats::Format;

/// Most schemas that are gone through for one value: references may lead in a circle.
const MOST_STEPS: usize = 256;

/// Keywords about the members of an object that are read all together.
const OF_MEMBERS: [&str; 5] =
    ["properties", "required", "additionalProperties", "minProperties", "maxProperties"];

/// What schemas ask of a value of a kind, all of it together.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked<'s> {
    pub(super) texts: Vec<TextCheck>,
    pub(super) numbers: Vec<NumberCheck>,
    /// Schemas with keywords about members, and the documents that they stand in.
    pub(super) objects: Vec<(Document<'s>, &'s Map<String, Value>)>,
    /// Names of which exactly one must be there.
    pub(super) one_of: Vec<Vec<&'s str>>,
    /// Schemas of all elements, likewise.
    pub(super) elements: Vec<(Document<'s>, &'s Value)>,
    /// Least and most elements.
    pub(super) lengths: Vec<(u64, u64)>,
}

impl Asked<'_> {
    fn is_nothing(&self) -> bool {
        self.texts.is_empty()
            && self.numbers.is_empty()
            && self.objects.is_empty()
            && self.one_of.is_empty()
            && self.elements.is_empty()
            && self.lengths.is_empty()
    }

    pub(super) fn and(&mut self, other: Self) {
        self.texts.extend(other.texts);
        self.numbers.extend(other.numbers);
        self.objects.extend(other.objects);
        self.one_of.extend(other.one_of);
        self.elements.extend(other.elements);
        self.lengths.extend(other.lengths);
    }
}

/// Whether a value of a kind fits a schema.
#[derive(Debug)]
pub(super) enum Fit<'s> {
    /// It never does.
    Never,
    /// It does if this holds.
    If(Asked<'s>),
    /// That is not known here.
    Unknown,
}

/// A schema document, in which references lead.
#[derive(Debug, Clone, Copy)]
pub(super) struct Document<'s> {
    root: &'s Value,
    is_readable: bool,
}

impl<'s> Document<'s> {
    /// It is read if it is of the draft that is known here, and no part of it is a document of its
    /// own.
    pub(super) fn new(root: &'s Value) -> Self {
        const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
        let draft = root.get("$schema").map(|draft| draft.as_str().unwrap_or_default());
        let is_known = draft.is_none_or(|draft| draft.trim_end_matches('#') == DRAFT);
        Self { root, is_readable: is_known && is_one_document(root) }
    }

    /// How a value of a kind fits one of its schemas.
    pub(super) fn fit(self, schema: &'s Value, kind: Kind) -> Fit<'s> {
        let mut steps = MOST_STEPS;
        if self.is_readable { self.fit_in(schema, kind, &mut steps) } else { Fit::Unknown }
    }

    fn fit_in(self, schema: &'s Value, kind: Kind, steps: &mut usize) -> Fit<'s> {
        let Some(rest) = steps.checked_sub(1) else { return Fit::Unknown };
        *steps = rest;
        let schema = match schema {
            Value::Bool(true) => return Fit::If(Asked::default()),
            Value::Bool(false) => return Fit::Never,
            Value::Object(schema) => schema,
            _ => return Fit::Unknown,
        };
        let keywords = schema.iter();
        let mut fit =
            all(keywords.map(|(keyword, value)| self.keyword(schema, keyword, value, kind, steps)));
        if let (Fit::If(asked), Kind::Object) = (&mut fit, kind)
            && OF_MEMBERS.iter().any(|keyword| schema.contains_key(*keyword))
        {
            asked.objects.push((self, schema));
        }
        fit
    }

    fn keyword(
        self,
        schema: &'s Map<String, Value>,
        keyword: &str,
        value: &'s Value,
        kind: Kind,
        steps: &mut usize,
    ) -> Fit<'s> {
        let branches = value.as_array().map_or(&[][..], Vec::as_slice);
        match keyword {
            "title" | "description" | "examples" | "default" | "deprecated" | "readOnly"
            | "writeOnly" | "$comment" | "$defs" | "$schema" | "$id" => Fit::If(Asked::default()),
            "$ref" => match self.target(value) {
                Some(target) => self.fit_in(target, kind, steps),
                None => Fit::Unknown,
            },
            "type" => of_type(value, kind),
            "allOf" => all(branches.iter().map(|branch| self.fit_in(branch, kind, steps))),
            "anyOf" => self.any(branches, kind, steps),
            "oneOf" => self.one(branches, kind, steps),
            "enum" => listed(branches, kind),
            "const" => listed(std::slice::from_ref(value), kind),
            _ => match kind_of(keyword) {
                Some(of) if of != kind => Fit::If(Asked::default()),
                Some(_) => self.limit(schema, keyword, value),
                None => Fit::Unknown,
            },
        }
    }

    fn target(self, reference: &Value) -> Option<&'s Value> {
        let pointer = reference.as_str()?.strip_prefix('#')?;
        // With an escape of a URI, or the name of an anchor, it is for the judge.
        let is_plain = !pointer.contains('%') && (pointer.is_empty() || pointer.starts_with('/'));
        if is_plain { self.root.pointer(pointer) } else { None }
    }

    /// One branch that is known is enough.
    fn any(self, branches: &'s [Value], kind: Kind, steps: &mut usize) -> Fit<'s> {
        let mut fit = Fit::Never;
        for branch in branches {
            match (self.fit_in(branch, kind, steps), &fit) {
                (Fit::If(asked), _) if asked.is_nothing() => return Fit::If(asked),
                (Fit::If(asked), Fit::Never | Fit::Unknown) => fit = Fit::If(asked),
                (Fit::Unknown, Fit::Never) => fit = Fit::Unknown,
                _ => {}
            }
        }
        fit
    }

    /// All branches but one must be out of the question, or each asks for a name and nothing else.
    fn one(self, branches: &'s [Value], kind: Kind, steps: &mut usize) -> Fit<'s> {
        let names: Option<Vec<&str>> = branches.iter().map(only_name).collect();
        if let (Some(names), Kind::Object) = (names, kind) {
            return Fit::If(Asked { one_of: vec![names], ..Asked::default() });
        }
        let mut found = Fit::Never;
        for branch in branches {
            match (self.fit_in(branch, kind, steps), &found) {
                (Fit::Never, _) => {}
                (fit, Fit::Never) => found = fit,
                _ => return Fit::Unknown,
            }
        }
        found
    }

    /// A keyword about values of the kind at hand.
    fn limit(self, schema: &Map<String, Value>, keyword: &str, value: &'s Value) -> Fit<'s> {
        let text = |check| Fit::If(Asked { texts: vec![check], ..Asked::default() });
        let number = |check| Fit::If(Asked { numbers: vec![check], ..Asked::default() });
        let length =
            |least, most| Fit::If(Asked { lengths: vec![(least, most)], ..Asked::default() });
        // Beyond that, whole numbers and floats differ.
        let bound = value.as_f64().filter(|bound| bound.abs() < 9e15);
        match (keyword, value.as_u64(), bound) {
            ("minLength", Some(least), _) => text(TextCheck::Length(least, u64::MAX)),
            ("maxLength", Some(most), _) => text(TextCheck::Length(0, most)),
            ("minimum", _, Some(bound)) => number(NumberCheck::AtLeast(bound)),
            ("maximum", _, Some(bound)) => number(NumberCheck::AtMost(bound)),
            ("exclusiveMinimum", _, Some(bound)) => number(NumberCheck::Above(bound)),
            ("exclusiveMaximum", _, Some(bound)) => number(NumberCheck::Below(bound)),
            ("minItems", Some(least), _) => length(least, u64::MAX),
            ("maxItems", Some(most), _) => length(0, most),
            ("format", ..) => match value.as_str().and_then(Format::named) {
                Some(format) => text(TextCheck::Format(format)),
                None => Fit::Unknown,
            },
            ("items", ..) if !schema.contains_key("prefixItems") => {
                Fit::If(Asked { elements: vec![(self, value)], ..Asked::default() })
            }
            // Those are read with the object, all of them together.
            ("properties" | "required" | "additionalProperties", ..)
            | ("minProperties" | "maxProperties", Some(_), _) => Fit::If(Asked::default()),
            _ => Fit::Unknown,
        }
    }
}

/// All of these together.
fn all<'s>(parts: impl Iterator<Item = Fit<'s>>) -> Fit<'s> {
    let mut asked = Asked::default();
    let mut is_known = true;
    for part in parts {
        match part {
            Fit::Never => return Fit::Never,
            Fit::If(more) => asked.and(more),
            Fit::Unknown => is_known = false,
        }
    }
    if is_known { Fit::If(asked) } else { Fit::Unknown }
}

/// The name that a schema asks for, if it asks for nothing else.
fn only_name(schema: &Value) -> Option<&str> {
    let schema = schema.as_object()?;
    let is_bare = schema.iter().all(|(keyword, value)| match keyword.as_str() {
        "required" => true,
        "properties" => value.as_object().is_some_and(|it| it.values().all(|it| *it == true)),
        _ => false,
    });
    match schema.get("required")?.as_array()?.as_slice() {
        [name] if is_bare => name.as_str(),
        _ => None,
    }
}

/// Whether no part of a document changes what references mean.
fn is_one_document(root: &Value) -> bool {
    let mut open: Vec<&Value> = match root {
        Value::Object(members) => {
            let rest = members.iter().filter(|(name, _)| *name != "$id" && *name != "$schema");
            rest.map(|(_, value)| value).collect()
        }
        _ => return root.is_boolean(),
    };
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                if members.contains_key("$id") || members.contains_key("$schema") {
                    return false;
                }
                open.extend(members.values());
            }
            Value::Array(elements) => open.extend(elements),
            _ => {}
        }
    }
    true
}

fn of_type(types: &Value, kind: Kind) -> Fit<'static> {
    let name = match kind {
        Kind::Null => "null",
        Kind::Boolean => "boolean",
        Kind::Number => "number",
        Kind::String => "string",
        Kind::Array => "array",
        Kind::Object => "object",
        Kind::Unknown => return Fit::Unknown,
    };
    let types = match types {
        Value::Array(types) => types.as_slice(),
        one => std::slice::from_ref(one),
    };
    if types.iter().any(|it| *it == name) {
        return Fit::If(Asked::default());
    }
    if kind == Kind::Number && types.iter().any(|it| *it == "integer") {
        return Fit::If(Asked { numbers: vec![NumberCheck::Integer], ..Asked::default() });
    }
    Fit::Never
}

/// One of some values.
fn listed(values: &[Value], kind: Kind) -> Fit<'static> {
    match kind {
        Kind::Null if values.iter().any(Value::is_null) => Fit::If(Asked::default()),
        Kind::Null => Fit::Never,
        Kind::String => {
            let texts = values.iter().filter_map(Value::as_str).map(Into::into).collect();
            Fit::If(Asked { texts: vec![TextCheck::Listed(texts)], ..Asked::default() })
        }
        _ => Fit::Unknown,
    }
}

/// The kind of value that a keyword is about; it says nothing of others.
fn kind_of(keyword: &str) -> Option<Kind> {
    Some(match keyword {
        "minLength" | "maxLength" | "format" | "pattern" => Kind::String,
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            Kind::Number
        }
        "items" | "minItems" | "maxItems" | "prefixItems" | "contains" | "minContains"
        | "maxContains" | "uniqueItems" | "unevaluatedItems" => Kind::Array,
        "properties"
        | "required"
        | "additionalProperties"
        | "minProperties"
        | "maxProperties"
        | "patternProperties"
        | "propertyNames"
        | "dependentRequired"
        | "dependentSchemas"
        | "unevaluatedProperties" => Kind::Object,
        _ => return None,
    })
}
