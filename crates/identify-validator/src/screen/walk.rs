//! One pass over the bytes of a call. Whatever is not what it is proven to be by then ends it.

mod escape;
mod number;

use std::mem;

use identify_json::Kind;

use super::{
    names::{Known, Names},
    program::{Node, Program, TextCheck, bit},
    words::Words,
};
use escape::{escape, unescape};

/// How deep a call may be nested. The contract allows more; such a call takes a look.
const DEPTH: usize = 24;

/// What a walk keeps from call to call.
#[derive(Debug)]
pub(super) struct Scratch {
    pub(super) words: Words,
    pub(super) names: Names,
    seen: Seen,
    /// A text or a name with escapes, as it reads.
    read: Vec<u8>,
}

impl Scratch {
    pub(super) fn new(program: &Program, words: Words) -> Self {
        Self { words, names: Names::new(program), seen: Seen::new(), read: Vec::new() }
    }
}

/// The classes of names that stood in the objects at hand: at each depth, the number of the object
/// in which a class was last seen.
#[derive(Debug)]
struct Seen {
    last: Vec<u32>,
    objects: u32,
}

impl Seen {
    fn new() -> Self {
        Self { last: vec![0; DEPTH.saturating_mul(Names::CLASSES)], objects: 0 }
    }

    /// The number of another object.
    #[inline]
    fn begin(&mut self) -> u32 {
        self.objects = self.objects.wrapping_add(1);
        if self.objects == 0 {
            self.last.fill(0);
            self.objects = 1;
        }
        self.objects
    }

    /// Whether a class of names was not seen before in an object.
    #[inline]
    fn is_new(&mut self, depth: usize, class: u16, object: u32) -> bool {
        let at = depth.wrapping_mul(Names::CLASSES).wrapping_add(usize::from(class));
        let Some(last) = self.last.get_mut(at) else { return false };
        let is_new = *last != object;
        *last = object;
        is_new
    }
}

/// The reading of one call.
pub(super) struct Walk<'w> {
    pub(super) program: &'w Program,
    pub(super) scratch: &'w mut Scratch,
    pub(super) block: &'w [u8],
    /// Whether a line break ends the call.
    pub(super) is_line: bool,
    /// Whether there was a character beyond ASCII.
    pub(super) has_utf8: bool,
}

