//! Places of templates that were not filled in.

use super::{Flow, Parser, State};
use crate::{fault::FaultKind, tree::Kind};

/// How far the end of a placeholder is looked for.
const LONGEST: usize = 256;

impl Parser<'_, '_> {
    /// Reads a placeholder where a value should be.
    pub(super) fn template_value(&mut self) -> bool {
        let Some(length) = placeholder(self.rest()) else { return false };
        let value = self.push(Kind::Unknown);
        self.template(length);
        self.finish(value);
        self.damage(value);
        true
    }

    /// Reads a placeholder between members or elements, where it may be a name, or a statement
    /// such as `{% if … %}`.
    pub(super) fn template_between(&mut self, state: State) -> Option<Flow> {
        let length = block(self.rest())?;
        let rest = self.rest().get(length..).unwrap_or_default();
        if state == State::Separator || rest.trim_ascii_start().first() != Some(&b':') {
            let token_end = self.token_end;
            self.template(length);
            self.token_end = token_end;
            return Some(Flow::On(state));
        }
        let name = self.push(Kind::String);
        self.template(length);
        self.finish(name);
        self.damage(name);
        Some(Flow::On(State::Colon))
    }

    fn template(&mut self, length: usize) {
        let start = self.at;
        self.bump(length);
        self.fault(FaultKind::Template, start..self.at);
    }
}

/// The length of the placeholder that begins here.
pub(super) fn placeholder(rest: &[u8]) -> Option<usize> {
    block(rest).or_else(|| match rest {
        [b'{', inner @ ..] => {
            // `{name}`, `{0}`, `{!r}`, `{user.name:>10}`: nothing that a member could begin with.
            let length = inner.iter().take(LONGEST).position(|byte| !is_field(*byte))?;
            let closes = inner.get(length) == Some(&b'}') && length > 0;
            closes.then(|| length.saturating_add(2))
        }
        [b'[', b'[', inner @ ..] => {
            let length = word(inner);
            let is_literal =
                matches!(inner.get(..length), Some(b"true" | b"false" | b"null" | b"" | b"NaN"));
            let starts = inner.first().is_some_and(u8::is_ascii_alphabetic);
            let closes = inner.get(length..).is_some_and(|end| end.starts_with(b"]]"));
            (starts && closes && !is_literal).then(|| length.saturating_add(4))
        }
        [b'<', inner @ ..] => {
            let is_text = |byte: &u8| byte.is_ascii_alphanumeric() || b"_- .".contains(byte);
            let length = inner.iter().take(LONGEST).position(|byte| !is_text(byte))?;
            let closes = inner.get(length) == Some(&b'>') && length > 0;
            closes.then(|| length.saturating_add(2))
        }
        [b'%', inner @ ..] => percent(inner).map(|length| length.saturating_add(1)),
        [b'@' | b':' | b'$', first, ..] if first.is_ascii_alphabetic() || *first == b'_' => {
            let name = rest.get(1..)?;
            let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.".contains(byte);
            let length = name.iter().position(|byte| !is_name(byte)).unwrap_or(name.len());
            ends(rest.get(length.saturating_add(1)..)?).then(|| length.saturating_add(1))
        }
        [b'?', behind @ ..] => ends(behind).then_some(1),
        _ => None,
    })
}

/// The length of a placeholder with brackets of its own: `{{…}}`, `${…}`, `<%…%>` and the like.
pub(super) fn block(rest: &[u8]) -> Option<usize> {
    const BLOCKS: [(&[u8], &[u8]); 10] = [
        (b"{{{", b"}}}"),
        (b"{{", b"}}"),
        (b"{%", b"%}"),
        (b"{#", b"#}"),
        (b"${", b"}"),
        (b"$(", b")"),
        (b"#{", b"}"),
        (b"<%", b"%>"),
        (b"<?", b"?>"),
        (b"<<", b">>"),
    ];
    let (open, close) = BLOCKS.iter().find(|(open, _)| rest.starts_with(open))?;
    let inner = rest.get(open.len()..)?;
    let inner = inner.get(..LONGEST.min(inner.len()))?;
    let length = memchr::memmem::find(inner, close)?;
    let text = inner.get(..length)?;
    // Doubled brackets around members are no placeholder.
    let is_object = matches!(text.trim_ascii_start().first(), None | Some(b'"' | b'\''));
    let is_line = memchr::memchr2(b'\n', b'\r', text).is_none();
    (is_line && !is_object).then(|| open.len().saturating_add(length).saturating_add(close.len()))
}

/// Behind a percent sign: `s`, `05.2f`, `1$s`, `(name)s`, `NAME%`.
fn percent(inner: &[u8]) -> Option<usize> {
    let named = match inner {
        [b'(', name @ ..] => {
            let length = word(name);
            (name.get(length) == Some(&b')')).then(|| length.saturating_add(2))?
        }
        _ => 0,
    };
    let rest = inner.get(named..)?;
    let is_flag = |byte: &u8| byte.is_ascii_digit() || b".$+-# *l".contains(byte);
    let flags = rest.iter().take(16).position(|byte| !is_flag(byte))?;
    let conversion = named.saturating_add(flags).saturating_add(1);
    let is_conversion = rest.get(flags).is_some_and(|byte| b"sdifgeurxXcoqvaF".contains(byte));
    if is_conversion && ends(inner.get(conversion..)?) {
        return Some(conversion);
    }
    let length = word(inner);
    (length > 0 && inner.get(length) == Some(&b'%')).then(|| length.saturating_add(1))
}

fn word(rest: &[u8]) -> usize {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.-".contains(byte);
    rest.iter().take(LONGEST).position(|byte| !is_word(byte)).unwrap_or(0)
}

fn is_field(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_.!:[]>^".contains(&byte)
}

/// Whether a value may end here.
pub(super) fn ends(rest: &[u8]) -> bool {
    matches!(rest.trim_ascii_start().first(), None | Some(b',' | b'}' | b']' | b')'))
        || matches!(rest.first(), Some(b'\n' | b'\r'))
        || rest.starts_with(b"{%")
}
