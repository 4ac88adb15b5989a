//! The parser: a loop over tokens with an explicit stack, so that no input can overflow ours.
//!
//! It follows RFC 8259 and goes on behind every fault that it can name. Behind one that it cannot
//! name it gives up the record: what it would say of the rest would be guesses.

mod duplicate;
mod number;
mod space;
mod string;
mod word;

use std::ops::Range;

pub(crate) use string::source_offset;

use crate::{
    arena::{Arena, DEPTH_LIMIT, RawNode},
    fault::{Expected, Fault, FaultKind, Found},
    tree::{Kind, Tree},
};

/// What the grammar asks for next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Root,
    FirstElement,
    Element,
    FirstName,
    Name,
    Colon,
    Value,
    Separator,
    End,
}

/// Whether to go on with the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    On(State),
    GiveUp,
}

pub(crate) struct Parser<'s, 'a> {
    source: &'s [u8],
    /// Whether all of the source is UTF-8, which spares each string the check.
    text: Option<&'s str>,
    at: usize,
    /// End of the last token, where a missing comma would stand.
    token_end: usize,
    nodes: &'a mut Vec<RawNode>,
    decoded: &'a mut String,
    faults: &'a mut Vec<Fault>,
    open: &'a mut Vec<u32>,
    names: &'a mut Vec<u32>,
}

impl<'s, 'a> Parser<'s, 'a> {
    pub(crate) fn new(arena: &'a mut Arena, source: &'s [u8], text: Option<&'s str>) -> Self {
        let Arena { nodes, decoded, faults, open, names } = arena;
        Self { source, text, at: 0, token_end: 0, nodes, decoded, faults, open, names }
    }

    pub(crate) fn run(mut self) {
        let mut state = State::Root;
        loop {
            self.skip_space();
            let flow = match state {
                State::Root => self.root(),
                State::FirstElement | State::Element => self.element(state),
                State::FirstName | State::Name => self.name(state),
                State::Colon => self.colon(),
                State::Value => self.value(Expected::Value),
                State::Separator => self.separator(),
                State::End => self.end(),
            };
            match flow {
                Flow::On(State::End) if self.at >= self.source.len() => break,
                Flow::On(next) => state = next,
                Flow::GiveUp => break,
            }
        }
        self.abandon_open();
    }

    fn root(&mut self) -> Flow {
        if self.peek().is_none() {
            if self.faults.is_empty() {
                self.fault(FaultKind::Empty, 0..self.at);
            }
            return Flow::GiveUp;
        }
        self.value(Expected::Value)
    }

    fn element(&mut self, state: State) -> Flow {
        match self.peek() {
            Some(b']') => {
                if state == State::Element {
                    self.trailing_comma();
                }
                self.close(b']')
            }
            Some(b'}') if state == State::Element => {
                self.trailing_comma();
                self.close(b'}')
            }
            _ if state == State::FirstElement => self.value(Expected::ValueOrBracket),
            _ => self.value(Expected::Value),
        }
    }

    fn name(&mut self, state: State) -> Flow {
        match self.peek() {
            Some(b'}') => {
                if state == State::Name {
                    self.trailing_comma();
                }
                self.close(b'}')
            }
            Some(b']') if state == State::Name => {
                self.trailing_comma();
                self.close(b']')
            }
            Some(b'"') => {
                let name = self.push(Kind::String);
                self.string(name);
                Flow::On(State::Colon)
            }
            _ if self.foreign_quote().is_some() => {
                let name = self.push(Kind::String);
                self.foreign_string(name);
                Flow::On(State::Colon)
            }
            _ if self.unquoted_name() => Flow::On(State::Colon),
            _ if state == State::Name => self.unexpected(Expected::Name),
            _ => self.unexpected(Expected::NameOrBrace),
        }
    }

    fn colon(&mut self) -> Flow {
        match self.peek() {
            Some(b':') => {
                self.bump(1);
                Flow::On(State::Value)
            }
            Some(b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                self.fault(FaultKind::MissingColon, self.token_end..self.token_end);
                Flow::On(State::Value)
            }
            _ => self.unexpected(Expected::Colon),
        }
    }

    fn value(&mut self, expected: Expected) -> Flow {
        match self.peek() {
            Some(b'"') => {
                let value = self.push(Kind::String);
                self.string(value);
            }
            Some(b'{') => return self.open(Kind::Object),
            Some(b'[') => return self.open(Kind::Array),
            Some(b'-' | b'+' | b'.' | b'0'..=b'9') => self.number(),
            Some(byte) if byte.is_ascii_alphabetic() => {
                if !self.word() {
                    return self.unexpected(expected);
                }
            }
            _ if self.foreign_quote().is_some() => {
                let value = self.push(Kind::String);
                self.foreign_string(value);
            }
            Some(b'}' | b']' | b',') if expected == Expected::Value && !self.open.is_empty() => {
                self.missing_value();
            }
            _ => return self.unexpected(expected),
        }
        self.value_done()
    }

