//! A fix as JSON Patch (RFC 6902): what its edits make of the call as a value.

use std::{collections::HashMap, iter, ops::Range};

use identify_json::{Arena, DEPTH_LIMIT, Kind, Member, Node, Number};
use serde_json::Value;

use crate::{
    draft::DraftEdit,
    judge::to_value,
    report::{LONGEST_POINTER, PatchOperation},
};

/// Bytes that may be read again for the patches of one call.
const TRIAL_BYTES: usize = 4 << 20;

/// Makes the patches of one call.
pub(crate) struct Patches<'a> {
    root: Node<'a>,
    /// Bytes that may still be read again.
    left: usize,
    arena: Arena,
}

impl<'a> Patches<'a> {
    pub(crate) fn new(root: Node<'a>) -> Self {
        Self { root, left: TRIAL_BYTES, arena: Arena::new() }
    }

    /// What the edits do to the call; nothing if that is not JSON afterwards, if it writes a number
    /// that would be rounded, or if the call is too large to be read again.
    pub(crate) fn patch(&mut self, edits: &[DraftEdit]) -> Option<Vec<PatchOperation>> {
        if let [edit] = edits
            && let Some(operations) = self.patch_of_one(edit)
        {
            return Some(operations);
        }
        self.patch_by_reading(edits)
    }

    /// The same for any edits, by reading the edited call.
    fn patch_by_reading(&mut self, edits: &[DraftEdit]) -> Option<Vec<PatchOperation>> {
        // Asked before the call is copied: with many findings in it, the copies would add up.
        let left = self.left.checked_sub(edited_length(self.root, edits)?)?;
        let bytes = edited(self.root, edits)?;
        self.left = left;
        let tree = self.arena.parse(&bytes);
        let after = tree.root().filter(|_| tree.faults().is_empty())?;
        let mut difference = Difference::default();
        difference.values(self.root, after, &mut String::new())?;
        Some(difference.operations).filter(|operations| !operations.is_empty())
    }

    /// What one edit does, where it takes a whole name, value or member: then the rest of the call
    /// is as it was, and is not read again. Nothing where that is not plain to see.
    fn patch_of_one(&mut self, (span, text): &DraftEdit) -> Option<Vec<PatchOperation>> {
        let whole = self.root.span();
        if span.start < whole.start || whole.end < span.end {
            return None;
        }
        let kept = self.root.raw().len().checked_sub(span.len())?;
        // It counts as if it were read.
        let left = self.left.checked_sub(kept.checked_add(text.len())?)?;
        let node = self.root.tree().at(span.start)?;
        let operations = if text.is_empty() {
            let path = self.path(removed(node, span)?.value)?;
            vec![PatchOperation::Remove { path }]
        } else if node.as_member().is_some_and(|member| member.key.span() == *span) {
            let object = node.parent()?;
            let name = plain_name(text).filter(|name| object.get(name).is_none())?;
            let path = pointer(&self.path(object)?, name);
            vec![PatchOperation::Move { from: self.path(node)?, path }]
        } else if node.span() == *span {
            let mut path = self.path(node)?;
            let tree = self.arena.parse(text.as_bytes());
            let after = tree.root().filter(|_| tree.faults().is_empty())?;
            if after.raw() != text.as_bytes() || !may_hold(self.root, node, text) {
                return None;
            }
            let mut difference = Difference::default();
            difference.values(node, after, &mut path)?;
            difference.operations
        } else {
            return None;
        };
        self.left = left;
        Some(operations).filter(|operations| !operations.is_empty())
    }

    /// The pointer of a value, unless names make it so long that many patches would add up.
    fn path(&self, node: Node<'a>) -> Option<String> {
        let (at, path) = node.pointer_within(self.root, LONGEST_POINTER);
        (at == node).then_some(path)
    }
}

/// The member that goes with these bytes, and nothing else: they reach from its name to the next
/// one, or from the end of the member before it to its own. `node` is what has the first of them.
fn removed<'a>(node: Node<'a>, span: &Range<u32>) -> Option<Member<'a>> {
    let own = node.as_member().filter(|member| member.key.span().start == span.start);
    let object = if own.is_some() { node.parent()? } else { node };
    let pairs = object.members().zip(object.members().skip(1));
    pairs.into_iter().find_map(|(one, next)| {
        if one.key.span().start == span.start && next.key.span().start == span.end {
            return Some(one);
        }
        let is_next = one.value.span().end == span.start && next.value.span().end == span.end;
        is_next.then_some(next)
    })
}

/// Whether a call is surely no deeper than it may be with a text in the place of a value.
fn may_hold(call: Node<'_>, node: Node<'_>, text: &str) -> bool {
    let depth = |node: Node<'_>| iter::successors(node.parent(), Node::parent).count();
    let above = depth(node).saturating_sub(depth(call));
    let inside = text.bytes().filter(|byte| matches!(byte, b'{' | b'[')).count();
    above.saturating_add(inside) < DEPTH_LIMIT
}