impl Walk<'_> {
    /// The place behind a call that begins at a place; nothing if it takes a look.
    pub(super) fn call(&mut self, at: usize) -> Option<usize> {
        let node = self.program.nodes.get(self.program.call? as usize)?;
        let first = self.byte(at);
        if first != b'{' {
            return None;
        }
        let end = self.value(at, first, node, 0)?;
        (end.wrapping_sub(at) <= self.program.most_bytes).then_some(end)
    }

    /// The byte at a place; zero, which stands nowhere in a call, behind the end.
    #[inline]
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.block.get(at).copied().unwrap_or(0)
    }

    /// The next place that has no white space.
    #[inline]
    pub(super) fn skip(&self, at: usize) -> usize {
        if self.byte(at) > b' ' { at } else { self.skip_space(at) }
    }

    #[inline(never)]
    fn skip_space(&self, mut at: usize) -> usize {
        loop {
            match self.byte(at) {
                b' ' | b'\t' | b'\r' => {}
                b'\n' if !self.is_line => {}
                _ => return at,
            }
            at = at.wrapping_add(1);
        }
    }

    /// Two bytes in a row, neither of them white space.
    #[inline]
    fn pair(&self, at: usize) -> Option<[u8; 2]> {
        let pair = self.block.get(at..)?.first_chunk::<2>()?;
        (pair[0] > b' ' && pair[1] > b' ').then_some(*pair)
    }

    /// The place of the value that a colon stands before; `at` is behind its name.
    #[inline]
    fn behind_colon(&self, at: usize) -> Option<usize> {
        if let Some([b':', _]) = self.pair(at) {
            return Some(at.wrapping_add(1));
        }
        let at = self.skip(at);
        (self.byte(at) == b':').then(|| self.skip(at.wrapping_add(1)))
    }

    /// The mark behind a value, and the place of what comes next.
    #[inline]
    fn behind_mark(&self, at: usize) -> (u8, usize) {
        if let Some([mark, _]) = self.pair(at) {
            return (mark, at.wrapping_add(1));
        }
        let at = self.skip(at);
        let mark = self.byte(at);
        let next = at.wrapping_add(1);
        // What stands behind the last member or element is not its object's or array's.
        (mark, if mark == b',' { self.skip(next) } else { next })
    }

    /// The place behind a value, which begins with a byte.
    #[inline]
    fn value(&mut self, at: usize, first: u8, node: &Node, depth: usize) -> Option<usize> {
        let kind = kind_bit(first);
        if node.kinds & kind == 0 {
            return None;
        }
        if first == b'"' {
            return self.text(at.wrapping_add(1), node);
        }
        match first {
            b'{' => self.object(at.wrapping_add(1), node, depth),
            b'[' => self.array(at.wrapping_add(1), node, depth),
            b't' => self.word(at, b"true"),
            b'f' => self.word(at, b"false"),
            b'n' => self.word(at, b"null"),
            _ => self.number(at, node),
        }
    }

    #[inline]
    fn word(&self, at: usize, word: &[u8]) -> Option<usize> {
        let end = at.wrapping_add(word.len());
        (self.block.get(at..end)? == word).then_some(end)
    }

    #[inline(never)]
    fn object(&mut self, start: usize, node: &Node, depth: usize) -> Option<usize> {
        if depth >= DEPTH {
            return None;
        }
        let program = self.program;
        let object = program.objects.get(node.object as usize)?;
        let number = self.scratch.seen.begin();
        let mut found = 0;
        let mut members = 0_u64;
        let mut at = self.skip(start);
        if self.byte(at) == b'}' {
            at = at.wrapping_add(1);
        } else {
            loop {
                if self.byte(at) != b'"' {
                    return None;
                }
                let start = at.wrapping_add(1);
                let end = self.scratch.words.stop(self.block, start);
                let (name, end) = if self.byte(end) == b'"' {
                    (self.scratch.names.find(program, self.block, start, end)?, end)
                } else {
                    self.odd_name(start, end)?
                };
                if !self.scratch.seen.is_new(depth, name.class, number) {
                    return None;
                }
                at = self.behind_colon(end.wrapping_add(1))?;
                let first = self.byte(at);
                let member = object.member(name.id);
                found |= member.bit;
                if member.shape != Program::NO_SHAPE {
                    let kind = kind_bit(first);
                    if !self.scratch.names.is_harmless(program, name, member.shape, kind) {
                        return None;
                    }
                }
                let value = program.nodes.get(member.node as usize)?;
                at = self.value(at, first, value, depth.wrapping_add(1))?;
                members = members.wrapping_add(1);
                let mark;
                (mark, at) = self.behind_mark(at);
                match mark {
                    b',' => {}
                    b'}' => break,
                    _ => return None,
                }
            }
        }
        let is_whole = found & object.required == object.required
            && object.one_of.iter().all(|set| (found & set).is_power_of_two())
            && (object.lengths.0..=object.lengths.1).contains(&members);
        is_whole.then_some(at)
    }

    #[inline(never)]
    fn array(&mut self, start: usize, node: &Node, depth: usize) -> Option<usize> {
        if depth >= DEPTH {
            return None;
        }
        let element = self.program.nodes.get(node.elements as usize)?;
        let mut elements = 0_u64;
        let mut at = self.skip(start);
        if self.byte(at) == b']' {
            at = at.wrapping_add(1);
        } else {
            loop {
                at = self.value(at, self.byte(at), element, depth.wrapping_add(1))?;
                elements = elements.wrapping_add(1);
                let mark;
                (mark, at) = self.behind_mark(at);
                match mark {
                    b',' => {}
                    b']' => break,
                    _ => return None,
                }
            }
        }
        (node.lengths.0..=node.lengths.1).contains(&elements).then_some(at)
    }

    /// The place behind a text that begins behind its quotation mark.
    #[inline]
    fn text(&mut self, start: usize, node: &Node) -> Option<usize> {
        let end = self.scratch.words.stop(self.block, start);
        if self.byte(end) != b'"' {
            return self.odd_text(start, end, node);
        }
        if !node.texts.is_empty() {
            self.check_text(self.block.get(start..end)?, node)?;
        }
        Some(end.wrapping_add(1))
    }

    #[inline(never)]
    fn check_text(&self, text: &[u8], node: &Node) -> Option<()> {
        let holds = |check: &TextCheck| match check {
            TextCheck::Length(least, most) => (*least..=*most).contains(&characters(text)),
            TextCheck::Format(format) => format.takes(text) || format.is_judged_so(text),
            TextCheck::Listed(texts) => texts.iter().any(|it| it == text),
            TextCheck::Unseen(sees) => !sees(text, &self.program.surroundings),
        };
        node.texts.iter().all(holds).then_some(())
    }

    /// A text with something else in it than plain characters.
    #[inline(never)]
    fn odd_text(&mut self, start: usize, stop: usize, node: &Node) -> Option<usize> {
        let odd = self.odd(stop)?;
        let is_asked = !node.texts.is_empty() || !node.odd_texts.is_empty();
        if !is_asked {
            return Some(odd.end.wrapping_add(1));
        }
        let source = self.block.get(start..odd.end)?;
        if is_asked && odd.has_escape {
            let mut read = mem::take(&mut self.scratch.read);
            let holds = unescape(source, &mut read).and_then(|()| self.check_odd(&read, node));
            self.scratch.read = read;
            holds?;
        } else if is_asked {
            self.check_odd(source, node)?;
        }
        Some(odd.end.wrapping_add(1))
    }

    fn check_odd(&self, text: &[u8], node: &Node) -> Option<()> {
        if !node.odd_texts.is_empty() {
            let text = std::str::from_utf8(text).ok()?;
            if node.odd_texts.iter().any(|sees| sees(text)) {
                return None;
            }
        }
        self.check_text(text, node)
    }

    /// Goes through a text from the first place on that is not plain.
    fn odd(&mut self, stop: usize) -> Option<Odd> {
        let mut odd = Odd { end: stop, is_ascii: true, has_escape: false };
        loop {
            odd.end = match self.byte(odd.end) {
                b'"' => break,
                b'\\' => {
                    odd.has_escape = true;
                    let (character, behind) = escape(self.block, odd.end.wrapping_add(1))?;
                    let is_plain = matches!(character, ' '..='~');
                    if !is_plain && self.program.seen.has(character) {
                        return None;
                    }
                    behind
                }
                0..0x20 => return None,
                0x7f if self.program.seen.has('\u{7f}') => return None,
                0x80.. => {
                    odd.is_ascii = false;
                    self.program.seen.behind(self.block, odd.end)?
                }
                _ => odd.end.wrapping_add(1),
            };
            odd.end = self.scratch.words.stop(self.block, odd.end);
        }
        self.has_utf8 |= !odd.is_ascii;
        (odd.is_ascii || self.scratch.words.is_utf8(odd.end)).then_some(odd)
    }

    /// A name with something else in it than plain characters, and its end.
    #[inline(never)]
    fn odd_name(&mut self, start: usize, stop: usize) -> Option<(Known, usize)> {
        let program = self.program;
        let odd = self.odd(stop)?;
        if !odd.has_escape {
            return Some((self.scratch.names.find(program, self.block, start, odd.end)?, odd.end));
        }
        let Scratch { names, read, .. } = &mut *self.scratch;
        unescape(self.block.get(start..odd.end)?, read)?;
        Some((names.find(program, read, 0, read.len())?, odd.end))
    }
}

/// A text that is not all plain characters.
struct Odd {
    /// The place of the quotation mark behind it.
    end: usize,
    /// Whether all its bytes are ASCII.
    is_ascii: bool,
    has_escape: bool,
}

/// How many characters a text has: bytes that continue one are none of their own.
fn characters(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u64
}

/// The bit of the kind of a value that begins with a byte; none if no value does.
#[inline]
#[expect(clippy::indexing_slicing, reason = "the table has an entry for every byte")]
fn kind_bit(first: u8) -> u8 {
    KINDS[usize::from(first)]
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    kinds[b'"' as usize] = bit(Kind::String);
    kinds[b'{' as usize] = bit(Kind::Object);
    kinds[b'[' as usize] = bit(Kind::Array);
    kinds[b't' as usize] = bit(Kind::Boolean);
    kinds[b'f' as usize] = bit(Kind::Boolean);
    kinds[b'n' as usize] = bit(Kind::Null);
    kinds[b'-' as usize] = bit(Kind::Number);
    let mut digit = b'0';
    while digit <= b'9' {
        kinds[digit as usize] = bit(Kind::Number);
        digit += 1;
    }
    kinds
};