    /// `"name": }` or `[1,,2]`: says so, and goes on as if something had stood there.
    fn missing_value(&mut self) {
        let found = self.found();
        let opened = self.opened();
        let kind = FaultKind::Unexpected { found, expected: Expected::Value, opened };
        self.fault(kind, self.at..self.at.saturating_add(1));
        let value = self.push(Kind::Unknown);
        self.damage(value);
    }

    fn separator(&mut self) -> Flow {
        let object = self.in_object();
        let next = if object { State::Name } else { State::Element };
        match self.peek() {
            Some(b',') => {
                self.bump(1);
                Flow::On(next)
            }
            Some(byte @ (b'}' | b']')) => self.close(byte),
            Some(b'"') => self.missing_comma(next),
            Some(b'{' | b'[' | b'-' | b'0'..=b'9') if !object => self.missing_comma(next),
            // A semicolon is taken for the comma that it stands for.
            Some(b';') => {
                self.report_unexpected(if object {
                    Expected::CommaOrBrace
                } else {
                    Expected::CommaOrBracket
                });
                self.bump(1);
                Flow::On(next)
            }
            _ if object => self.unexpected(Expected::CommaOrBrace),
            _ => self.unexpected(Expected::CommaOrBracket),
        }
    }

    fn missing_comma(&mut self, next: State) -> Flow {
        // Right behind a fault of the same line, a string out of place is its consequence.
        if self.follows_fault() {
            return Flow::GiveUp;
        }
        self.fault(FaultKind::MissingComma, self.token_end..self.token_end);
        Flow::On(next)
    }

    fn end(&mut self) -> Flow {
        match self.peek() {
            None => Flow::On(State::End),
            Some(b'{' | b'[' | b'"') => {
                self.fault(FaultKind::SecondDocument, self.at..self.at.saturating_add(1));
                Flow::GiveUp
            }
            Some(_) => self.unexpected(Expected::End),
        }
    }

    fn open(&mut self, kind: Kind) -> Flow {
        if self.open.len() >= DEPTH_LIMIT {
            self.fault(
                FaultKind::ExcessiveNesting { limit: DEPTH_LIMIT },
                self.at..self.at.saturating_add(1),
            );
            let value = self.push(Kind::Unknown);
            self.damage(value);
            self.skip_nested();
            self.finish(value);
            return self.value_done();
        }
        let container = self.push(kind);
        self.open.push(container);
        self.bump(1);
        Flow::On(if kind == Kind::Object { State::FirstName } else { State::FirstElement })
    }

    fn close(&mut self, bracket: u8) -> Flow {
        let Some(&container) = self.open.last() else {
            return self.unexpected(Expected::End);
        };
        if self.bracket_of(container) != bracket {
            return self.close_outer(bracket);
        }
        self.bump(1);
        self.open.pop();
        self.finish(container);
        self.check_names(container);
        self.value_done()
    }

    /// A bracket that does not fit: when it fits one further out, those between lack their own.
    fn close_outer(&mut self, bracket: u8) -> Flow {
        if !self.open.iter().any(|&index| self.bracket_of(index) == bracket) {
            return self.unexpected(if self.in_object() {
                Expected::CommaOrBrace
            } else {
                Expected::CommaOrBracket
            });
        }
        if let Some(&container) = self.open.last() {
            let object = self.in_object();
            let opened = self.nodes.get(container as usize).map_or(0, |node| node.start);
            let here = self.token_end;
            self.fault(FaultKind::Unclosed { opened, object }, here..here);
            self.damage(container);
            self.open.pop();
            self.finish(container);
            self.check_names(container);
        }
        self.close(bracket)
    }

    fn trailing_comma(&mut self) {
        // The comma was the last token.
        self.fault(FaultKind::TrailingComma, self.token_end.saturating_sub(1)..self.token_end);
    }

    fn value_done(&mut self) -> Flow {
        Flow::On(if self.open.is_empty() { State::End } else { State::Separator })
    }

    // Nodes.

    /// Adds a node that begins here; a value counts as a child of the innermost container.
    fn push(&mut self, kind: Kind) -> u32 {
        let index = to_u32(self.nodes.len());
        let mut node = RawNode::new(kind, to_u32(self.at));
        let parent = self.open.last().copied();
        if let Some(parent) = parent.and_then(|index| self.nodes.get_mut(index as usize)) {
            // Until the container is finished, `next` counts its children, names as well.
            node.ordinal = parent.next;
            parent.next = parent.next.saturating_add(1);
            parent.children =
                if parent.kind == Kind::Object { parent.next.div_ceil(2) } else { parent.next };
        }
        node.parent = parent.unwrap_or(index);
        self.nodes.push(node);
        if kind == Kind::Unknown || kind == Kind::String {
            self.seal(index);
        }
        index
    }

