//! What stands between names and values, and between members: colons and commas.

use super::{Flow, Parser, State, punctuation, template};
use crate::{
    fault::{Expected, FaultKind},
    tree::Kind,
};

impl Parser<'_, '_> {
    pub(super) fn colon(&mut self) -> Flow {
        match self.peek() {
            Some(b':') => {
                self.bump(1);
                Flow::On(State::Value)
            }
            Some(b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                self.fault(FaultKind::MissingColon, self.token_end..self.token_end);
                Flow::On(State::Value)
            }
            // Other languages write `=` or `=>`.
            Some(b'=') => {
                let width = if self.rest().starts_with(b"=>") { 2 } else { 1 };
                self.report_unexpected(Expected::Colon, width);
                self.bump(width);
                Flow::On(State::Value)
            }
            _ => self.not_a_colon(),
        }
    }

    /// What stands behind a name is neither a colon nor a value.
    pub(super) fn not_a_colon(&mut self) -> Flow {
        let flow = match self.peek() {
            Some(b',') => self.unopened_array().or_else(|| self.mistyped(State::Colon)),
            Some(b']') => self.unopened_array(),
            _ => self.reread(State::Colon),
        };
        match (flow, self.peek()) {
            (Some(flow), _) => flow,
            (None, Some(b',' | b'}')) if !self.follows_fault() => {
                self.report_unexpected(Expected::Colon, 1);
                let value = self.push(Kind::Unknown);
                self.damage(value);
                Flow::On(State::Separator)
            }
            _ => self.unexpected(Expected::Colon),
        }
    }

    pub(super) fn separator(&mut self) -> Flow {
        let object = self.in_object();
        let next = if object { State::Name } else { State::Element };
        match self.peek() {
            Some(b',') => {
                self.bump(1);
                Flow::On(next)
            }
            Some(byte @ (b'}' | b']')) => self.close(byte),
            Some(b')') if self.closes_some(b')') => self.close(b')'),
            Some(b'"') => self.missing_comma(next),
            Some(b'{' | b'[' | b'-' | b'0'..=b'9') if !object => self.missing_comma(next),
            // A semicolon is taken for the comma that it stands for.
            Some(b';') => {
                let expected =
                    if object { Expected::CommaOrBrace } else { Expected::CommaOrBracket };
                self.report_unexpected(expected, 1);
                self.bump(1);
                Flow::On(next)
            }
            _ => match self.recover() {
                Some(flow) => flow,
                None if object => self.unexpected(Expected::CommaOrBrace),
                None => self.unexpected(Expected::CommaOrBracket),
            },
        }
    }

    /// What stands behind a value is neither a comma nor a bracket.
    pub(super) fn recover(&mut self) -> Option<Flow> {
        match self.peek()? {
            b':' | b'=' | b'.' => {
                let flow = self.mistyped(State::Separator);
                flow.or_else(|| self.colon_behind_value())
            }
            b'+' => self.concatenation(),
            b')' if template::ends(self.rest().get(1..)?) => {
                self.extra(1);
                Some(Flow::On(State::Separator))
            }
            _ => self.reread(State::Separator),
        }
    }

    pub(super) fn missing_comma(&mut self, next: State) -> Flow {
        // Right behind a string, a quotation mark is more likely a part of it.
        let is_doubled = self.at == self.token_end && next == State::Name;
        if is_doubled
            && !punctuation::begins_member(self.rest())
            && let Some(flow) = self.reread(State::Separator)
        {
            return flow;
        }
        // Right behind a fault of the same line, a string out of place is its consequence, but not
        // a whole member behind another.
        let is_sound = next == State::Name
            && punctuation::begins_member(self.rest())
            && self.nodes.last().is_some_and(|last| self.doubt < Some(last.start));
        if !is_sound && self.follows_fault() {
            return Flow::GiveUp;
        }
        self.fault(FaultKind::MissingComma, self.token_end..self.token_end);
        Flow::On(next)
    }
}
