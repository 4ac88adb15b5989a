//! The parser: a loop over tokens with an explicit stack, so that no input can overflow ours.
//!
//! It follows RFC 8259 and goes on behind every fault that it can name. Behind one that it cannot
//! name it gives up the record: what it would say of the rest would be guesses.

mod between;
mod bracket;
mod duplicate;
mod escape;
mod expression;
mod misquoted;
mod nodes;
mod number;
mod punctuation;
mod report;
mod sound;
mod space;
mod string;
mod template;
mod unopened;
mod word;
mod wrap;

pub(crate) use escape::source_offset;
pub(crate) use sound::{Level, Sound};

use crate::{
    arena::{Arena, RawNode},
    fault::{Expected, Fault, FaultKind},
    tree::Kind,
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
    holds_records: bool,
    names: &'a mut Vec<u32>,
    /// Where the fault begins of which another is most likely a consequence, and so was not reported.
    abandoned: Option<u32>,
    tried: Tried,
    /// Whether text stands in front of the value.
    wrapped: bool,
    /// Up to where no function call ends.
    no_call_before: usize,
    /// The quotation mark that was looked for last.
    next_quote: Option<NextQuote>,
    /// Where the last fault begins that leaves doubt about what follows it.
    doubt: Option<u32>,
}

/// What is tried once in a record, so that its time does not grow with the square.
#[derive(Debug, Default)]
struct Tried {
    /// A bracket of the wrong kind was taken for the right one.
    brackets: bool,
    /// Elements without an opening bracket were looked for in vain.
    elements: bool,
    /// The outermost object was closed too early, and opened again.
    reopening: bool,
}

/// The first quotation mark behind a place, so that not every line break before it looks for it
/// again.
#[derive(Debug, Clone, Copy)]
struct NextQuote {
    /// From where it was looked for.
    from: usize,
    /// Where it stands; far behind the end if there is none.
    at: usize,
    /// Whether it looks like a closing one.
    closes: bool,
}

impl<'s, 'a> Parser<'s, 'a> {
    pub(crate) fn new(arena: &'a mut Arena, source: &'s [u8], text: Option<&'s str>) -> Self {
        let Arena { nodes, decoded, faults, open, names, holds_records, .. } = arena;
        Self {
            source,
            text,
            at: 0,
            token_end: 0,
            nodes,
            decoded,
            faults,
            open,
            holds_records: *holds_records,
            names,
            abandoned: None,
            tried: Tried::default(),
            wrapped: false,
            no_call_before: 0,
            next_quote: None,
            doubt: None,
        }
    }

    /// Reads the source; says behind which fault it was given up without a word.
    pub(crate) fn run(mut self) -> Option<u32> {
        let mut state = State::Root;
        loop {
            self.skip_space();
            let flow = match self.unusual(state) {
                Some(flow) => flow,
                None => self.step(state),
            };
            match flow {
                Flow::On(State::End) if self.at >= self.source.len() => break,
                Flow::On(next) => state = next,
                Flow::GiveUp => break,
            }
        }
        self.abandon_open();
        self.abandoned
    }

    fn step(&mut self, state: State) -> Flow {
        match state {
            State::Root => self.root(),
            State::FirstElement | State::Element => self.element(state),
            State::FirstName | State::Name => self.name(state),
            State::Colon => self.colon(),
            State::Value => self.value(Expected::Value),
            State::Separator => self.separator(),
            State::End => self.end(),
        }
    }

    /// What no token of JSON begins with.
    fn unusual(&mut self, state: State) -> Option<Flow> {
        match self.peek()? {
            0x80.. => self.look_alike(state),
            b'{' | b'<' | b'#' | b'$'
                if matches!(state, State::FirstName | State::Name | State::Separator) =>
            {
                self.template_between(state)
            }
            _ => None,
        }
    }

