//! One fault, one finding: what the contract and a plan say of one value is drawn together, and a
//! cause suppresses its consequences.

use identify_json::Node;
use jsonschema::JsonType;
use serde_json::Value;

use super::{Bound, Mismatch, SchemaFault};

/// Draws together what several schemas say against one call.
pub(crate) fn settle(faults: Vec<SchemaFault<'_>>) -> Vec<SchemaFault<'_>> {
    let mut faults = faults;
    // Stable: what is said of one value stays in the order in which it was said.
    faults.sort_by_key(|fault| fault.node.index());
    let mut settled: Vec<SchemaFault<'_>> = Vec::with_capacity(faults.len());
    for of_one in faults.chunk_by(|a, b| a.node == b.node) {
        settle_one(of_one, &mut settled);
    }
    settled
}

/// What is said of one value.
fn settle_one<'a>(faults: &[SchemaFault<'a>], settled: &mut Vec<SchemaFault<'a>>) {
    let from = settled.len();
    for fault in faults {
        let same = settled.iter_mut().skip(from).find_map(|other| {
            let merged = merge(&other.mismatch, &fault.mismatch)?;
            Some((other, merged))
        });
        match same {
            Some((other, merged)) => {
                other.mismatch = merged;
                other.is_declared |= fault.is_declared;
            }
            None => settled.push(fault.clone()),
        }
    }
    let strongest = settled.iter().skip(from).map(|fault| rank(fault.node, &fault.mismatch)).min();
    if let Some(strongest) = strongest.filter(|rank| *rank < Rank::Independent) {
        let mut index = 0_usize;
        settled.retain(|fault| {
            let is_earlier = index < from;
            index = index.saturating_add(1);
            is_earlier || rank(fault.node, &fault.mismatch) == strongest
        });
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
