//! Brackets that are missing where an array or object begins, or where it ends before its last
//! member; and arrays that hold members.

use super::{Flow, Parser, State, punctuation::begins_member};
use crate::{fault::FaultKind, tree::Kind};

impl Parser<'_, '_> {
    /// A colon behind a value: that was a name, so something else is not as it seems.
    pub(super) fn colon_behind_value(&mut self) -> Option<Flow> {
        let string = self.last_string()?;
        if self.in_object() {
            return self.unopened_object(string);
        }
        let array = self.open.last().copied()?;
        let children = self.nodes.get(array as usize)?.next;
        if children == 1 {
            // `["a": 1]`, or `['a' => 1]` in PHP.
            self.turn_into_object(array);
            return Some(self.colon());
        }
        self.unclosed_array(array, string)
    }

    /// `"traits": "name": "Ada"}`: the object lacks its opening brace.
    fn unopened_object(&mut self, string: u32) -> Option<Flow> {
        let behind = self.rest().get(1..)?.trim_ascii_start();
        let is_guess =
            self.faults.last().is_some_and(|fault| fault.kind == FaultKind::MissingColon);
        if is_guess || self.peek() != Some(b':') || self.is_full() || begins_member(behind) {
            return None;
        }
        self.at = self.start_of(string) as usize;
        self.pop_last();
        self.bump(0);
        let object = self.push(Kind::Object);
        self.open.push(object);
        self.fault(FaultKind::Unopened { object: true }, self.at..self.at);
        Some(Flow::On(State::FirstName))
    }

    /// `["a", "b", "age": 36`: the array lacks its closing bracket, before the last comma.
    fn unclosed_array(&mut self, array: u32, string: u32) -> Option<Flow> {
        let outer = self.open.len().checked_sub(2).and_then(|at| self.open.get(at)).copied()?;
        let is_object = self.nodes.get(outer as usize)?.kind == Kind::Object;
        let start = self.start_of(string) as usize;
        let before = self.source.get(..start)?.trim_ascii_end();
        let before = before.strip_suffix(b",")?;
        // A string that lacks its end may have taken the comma in; a value that is missing stands right
        // before it.
        let last = string.checked_sub(1).and_then(|last| self.nodes.get(last as usize))?;
        let last = last.end as usize;
        let is_behind = last <= before.len();
        if !is_object || self.peek() != Some(b':') || !is_behind {
            return None;
        }
        let opened = self.start_of(array);
        self.pop_last();
        self.at = before.trim_ascii_end().len().max(last);
        self.bump(0);
        self.fault(FaultKind::Unclosed { opened, object: false }, self.at..self.at);
        self.damage(array);
        self.end_innermost();
        Some(Flow::On(State::Separator))
    }

    /// `"tags": "a", "b"]`: the array lacks its opening bracket.
    pub(super) fn unopened_array(&mut self) -> Option<Flow> {
        if self.tried.elements {
            return None;
        }
        let name = self.last_string()?;
        let value = name.checked_sub(1)?;
        let is_scalar = self.nodes.get(value as usize).is_some_and(|node| {
            !matches!(node.kind, Kind::Object | Kind::Array) && node.ordinal % 2 == 1
        });
        let length = elements_length(self.rest()).filter(|_| is_scalar);
        // Asked once, if in vain: the elements may be many.
        self.tried.elements = length.is_none();
        let length = length?;
        let start = self.start_of(value) as usize;
        self.fault(FaultKind::Unopened { object: false }, start..start);
        self.damage(value);
        self.pop_last();
        self.bump(length);
        Some(Flow::On(State::Separator))
    }

    /// `{…}}, "b": 2}`: the call goes on behind a brace that closes it too early.
    pub(super) fn reopen(&mut self) -> Option<Flow> {
        let brace = self.token_end.checked_sub(1)?;
        let behind = self.rest().strip_prefix(b",")?.trim_ascii_start();
        let root = self.nodes.first_mut()?;
        let is_closed = root.kind == Kind::Object && self.source.get(brace) == Some(&b'}');
        // Once: each time its names are compared again.
        if !is_closed || self.tried.reopening || !begins_member(behind) {
            return None;
        }
        self.tried.reopening = true;
        root.next = root.children.saturating_mul(2);
        // The brace too many may be the one before: then what follows belongs elsewhere.
        root.damaged = true;
        self.open.push(0);
        self.fault(FaultKind::Extra('}'), brace..brace.saturating_add(1));
        Some(Flow::On(State::Separator))
    }

    /// An array that holds members becomes an object; its brackets stand for braces.
    fn turn_into_object(&mut self, array: u32) {
        let Some(node) = self.nodes.get_mut(array as usize) else { return };
        node.kind = Kind::Object;
        let start = node.start;
        let said = self.faults.iter_mut().rev().take_while(|fault| fault.span.start >= start).find(
            |fault| fault.span.start == start && matches!(fault.kind, FaultKind::Instead { .. }),
        );
        if let Some(fault) = said {
            if let FaultKind::Instead { expected, .. } = &mut fault.kind {
                *expected = '{';
            }
            return;
        }
        let start = start as usize;
        self.fault(
            FaultKind::Instead { found: '[', expected: '{' },
            start..start.saturating_add(1),
        );
    }

    /// Takes the last node away, which has no children.
    fn pop_last(&mut self) {
        self.nodes.pop();
        let parent = self.open.last().copied();
        if let Some(parent) = parent.and_then(|index| self.nodes.get_mut(index as usize)) {
            parent.next = parent.next.saturating_sub(1);
            parent.children =
                if parent.kind == Kind::Object { parent.next.div_ceil(2) } else { parent.next };
        }
    }
}

/// The length of `, "b", 2]`, or of `]` alone.
fn elements_length(rest: &[u8]) -> Option<usize> {
    let mut in_string = false;
    let mut escaped = false;
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'\n' if in_string => return None,
            _ if in_string => {}
            b']' => return Some(at.saturating_add(1)),
            b'[' | b'{' | b'}' | b':' => return None,
            _ => {}
        }
    }
    None
}
