//! Brackets: those that open, those that fit, and those that do not.

use super::{Flow, Parser, State};
use crate::{
    arena::{Arena, DEPTH_LIMIT},
    fault::{Expected, FaultKind},
    outline::Outline,
    tree::Kind,
};

impl Parser<'_, '_> {
    pub(super) fn open(&mut self, kind: Kind, width: usize) -> Flow {
        if self.is_full() {
            self.fault(
                FaultKind::ExcessiveNesting { limit: DEPTH_LIMIT },
                self.at..self.at.saturating_add(1),
            );
            let value = self.push(Kind::Unknown);
            self.damage(value);
            let closed = self.skip_nested();
            self.finish(value);
            return if closed { self.value_done() } else { Flow::GiveUp };
        }
        let container = self.push(kind);
        self.open.push(container);
        self.bump(width);
        Flow::On(if kind == Kind::Object { State::FirstName } else { State::FirstElement })
    }

    /// Whether nothing more may be opened here.
    pub(super) fn is_full(&self) -> bool {
        Arena::is_full(self.nodes, self.open.len(), self.holds_records)
    }

    /// Closes with a bracket. When it does not fit the innermost array or object but one further
    /// out, those between lack their own.
    pub(super) fn close(&mut self, bracket: u8) -> Flow {
        let fits = |parser: &Self, index: u32| parser.closer_of(index) == bracket;
        let Some(&innermost) = self.open.last() else {
            return self.unexpected(Expected::End);
        };
        if !fits(self, innermost) {
            if self.mistypes_closer() {
                // It was said what should stand here.
            } else if !self.closes_some(bracket) {
                if self.follows_fault() {
                    return Flow::GiveUp;
                }
                self.extra(1);
                return Flow::On(State::Separator);
            } else {
                while let Some(container) = self.open.last().copied() {
                    if fits(self, container) {
                        break;
                    }
                    let (opened, object) = (self.start_of(container), self.in_object());
                    let here = self.token_end;
                    self.fault(FaultKind::Unclosed { opened, object }, here..here);
                    self.damage(container);
                    self.end_innermost();
                }
            }
        }
        // A bracket of the other kind stands for the right one, if that is how it began.
        let expected = self.bracket_of(innermost);
        if self.open.last() == Some(&innermost)
            && self.closer_of(innermost) == bracket
            && expected != bracket
        {
            self.instead(char::from(expected), 1);
        }
        self.close_innermost(1)
    }

    /// Closes the innermost array or object with a bracket so many bytes wide.
    pub(super) fn close_innermost(&mut self, width: usize) -> Flow {
        self.bump(width);
        self.end_innermost();
        self.value_done()
    }

    /// Whether a bracket closes anything that is open.
    pub(super) fn closes_some(&self, bracket: u8) -> bool {
        self.open.iter().rev().any(|&index| self.closer_of(index) == bracket)
    }

    /// The width of a parenthesis that stands for a bracket, as tuples of Python and arrays of PHP
    /// have it, and of the word before it; 0 if there is none.
    pub(super) fn parenthesis(&self) -> usize {
        let rest = self.rest();
        let word = rest.get(..5).is_some_and(|word| word.eq_ignore_ascii_case(b"array"));
        let behind = if word { rest.get(5..).unwrap_or_default() } else { rest };
        let blank = usize::from(word && behind.first() == Some(&b' '));
        let inner = behind.get(blank.saturating_add(1)..).unwrap_or_default().trim_ascii_start();
        // `array(3) {` is how PHP dumps one.
        let holds = !word || matches!(inner.first(), Some(b'"' | b'\'' | b')'));
        if behind.get(blank) != Some(&b'(') || !holds || (!word && self.open.is_empty()) {
            return 0;
        }
        let word = if word { 5 } else { 0_usize };
        word.saturating_add(blank).saturating_add(1)
    }

    /// Whether a brace stands right behind another, and members behind it.
    pub(super) fn doubles_brace(&self) -> bool {
        self.at == self.token_end
            && self
                .rest()
                .get(1..)
                .is_some_and(|inner| inner.trim_ascii_start().first() == Some(&b'"'))
    }

    /// Ends the innermost array or object at the current byte.
    pub(super) fn end_innermost(&mut self) {
        if let Some(container) = self.open.pop() {
            self.finish(container);
            self.check_names(container);
        }
    }

    /// Closes what is still open when the record ends or is given up.
    pub(super) fn abandon_open(&mut self) {
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
            self.end_innermost();
        }
    }

    pub(super) fn in_object(&self) -> bool {
        self.open.last().is_some_and(|&index| self.bracket_of(index) == b'}')
    }

    fn bracket_of(&self, container: u32) -> u8 {
        match self.nodes.get(container as usize) {
            Some(node) if node.kind == Kind::Array => b']',
            _ => b'}',
        }
    }

    /// The bracket that closes what this one opened: of its own kind, even where that is not the
    /// kind of what it holds.
    pub(super) fn closer_of(&self, container: u32) -> u8 {
        match self.byte(self.start_of(container) as usize) {
            Some(b'[') => b']',
            Some(b'(' | b'a' | b'A') => b')',
            _ => self.bracket_of(container),
        }
    }

    pub(super) fn opened(&self) -> Option<u32> {
        self.open.last().map(|&container| self.start_of(container))
    }

    pub(super) fn start_of(&self, container: u32) -> u32 {
        self.nodes.get(container as usize).map_or(0, |node| node.start)
    }

    /// Reports the bracket that stands here if it is taken for the one that is asked for. Does not
    /// move.
    pub(super) fn mistypes_closer(&mut self) -> bool {
        let Some(&innermost) = self.open.last() else { return false };
        if !self.is_mistyped() {
            return false;
        }
        let (opened, object) = (self.start_of(innermost), self.in_object());
        let here = self.at..self.at.saturating_add(1);
        self.fault(FaultKind::MismatchedBracket { opened, object }, here);
        self.damage(innermost);
        true
    }

    /// Whether the rest of the record fits if the bracket that stands here is taken for the one
    /// that is asked for. Looks once in a record, so that its time does not grow with the square.
    fn is_mistyped(&mut self) -> bool {
        if std::mem::replace(&mut self.tried.brackets, true) {
            return false;
        }
        let outer = self.open.iter().take(self.open.len().saturating_sub(1));
        let mut asked: Vec<u8> = outer.map(|&index| self.closer_of(index)).collect();
        let mut outline = Outline::new();
        let behind = self.rest().get(1..).unwrap_or_default();
        for bracket in behind.iter().filter_map(|&byte| outline.bracket(byte)) {
            match bracket {
                b'[' => asked.push(b']'),
                b'{' => asked.push(b'}'),
                closing if asked.pop() == Some(closing) => {}
                _ => return false,
            }
        }
        asked.is_empty()
    }

    /// Moves behind the array or object that begins here, without a look at what it holds; says
    /// whether it ends.
    fn skip_nested(&mut self) -> bool {
        let mut outline = Outline::new();
        let mut is_last = |byte: u8| outline.bracket(byte).is_some() && outline.depth() == 0;
        let last = self.rest().iter().position(|&byte| is_last(byte));
        self.bump(last.map_or(usize::MAX, |last| last.saturating_add(1)));
        last.is_some()
    }
}
