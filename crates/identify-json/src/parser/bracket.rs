//! Brackets: those that open, those that fit, and those that do not.

use super::{Flow, Parser, State};
use crate::{
    arena::DEPTH_LIMIT,
    fault::{Expected, FaultKind},
    tree::Kind,
};

impl Parser<'_, '_> {
    pub(super) fn open(&mut self, kind: Kind) -> Flow {
        if self.open.len() >= DEPTH_LIMIT {
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
        self.bump(1);
        Flow::On(if kind == Kind::Object { State::FirstName } else { State::FirstElement })
    }

    pub(super) fn close(&mut self, bracket: u8) -> Flow {
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
        if self.is_mistyped() {
            let Some(container) = self.open.pop() else { return Flow::GiveUp };
            let object = self.bracket_of(container) == b'}';
            let opened = self.nodes.get(container as usize).map_or(0, |node| node.start);
            self.fault(
                FaultKind::MismatchedBracket { opened, object },
                self.at..self.at.saturating_add(1),
            );
            self.bump(1);
            self.damage(container);
            self.finish(container);
            self.check_names(container);
            return self.value_done();
        }
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
            self.open.pop();
            self.finish(container);
            self.check_names(container);
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

    pub(super) fn opened(&self) -> Option<u32> {
        self.open.last().and_then(|&index| self.nodes.get(index as usize)).map(|node| node.start)
    }

    /// Whether the rest of the record fits if the bracket that stands here is taken for the one
    /// that is asked for. Looks once in a record, so that its time does not grow with the square.
    fn is_mistyped(&mut self) -> bool {
        if std::mem::replace(&mut self.looked_ahead, true) {
            return false;
        }
        let outer = self.open.iter().take(self.open.len().saturating_sub(1));
        let mut asked: Vec<u8> = outer.map(|&index| self.bracket_of(index)).collect();
        let here = (self.at, self.token_end);
        self.bump(1);
        let mut fits = true;
        while let Some(byte) = self.peek().filter(|_| fits) {
            match byte {
                b'[' => asked.push(b']'),
                b'{' => asked.push(b'}'),
                b']' | b'}' => fits = asked.pop() == Some(byte),
                b'"' => self.skip_string(),
                _ => {}
            }
            self.bump(1);
        }
        (self.at, self.token_end) = here;
        fits && asked.is_empty()
    }

    /// Moves behind the array or object that begins here, without a look at what it holds; says
    /// whether it ends.
    fn skip_nested(&mut self) -> bool {
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
                return true;
            }
        }
        false
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
}
