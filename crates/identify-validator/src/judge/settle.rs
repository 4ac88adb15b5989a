//! One fault, one finding: what the contract and a plan say of one value is drawn together, and a
//! cause suppresses its consequences.

use std::collections::HashMap;

use identify_json::Node;
use jsonschema::JsonType;
use serde_json::Value;

use super::{Bound, Mismatch, SchemaFault};

/// Draws together what several schemas say against one call. What comes out is in the order of the
/// nodes.
pub(crate) fn settle(mut faults: Vec<SchemaFault<'_>>) -> Vec<SchemaFault<'_>> {
    // Stable: what is said of one value stays in the order in which it was said.
    faults.sort_by_key(|fault| fault.node.index());
    let mut settled = Vec::with_capacity(faults.len());
    let mut of_one = OfOne::default();
    for fault in faults {
        if of_one.faults.last().is_some_and(|last| last.node != fault.node) {
            of_one.settle(&mut settled);
        }
        of_one.add(fault);
    }
    of_one.settle(&mut settled);
    settled
}

/// What is said of one value.
#[derive(Default)]
struct OfOne<'a> {
    faults: Vec<SchemaFault<'a>>,
    /// Where a missing member is among them, by its name: a plan may ask for thousands.
    missing: HashMap<String, usize>,
}

impl<'a> OfOne<'a> {
    /// Adds a fault, or makes one of it and another.
    fn add(&mut self, fault: SchemaFault<'a>) {
        if let Mismatch::Missing(names) = &fault.mismatch {
            let name = names.first().cloned().unwrap_or_default();
            let at = *self.missing.entry(name).or_insert(self.faults.len());
            match self.faults.get_mut(at) {
                Some(other) => _ = other.join(&fault),
                None => self.faults.push(fault),
            }
        } else if !self.faults.iter_mut().any(|other| other.join(&fault)) {
            self.faults.push(fault);
        }
    }

    /// Hands over those that are no consequence of another, and begins anew.
    fn settle(&mut self, settled: &mut Vec<SchemaFault<'a>>) {
        self.missing.clear();
        let ranks = self.faults.iter().map(|fault| rank(fault.node, &fault.mismatch));
        let strongest = ranks.min().unwrap_or(Rank::Independent);
        let is_kept = |fault: &SchemaFault<'_>| rank(fault.node, &fault.mismatch) == strongest;
        settled.extend(self.faults.drain(..).filter(is_kept));
    }
}

impl SchemaFault<'_> {
    /// Takes another fault of the same value into this one, where they are the same.
    fn join(&mut self, other: &Self) -> bool {
        let merged = merge(&self.mismatch, &other.mismatch);
        let is_same = merged.is_some();
        if let Some(merged) = merged {
            self.mismatch = merged;
            self.is_declared |= other.is_declared;
        }
        is_same
    }
}

/// How much a fault explains of what else is wrong with the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// It is not to be there at all.
    Forbidden,
    /// It is not of the type that everything else is about.
    Type,
    /// It is to be one of a few values, which are as everything else asks.
    Unlisted,
    /// There is no text that could have a form.
    Empty,
    /// Nothing.
    Independent,
}

fn rank(node: Node<'_>, mismatch: &Mismatch) -> Rank {
    match mismatch {
        Mismatch::Forbidden => Rank::Forbidden,
        Mismatch::Type(_) => Rank::Type,
        Mismatch::Unlisted(_) => Rank::Unlisted,
        Mismatch::TooShort(_) if node.as_str() == Some("") => Rank::Empty,
        _ => Rank::Independent,
    }
}

/// One fault for two that are the same one, by the stricter of both.
fn merge(one: &Mismatch, other: &Mismatch) -> Option<Mismatch> {
    match (one, other) {
        _ if one == other => Some(one.clone()),
        (Mismatch::Type(one), Mismatch::Type(other)) => Some(Mismatch::Type(in_both(one, other))),
        (Mismatch::TooShort(one), Mismatch::TooShort(other)) => {
            Some(Mismatch::TooShort(*one.max(other)))
        }
        (Mismatch::TooLong(one), Mismatch::TooLong(other)) => {
            Some(Mismatch::TooLong(*one.min(other)))
        }
        (Mismatch::Missing(one), Mismatch::Missing(other)) if one.first() == other.first() => {
            Some(Mismatch::Missing(if one.len() < other.len() {
                one.clone()
            } else {
                other.clone()
            }))
        }
        (Mismatch::Range(one), Mismatch::Range(other)) => {
            stricter(one, other).cloned().map(Mismatch::Range)
        }
        _ => None,
    }
}

/// The types that both allow; those of the first where there are none.
fn in_both(one: &[JsonType], other: &[JsonType]) -> Vec<JsonType> {
    let narrow = |types: &[JsonType], by: &[JsonType]| -> Vec<JsonType> {
        types
            .iter()
            .copied()
            .filter(|kind| {
                by.contains(kind) || (*kind == JsonType::Integer && by.contains(&JsonType::Number))
            })
            .collect()
    };
    let mut both = narrow(one, other);
    for kind in narrow(other, one) {
        if !both.contains(&kind) {
            both.push(kind);
        }
    }
    if both.is_empty() { one.to_vec() } else { both }
}

/// The stricter of two bounds on the same side.
fn stricter<'b>(one: &'b Bound, other: &'b Bound) -> Option<&'b Bound> {
    let is_lower = |bound: &Bound| matches!(bound, Bound::AtLeast(_) | Bound::MoreThan(_));
    if is_lower(one) != is_lower(other) {
        return None;
    }
    let (a, b) = (one.limit().as_f64()?, other.limit().as_f64()?);
    let is_exclusive = matches!(one, Bound::MoreThan(_) | Bound::LessThan(_));
    let one_wins = match a.partial_cmp(&b)? {
        std::cmp::Ordering::Equal => is_exclusive,
        order => is_lower(one) == order.is_gt(),
    };
    Some(if one_wins { one } else { other })
}

impl Bound {
    /// The number.
    pub(crate) fn limit(&self) -> &Value {
        match self {
            Self::AtLeast(limit)
            | Self::MoreThan(limit)
            | Self::AtMost(limit)
            | Self::LessThan(limit) => limit,
        }
    }
}
