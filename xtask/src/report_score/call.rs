//! A valid call as the ground in which faults are planted: its text, and where what stands in it.

use std::ops::Range;

use identify_json::{Kind, Member, Node};
use serde_json::Value;

use super::{
    planted::{Edit, Planted},
    seed::Seed,
};

/// A valid call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call<'a> {
    text: &'a str,
    root: Node<'a>,
}

impl<'a> Call<'a> {
    pub(super) fn new(text: &'a str, root: Node<'a>) -> Self {
        Self { text, root }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn root(&self) -> Node<'a> {
        self.root
    }

    /// The call as JSON.
    pub(super) fn value(&self) -> Value {
        serde_json::from_str(self.text).unwrap_or_default()
    }

    /// The call in one line.
    pub(super) fn line(&self) -> String {
        self.value().to_string()
    }

    /// The call in one line with another id.
    pub(super) fn line_of(&self, id: &str) -> String {
        self.with("/user_id", id.into()).to_string()
    }

    /// The call with another value at a place, as JSON.
    pub(super) fn with(&self, pointer: &str, value: Value) -> Value {
        let mut call = self.value();
        if let Some(place) = call.pointer_mut(pointer) {
            *place = value;
        }
        call
    }

    /// The value at a place.
    pub(super) fn at(&self, pointer: &str) -> Option<Node<'a>> {
        self.root.pointer(pointer)
    }

    /// The text of the value at a place.
    pub(super) fn text_at(&self, pointer: &str) -> Option<&'a str> {
        self.text.get(span(self.at(pointer)?))
    }

    /// The member at a place.
    pub(super) fn member(&self, pointer: &str) -> Option<Member<'a>> {
        self.at(pointer)?.as_member()
    }

    /// All values, the call itself first.
    pub(super) fn nodes(&self) -> Vec<Node<'a>> {
        let mut nodes = vec![self.root];
        let mut next = 0_usize;
        while let Some(node) = nodes.get(next).copied() {
            next = next.saturating_add(1);
            nodes.extend(node.members().map(|member| member.value));
            nodes.extend(node.elements());
        }
        nodes
    }

    /// A value of this kind.
    pub(super) fn any(&self, kind: Kind, seed: &mut Seed) -> Option<Node<'a>> {
        self.any_where(seed, |node| node.kind() == kind)
    }

    /// A value for which this holds.
    pub(super) fn any_where(
        &self,
        seed: &mut Seed,
        holds: impl Fn(Node<'a>) -> bool,
    ) -> Option<Node<'a>> {
        let nodes: Vec<_> = self.nodes().into_iter().filter(|node| holds(*node)).collect();
        seed.one_of(&nodes)
    }

    /// Puts a text in place of a range.
    pub(super) fn edit(&self, range: Range<usize>, text: &str) -> Planted {
        self.edit_bytes(range, text.as_bytes())
    }

    /// Puts bytes in place of a range.
    pub(super) fn edit_bytes(&self, range: Range<usize>, bytes: &[u8]) -> Planted {
        let source = self.text.as_bytes();
        let before = source.get(..range.start).unwrap_or_default();
        let behind = source.get(range.end..).unwrap_or_default();
        let place = range.start..range.start.saturating_add(bytes.len());
        let removed = range.len();
        let mut planted = Planted::put_in([before, bytes, behind].concat(), place, self.value());
        planted.edit = Some(Edit { range, bytes: bytes.to_owned() });
        let gap = planted.place.clone();
        if bytes.is_empty() { planted.missing_in(gap, removed) } else { planted }
    }

    /// Puts a text in place of a value.
    pub(super) fn replace(&self, node: Node<'_>, text: &str) -> Planted {
        self.edit(span(node), text)
    }

    /// Puts a text in place of the value at a place; `meant` is what should stand there.
    pub(super) fn mistake(&self, pointer: &str, text: &str, meant: Value) -> Option<Planted> {
        let planted = self.replace(self.at(pointer)?, text);
        Some(planted.meaning(vec![self.with(pointer, meant)]))
    }

    /// Puts a text in place of the value at a place; what should stand there is lost.
    pub(super) fn spoil(&self, pointer: &str, text: &str) -> Option<Planted> {
        Some(self.replace(self.at(pointer)?, text).meaning_lost())
    }

    /// Puts a text in place of the name of the member at a place, with quotation marks.
    pub(super) fn rename(&self, pointer: &str, name: &str) -> Option<Planted> {
        let key = self.member(pointer)?.key;
        Some(self.replace(key, &format!("\"{name}\"")))
    }

    /// Adds members to the object at a place, before the others. The fault is all of what is added.
    pub(super) fn add(&self, pointer: &str, members: &str) -> Option<Planted> {
        let object = self.at(pointer).filter(|node| node.kind() == Kind::Object)?;
        let start = span(object).start.saturating_add(1);
        let Some(first) = object.members().next() else {
            return Some(self.edit(start..start, members));
        };
        let space = self.text.get(start..span(first.key).start)?;
        let planted = self.edit(start..start, &format!("{space}{members},"));
        let from = start.saturating_add(space.len());
        Some(planted.at(from..from.saturating_add(members.len())))
    }

    /// Adds a trait.
    pub(super) fn add_trait(&self, member: &str) -> Option<Planted> {
        self.add("/user_traits", member)
    }

    /// Adds a trait that a fix may take away again, or write in another way: `meant` is what the
    /// trait should be, nothing for no trait at all.
    pub(super) fn wrong_trait(
        &self,
        name: &str,
        text: &str,
        meant: Option<Value>,
    ) -> Option<Planted> {
        let pointer = format!("/user_traits/{name}");
        let (planted, mut call) = if let Some(node) = self.at(&pointer) {
            (self.replace(node, text), self.value())
        } else {
            let member = format!("\"{name}\": {text}");
            let planted = self.add_trait(&member)?;
            let from = planted.place.end.saturating_sub(text.len());
            let place = from..planted.place.end;
            (planted.at(place), self.value())
        };
        let Some(meant) = meant else { return Some(planted.meaning_lost()) };
        call.get_mut("user_traits")?.as_object_mut()?.insert(name.to_owned(), meant);
        Some(planted.meaning(vec![call]))
    }

    /// Takes the member at a place away, with the comma that parts it from others. The fault is
    /// the object that lacks it, which is told at its opening brace.
    pub(super) fn remove(&self, pointer: &str) -> Option<Planted> {
        let member = self.member(pointer)?;
        let object = span(self.at(pointer)?.parent()?);
        let taken = self.with_comma(member)?;
        let brace = object.start..object.start.saturating_add(1);
        Some(self.edit(taken, "").at(brace).meaning_lost())
    }

    /// Adds a trait whose text has something wrong in it: the fault is that part.
    pub(super) fn wrong_text(
        &self,
        name: &str,
        [before, wrong, behind]: [&str; 3],
        meant: Option<&str>,
    ) -> Option<Planted> {
        let text = format!("\"{before}{wrong}{behind}\"");
        let planted = self.wrong_trait(name, &text, meant.map(Value::from))?;
        let from = planted.place.start.saturating_add(before.len()).saturating_add(1);
        Some(planted.at(from..from.saturating_add(wrong.len())))
    }

    /// Takes a token away. The fault is the gap between its neighbours.
    pub(super) fn drop_token(&self, at: usize) -> Option<Planted> {
        let before = self.text.get(..at)?.trim_end().len();
        let end = at.saturating_add(1);
        let rest = self.text.get(end..)?;
        let space = rest.len().saturating_sub(rest.trim_start().len());
        Some(self.edit(at..end, "").missing_in(before..at.saturating_add(space), 1))
    }

    /// Where the comma stands that parts a value from the next one.
    pub(super) fn comma_behind(&self, node: Node<'_>) -> Option<usize> {
        let end = span(node).end;
        let behind = self.text.get(end..)?;
        let space = behind.len().saturating_sub(behind.trim_start().len());
        let at = end.saturating_add(space);
        self.text.get(at..)?.starts_with(',').then_some(at)
    }

    /// A member with the comma behind it, or before it if it is the last.
    pub(super) fn with_comma(&self, member: Member<'_>) -> Option<Range<usize>> {
        let own = span(member.key).start..span(member.value).end;
        let behind = self.text.get(own.end..)?;
        let gap = behind.len().saturating_sub(behind.trim_start().len());
        if behind.trim_start().starts_with(',') {
            let comma = own.end.saturating_add(gap).saturating_add(1);
            let rest = self.text.get(comma..)?;
            let space = rest.len().saturating_sub(rest.trim_start().len());
            return Some(own.start..comma.saturating_add(space));
        }
        let before = self.text.get(..own.start)?.trim_end();
        Some(before.strip_suffix(',').unwrap_or(before).len()..own.end)
    }

    /// Where these characters stand between tokens.
    pub(super) fn punctuation(&self, wanted: char) -> Vec<usize> {
        let mut in_string = false;
        let mut places = Vec::new();
        for (at, c) in self.text.char_indices() {
            // The samples have no escapes.
            in_string ^= c == '"';
            if !in_string && c == wanted {
                places.push(at);
            }
        }
        places
    }
}

/// The bytes of a value.
pub(super) fn span(node: Node<'_>) -> Range<usize> {
    let span = node.span();
    span.start as usize..span.end as usize
}
