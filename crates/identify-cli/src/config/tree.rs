//! TOML as JSON, with the place of each part.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use serde_json::{Map, Number, Value};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The places of a part, in bytes of the file.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// The key that it stands under, where it has one.
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
}

/// A file, read.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) value: Value,
    /// By JSON Pointer.
    places: HashMap<String, Places>,
}

impl Tree {
    pub(super) fn new(table: &Spanned<DeTable<'_>>) -> Self {
        let mut places = HashMap::new();
        let value = object(table.get_ref(), "", &mut places);
        places.insert(String::new(), Places { key: None, value: table.span() });
        Self { value, places }
    }

    /// Where a part stands.
    pub(super) fn places(&self, pointer: &str) -> Places {
        let found = self.places.get(pointer).cloned();
        found.unwrap_or(Places { key: None, value: 0..0 })
    }

    /// The line on which each part is set, counted from 1.
    pub(super) fn lines(&self, text: &str) -> BTreeMap<String, usize> {
        let line = |places: &Places| {
            let start = places.key.as_ref().unwrap_or(&places.value).start;
            let before = text.as_bytes().get(..start).unwrap_or_default();
            before.split(|byte| *byte == b'\n').count()
        };
        self.places.iter().map(|(pointer, places)| (pointer.clone(), line(places))).collect()
    }
}

/// The pointer of a part within another.
pub(super) fn child(pointer: &str, token: &str) -> String {
    format!("{pointer}/{}", token.replace('~', "~0").replace('/', "~1"))
}

fn object(table: &DeTable<'_>, pointer: &str, places: &mut HashMap<String, Places>) -> Value {
    let members = table.iter().map(|(key, value)| {
        let pointer = child(pointer, key.get_ref());
        places.insert(pointer.clone(), Places { key: Some(key.span()), value: value.span() });
        (key.get_ref().to_string(), convert(value.get_ref(), &pointer, places))
    });
    Value::Object(members.collect::<Map<_, _>>())
}

fn convert(value: &DeValue<'_>, pointer: &str, places: &mut HashMap<String, Places>) -> Value {
    match value {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Boolean(truth) => Value::from(*truth),
        DeValue::Integer(integer) => {
            let number = i128::from_str_radix(integer.as_str(), integer.radix()).ok();
            // What is out of every range stays a number that is out of every range here.
            number.and_then(Number::from_i128).map_or_else(|| f64::MAX.into(), Value::Number)
        }
        DeValue::Float(float) => float.as_str().parse::<f64>().map_or(Value::Null, Value::from),
        // A date is written without quotation marks: not a string, and nothing that JSON has.
        DeValue::Datetime(_) => Value::Null,
        DeValue::Array(array) => {
            let elements = array.iter().enumerate().map(|(index, element)| {
                let pointer = child(pointer, &index.to_string());
                places.insert(pointer.clone(), Places { key: None, value: element.span() });
                convert(element.get_ref(), &pointer, places)
            });
            Value::Array(elements.collect())
        }
        DeValue::Table(table) => object(table, pointer, places),
    }
}