    fn root(&mut self) -> Flow {
        if !self.wrapped {
            self.unwrap();
        }
        if self.peek().is_none() {
            self.fault(FaultKind::Empty, 0..self.at);
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
            Some(byte @ (b'}' | b')')) if state == State::Element && self.closes_some(byte) => {
                self.trailing_comma();
                self.close(byte)
            }
            Some(b')') if self.closes_some(b')') => self.close(b')'),
            Some(b'}') if state == State::FirstElement && self.mistypes_closer() => {
                self.close_innermost(1)
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
            Some(byte @ (b']' | b')')) if state == State::Name && self.closes_some(byte) => {
                self.trailing_comma();
                self.close(byte)
            }
            Some(b']') if state == State::FirstName && self.mistypes_closer() => {
                self.close_innermost(1)
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
            Some(b',') => {
                self.extra_commas(state);
                Flow::On(state)
            }
            // `{{"a": 1}`: one brace too many.
            Some(b'{') if state == State::FirstName && self.doubles_brace() => {
                self.extra(1);
                Flow::On(state)
            }
            Some(b':') if self.symbol() => Flow::On(State::Colon),
            Some(b':') => {
                self.report_unexpected(Expected::Name, 1);
                let name = self.push(Kind::String);
                self.finish(name);
                self.damage(name);
                Flow::On(State::Colon)
            }
            _ if self.unquoted_name() => Flow::On(State::Colon),
            _ if state == State::Name => self.unexpected(Expected::Name),
            _ => self.unexpected(Expected::NameOrBrace),
        }
    }

    fn value(&mut self, expected: Expected) -> Flow {
        match self.peek() {
            Some(b'"') => {
                let value = self.push(Kind::String);
                self.string(value);
            }
            _ if self.may_be_template() && self.template_value() => {}
            Some(b'{') => return self.open(Kind::Object, 1),
            Some(b'[') if self.rest().starts_with(b"[object ") && self.object_text() => {}
            Some(b'[') => return self.open(Kind::Array, 1),
            Some(b'(' | b'a' | b'A') if self.parenthesis() > 0 => {
                let width = self.parenthesis();
                self.instead('[', width);
                return self.open(Kind::Array, width);
            }
            Some(b'-' | b'+' | b'.' | b'0'..=b'9') => {
                if !self.number() {
                    return self.unexpected(expected);
                }
            }
            _ if self.foreign_quote().is_some() => {
                let value = self.push(Kind::String);
                self.foreign_string(value);
            }
            Some(0x80..) if !self.open.is_empty() && self.foreign_number() => {}
            _ if self.begins_text() => {
                if !self.word() {
                    return self.unexpected(expected);
                }
            }
            Some(b':' | b',') if self.extra_mark() => return Flow::On(State::Value),
            Some(b'}' | b']' | b',') if expected == Expected::Value && !self.open.is_empty() => {
                self.missing_value();
            }
            _ => return self.unexpected(expected),
        }
        self.value_done()
    }

    /// Whether a placeholder of a template may begin here, which no value of JSON does.
    fn may_be_template(&self) -> bool {
        match self.rest() {
            [b'{', next, ..] => !matches!(next, b'"' | b'}' | b'\n' | b'\r' | b' ' | b'\t'),
            [b'[', b'[', next, ..] => next.is_ascii_alphabetic(),
            [b'$' | b'<' | b'%' | b'@' | b'?' | b':' | b'#', ..] => !self.open.is_empty(),
            _ => false,
        }
    }

    /// Commas where a name should be. They are no tokens: a comma before them may still be one
    /// that nothing follows.
    fn extra_commas(&mut self, state: State) {
        let length = self.rest().iter().take_while(|byte| **byte == b',').count();
        let expected = if state == State::Name { Expected::Name } else { Expected::NameOrBrace };
        self.report_unexpected(expected, length);
        self.at = self.at.saturating_add(length);
    }

    /// `"name": }` or `[1,,2]`: says so, and goes on as if something had stood there.
    fn missing_value(&mut self) {
        self.report_unexpected(Expected::Value, 1);
        let value = self.push(Kind::Unknown);
        self.damage(value);
    }

    fn end(&mut self) -> Flow {
        match self.peek() {
            None => Flow::On(State::End),
            _ if self.unwrap_end() => Flow::On(State::End),
            Some(b'{' | b'[' | b'"') => {
                self.fault(FaultKind::SecondDocument, self.at..self.at.saturating_add(1));
                Flow::GiveUp
            }
            Some(_) => {
                if let Some(flow) = self.reopen() {
                    return flow;
                }
                // The value may have been closed too early. Then much that seems wrong with it is
                // a consequence.
                // Of words behind it nothing is a part of it.
                let rest = self.rest().get(1..).unwrap_or_default().trim_ascii_start();
                let is_text = self.peek().is_some_and(|byte| byte.is_ascii_alphabetic());
                if !is_text && !matches!(rest.first(), None | Some(b'{' | b'[')) {
                    self.damage(0);
                }
                self.unexpected(Expected::End)
            }
        }
    }

    /// The comma that was the last token. Where it only looked like one, this says more.
    fn trailing_comma(&mut self) {
        let end = self.token_end;
        let before = self.source.get(..end).unwrap_or_default();
        let inside = before.iter().rev().take_while(|byte| matches!(byte, 0x80..0xC0)).count();
        let start = end.saturating_sub(inside).saturating_sub(1);
        self.faults.pop_if(|fault| {
            fault.span.start as usize == start && matches!(fault.kind, FaultKind::Instead { .. })
        });
        self.fault(FaultKind::TrailingComma, start..end);
    }

    fn value_done(&mut self) -> Flow {
        Flow::On(if self.open.is_empty() { State::End } else { State::Separator })
    }
}

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