/// The name that a text is in JSON, if it has nothing but plain characters.
fn plain_name(text: &str) -> Option<&str> {
    let name = text.strip_prefix('"')?.strip_suffix('"')?;
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    name.bytes().all(is_plain).then_some(name)
}

/// How long the call is with the edits made.
fn edited_length(root: Node<'_>, edits: &[DraftEdit]) -> Option<usize> {
    let length = |length: usize, (span, text): &DraftEdit| {
        length.checked_sub(span.len())?.checked_add(text.len())
    };
    edits.iter().try_fold(root.raw().len(), length)
}

/// The bytes of the call with the edits made.
fn edited(root: Node<'_>, edits: &[DraftEdit]) -> Option<Vec<u8>> {
    let (source, base) = (root.raw(), root.span().start);
    let mut edits: Vec<&DraftEdit> = edits.iter().collect();
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut bytes = Vec::with_capacity(source.len());
    let mut at = 0_usize;
    for (span, text) in edits {
        let (start, end) = (span.start.checked_sub(base)?, span.end.checked_sub(base)?);
        bytes.extend_from_slice(source.get(at..start as usize)?);
        bytes.extend_from_slice(text.as_bytes());
        at = end as usize;
    }
    bytes.extend_from_slice(source.get(at..)?);
    Some(bytes)
}

#[derive(Default)]
struct Difference {
    operations: Vec<PatchOperation>,
}

impl Difference {
    /// Compares two values at one place. Recursion is bounded by the depth limit of the trees.
    fn values(&mut self, before: Node<'_>, after: Node<'_>, path: &mut String) -> Option<()> {
        if before.raw() == after.raw() {
            return Some(());
        }
        match (before.kind(), after.kind()) {
            (Kind::Object, Kind::Object) => self.objects(before, after, path),
            (Kind::Array, Kind::Array) => self.arrays(before, after, path),
            _ => {
                let value = exact(after)?;
                // Otherwise it is written anew, and the same.
                if exact(before).as_ref() != Some(&value) {
                    self.operations.push(PatchOperation::Replace { path: path.clone(), value });
                }
                Some(())
            }
        }
    }

    fn objects(&mut self, before: Node<'_>, after: Node<'_>, path: &mut String) -> Option<()> {
        let (old, new) = (Lookup::new(before), Lookup::new(after));
        // A member that keeps its bytes under another name was renamed.
        let mut gone: HashMap<&[u8], Vec<&str>> = HashMap::new();
        for member in before.members().filter(|member| new.get(member.name()).is_none()) {
            gone.entry(member.value.raw()).or_default().push(member.name());
        }
        for member in after.members().filter(|member| old.get(member.name()).is_none()) {
            let to = pointer(path, member.name());
            let former = gone.get_mut(member.value.raw()).and_then(Vec::pop);
            self.operations.push(match former {
                Some(former) => PatchOperation::Move { from: pointer(path, former), path: to },
                None => PatchOperation::Add { path: to, value: exact(member.value)? },
            });
        }
        let mut left: Vec<&str> = gone.into_values().flatten().collect();
        left.sort_unstable();
        for name in left {
            self.operations.push(PatchOperation::Remove { path: pointer(path, name) });
        }
        for member in after.members() {
            let before = old.get(member.name());
            if let Some(before) = before.filter(|before| before.raw() != member.value.raw()) {
                let length = path.len();
                *path = pointer(path, member.name());
                self.values(before, member.value, path)?;
                path.truncate(length);
            }
        }
        Some(())
    }

    /// Elements at both ends that are as they were stay; of what is between, as many as there were
    /// are compared one by one, and the others come or go.
    fn arrays(&mut self, before: Node<'_>, after: Node<'_>, path: &mut String) -> Option<()> {
        let (old, new): (Vec<_>, Vec<_>) =
            (before.elements().collect(), after.elements().collect());
        let is_same = |(one, other): &(&Node<'_>, &Node<'_>)| one.raw() == other.raw();
        let start = old.iter().zip(&new).take_while(is_same).count();
        let most = old.len().min(new.len()).saturating_sub(start);
        let end = old.iter().rev().zip(new.iter().rev()).take_while(is_same).count().min(most);
        let old = old.get(start..old.len().saturating_sub(end))?;
        let new = new.get(start..new.len().saturating_sub(end))?;
        let index = |offset: usize| start.saturating_add(offset).to_string();
        for (offset, (old, new)) in old.iter().zip(new).enumerate() {
            let length = path.len();
            *path = pointer(path, &index(offset));
            self.values(*old, *new, path)?;
            path.truncate(length);
        }
        // From behind, so that the places of the others stay.
        for offset in (new.len()..old.len()).rev() {
            self.operations.push(PatchOperation::Remove { path: pointer(path, &index(offset)) });
        }
        for (offset, new) in new.iter().enumerate().skip(old.len()) {
            let path = pointer(path, &index(offset));
            self.operations.push(PatchOperation::Add { path, value: exact(*new)? });
        }
        Some(())
    }
}