    /// Ends a node at the current byte.
    fn finish(&mut self, index: u32) {
        let end = to_u32(self.at);
        if let Some(node) = self.nodes.get_mut(index as usize) {
            node.end = end;
        }
        self.seal(index);
    }

    fn seal(&mut self, index: u32) {
        let next = to_u32(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(index as usize) {
            node.next = next;
        }
    }

    /// Marks a node: what else seems wrong with it may be a consequence.
    fn damage(&mut self, index: u32) {
        if let Some(node) = self.nodes.get_mut(index as usize) {
            node.damaged = true;
        }
    }

    /// Closes what is still open when the record ends or is given up.
    fn abandon_open(&mut self) {
        while let Some(container) = self.open.last().copied() {
            // A name without a value gets one that nobody can misread.
            let lacks_value = self
                .nodes
                .get(container as usize)
                .is_some_and(|node| node.kind == Kind::Object && node.next % 2 == 1);
            if lacks_value {
                let value = self.push(Kind::Unknown);
                self.damage(value);
            }
            self.damage(container);
            self.open.pop();
            self.finish(container);
            self.check_names(container);
        }
    }

    fn in_object(&self) -> bool {
        self.open.last().is_some_and(|&index| self.bracket_of(index) == b'}')
    }

    fn bracket_of(&self, container: u32) -> u8 {
        match self.nodes.get(container as usize) {
            Some(node) if node.kind == Kind::Array => b']',
            _ => b'}',
        }
    }

    fn opened(&self) -> Option<u32> {
        self.open.last().and_then(|&index| self.nodes.get(index as usize)).map(|node| node.start)
    }

    /// Moves behind the array or object that begins here, without a look at what it holds.
    fn skip_nested(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'[' | b'{' => depth = depth.saturating_add(1),
                b']' | b'}' => depth = depth.saturating_sub(1),
                b'"' => self.skip_string(),
                _ => {}
            }
            self.bump(1);
            if depth == 0 {
                break;
            }
        }
    }

    /// Moves to the closing quotation mark of the string that begins here.
    fn skip_string(&mut self) {
        self.bump(1);
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => break,
                b'\\' => self.bump(2),
                _ => self.bump(1),
            }
        }
    }

    // Bytes.

    fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.source.get(at).copied()
    }

    fn rest(&self) -> &'s [u8] {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Moves over bytes of a token.
    fn bump(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes).min(self.source.len());
        self.token_end = self.at;
    }

    // Faults.

    fn fault(&mut self, kind: FaultKind, span: Range<usize>) {
        self.faults.push(Fault { kind, span: to_u32(span.start)..to_u32(span.end) });
    }

    /// Reports what stands here and gives the record up.
    fn unexpected(&mut self, expected: Expected) -> Flow {
        self.report_unexpected(expected);
        Flow::GiveUp
    }

    fn report_unexpected(&mut self, expected: Expected) {
        if self.follows_fault() {
            return;
        }
        if self.invalid_utf8_here() {
            return;
        }
        let found = self.found();
        let width = match found {
            Found::End => 0,
            Found::Character(character) => character.len_utf8(),
            Found::Word => word::length(self.rest()).max(1),
            Found::String | Found::Number => 1,
        };
        let opened = self.opened();
        let start = if found == Found::End { self.token_end } else { self.at };
        self.fault(
            FaultKind::Unexpected { found, expected, opened },
            start..start.saturating_add(width),
        );
    }

    /// Whether a fault was found earlier in this line, so that a further one that has no name of
    /// its own is most likely its consequence.
    fn follows_fault(&self) -> bool {
        self.faults.iter().rev().find(|fault| fault.kind.is_grammar()).is_some_and(|fault| {
            let between = self.source.get(fault.span.start as usize..self.at).unwrap_or_default();
            memchr::memchr(b'\n', between).is_none()
        })
    }

    fn invalid_utf8_here(&mut self) -> bool {
        if self.text.is_some() || self.peek().is_none_or(|byte| byte.is_ascii()) {
            return false;
        }
        let Some(length) = string::invalid_prefix(self.rest()) else { return false };
        self.fault(FaultKind::InvalidUtf8, self.at..self.at.saturating_add(length));
        true
    }

    fn found(&self) -> Found {
        match self.peek() {
            None => Found::End,
            Some(b'"') => Found::String,
            Some(b'-' | b'0'..=b'9') => Found::Number,
            Some(byte) if byte.is_ascii_alphabetic() => Found::Word,
            Some(_) => Found::Character(
                string::first_char(self.rest()).unwrap_or(char::REPLACEMENT_CHARACTER),
            ),
        }
    }
}

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A view of the nodes so far, for reading names while parsing.
fn view<'v>(source: &'v [u8], text: Option<&'v str>, decoded: &'v str) -> Tree<'v> {
    Tree { source, text, nodes: &[], decoded, faults: &[] }
}