/// Members that are looked through one by one; of more an index is made.
const FEW: usize = 32;

/// The members of an object, each of which has its name to itself.
struct Lookup<'a> {
    object: Node<'a>,
    index: Option<HashMap<&'a str, Node<'a>>>,
}

impl<'a> Lookup<'a> {
    fn new(object: Node<'a>) -> Self {
        let index = || object.members().map(|member| (member.name(), member.value)).collect();
        Self { object, index: (object.len() > FEW).then(index) }
    }

    fn get(&self, name: &str) -> Option<Node<'a>> {
        match &self.index {
            Some(index) => index.get(name).copied(),
            None => self.object.get(name),
        }
    }
}

fn pointer(path: &str, name: &str) -> String {
    format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// A value without any loss.
fn exact(node: Node<'_>) -> Option<Value> {
    has_exact_numbers(node).then(|| to_value(node))
}

fn has_exact_numbers(node: Node<'_>) -> bool {
    match node.kind() {
        Kind::Number => match (node.as_number(), node.number_text()) {
            (Some(Number::Float(number)), Some(text)) => {
                number.is_finite() && decimal(&Value::from(number).to_string()) == decimal(text)
            }
            (number, _) => number.is_some(),
        },
        Kind::Array => node.elements().all(has_exact_numbers),
        Kind::Object => node.members().all(|member| has_exact_numbers(member.value)),
        Kind::Null | Kind::Boolean | Kind::String => true,
        Kind::Unknown => false,
    }
}

/// The significant digits of a number, the power of ten of the last of them, and the sign.
fn decimal(text: &str) -> Option<(bool, String, i64)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let places = i64::try_from(fraction.len()).ok()?;
    let digits = format!("{}{fraction}", whole.trim_start_matches('-'));
    let significant = digits.trim_start_matches('0');
    let trimmed = significant.trim_end_matches('0');
    let is_negative = whole.starts_with('-');
    if trimmed.is_empty() {
        return Some((is_negative, String::new(), 0));
    }
    let zeros = i64::try_from(significant.len().checked_sub(trimmed.len())?).ok()?;
    let exponent = exponent.parse::<i64>().ok()?;
    let power = exponent.checked_sub(places)?.checked_add(zeros)?;
    Some((is_negative, trimmed.to_owned(), power))
}

#[cfg(test)]
mod tests {
    use identify_json::Arena;

    use super::{Patches, edited, edited_length};

    /// What is plain to see of one edit is what reading the edited call shows.
    #[test]
    fn one_edit() {
        let call =
            r#" { "a/b~" : 1, "tags": ["x", {"y": 2.50}, null], "o": {"p": {}}, "q": "\u0061" } "#;
        let texts = [
            "",
            "\"new\"",
            "\"tags\"",
            "\"p\"",
            "\"a\\u0062\"",
            "\"a\"",
            "1",
            "1.0",
            "2.5",
            "1e400",
            "0.1000000000000000055511151231257827",
            "true",
            "{}",
            "{\"p\": {\"z\": 1}}",
            "[\"x\"]",
            " 1",
            "1,",
            "1, \"r\": 2",
            "}",
            "null, 5",
        ];
        let mut arena = Arena::new();
        let tree = arena.parse(call.as_bytes());
        assert!(tree.faults().is_empty());
        let root = tree.root().unwrap();
        let (mut all, mut direct) = (0, 0);
        let length = u32::try_from(call.len()).unwrap();
        for start in 0..=length {
            for end in start..=length {
                for text in texts {
                    let edit = (start..end, text.to_owned());
                    let read = Patches::new(root).patch_by_reading(std::slice::from_ref(&edit));
                    let seen = Patches::new(root).patch_of_one(&edit);
                    if let Some(bytes) = edited(root, std::slice::from_ref(&edit)) {
                        let length = edited_length(root, std::slice::from_ref(&edit));
                        assert_eq!(length, Some(bytes.len()), "{edit:?}");
                    }
                    assert!(seen.is_none() || seen == read, "{edit:?} {seen:?} {read:?}");
                    all += u32::from(read.is_some());
                    direct += u32::from(seen.is_some());
                }
            }
        }
        assert!(direct > 100 && all > direct, "{direct} of {all}");
    }

    #[test]
    fn one_edit_counts_as_if_the_call_were_read() {
        let mut arena = Arena::new();
        let tree = arena.parse(br#"{"a": 1}"#);
        let mut patches = Patches::new(tree.root().unwrap());
        patches.left = 15;
        let edits = [(6..7, "2".to_owned())];
        assert!(patches.patch(&edits).is_some());
        assert_eq!((patches.left, patches.patch(&edits)), (7, None));
    }
}
