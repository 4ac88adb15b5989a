//! The spanned tree: a cheap view of the nodes that an arena holds.

mod children;
mod number;

use std::{borrow::Cow, ops::Range};

pub use children::{Elements, Member, Members, Strings, Values};
pub use number::Number;

use children::Children;
use number::number;

use crate::{arena::RawNode, fault::Fault};

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
    /// A place where a value should be but none could be read; there is a fault for it.
    Unknown,
}

/// A parsed record: its value, with the byte span of every name and value, and its faults.
///
/// A view, cheap to copy; the nodes live in the [`Arena`](crate::Arena) that parsed it.
///
/// ```
/// let mut arena = identify_json::Arena::new();
/// let tree = arena.parse(br#"{"age": 36}"#);
/// let age = tree.root().unwrap().get("age").unwrap();
/// assert_eq!(tree.at(age.span().start), Some(age));
/// assert!(tree.faults().is_empty());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Tree<'a> {
    pub(crate) source: &'a [u8],
    /// The source as text, when all of it is UTF-8.
    pub(crate) text: Option<&'a str>,
    pub(crate) nodes: &'a [RawNode],
    pub(crate) decoded: &'a str,
    pub(crate) faults: &'a [Fault],
    pub(crate) abandoned: Option<u32>,
}

impl<'a> Tree<'a> {
    /// The tree of a record whose bytes cannot be read: no value and no fault.
    pub const UNREAD: Tree<'static> =
        Tree { source: &[], text: None, nodes: &[], decoded: "", faults: &[], abandoned: None };

    /// The bytes that were parsed.
    pub fn source(&self) -> &'a [u8] {
        self.source
    }

    /// The outermost value, unless there is nothing that could be one.
    #[inline]
    pub fn root(&'a self) -> Option<Node<'a>> {
        self.node(0)
    }

    /// Every fault of the syntax, in the order of their places.
    pub fn faults(&self) -> &'a [Fault] {
        self.faults
    }

    /// Where the fault begins behind which reading was given up without a word, because what stands
    /// there is most likely its consequence: to mend that fault alone would not do.
    pub fn abandoned(&self) -> Option<u32> {
        self.abandoned
    }

    /// The value at a JSON Pointer (RFC 6901).
    ///
    /// ```
    /// let mut arena = identify_json::Arena::new();
    /// let tree = arena.parse(br#"{"a/b": [1, 2]}"#);
    /// let node = tree.pointer("/a~1b/1").unwrap();
    /// assert_eq!(node.span(), 12..13);
    /// ```
    pub fn pointer(&'a self, pointer: &str) -> Option<Node<'a>> {
        self.root()?.pointer(pointer)
    }

    /// The innermost value that has the byte at `offset`, the name of a member counting as a part
    /// of its value; the outermost value where none has it. Takes the logarithm of the number of
    /// nodes, and the depth.
    pub fn at(&'a self, offset: u32) -> Option<Node<'a>> {
        // Nodes lie in the order of their first bytes.
        let behind = self.nodes.partition_point(|node| node.start <= offset);
        let mut node = self.node(u32::try_from(behind).ok()?.saturating_sub(1))?;
        while node.raw.end <= offset {
            let Some(parent) = node.parent() else { break };
            node = parent;
        }
        if node.is_name() { self.node(node.raw.next) } else { Some(node) }
    }

    #[inline]
    fn node(&'a self, index: u32) -> Option<Node<'a>> {
        let raw = self.nodes.get(index as usize)?;
        Some(Node { tree: self, raw, index })
    }

    /// The text of a range of the source, where it is UTF-8.
    #[inline]
    fn text(&self, range: Range<u32>) -> &'a str {
        let range = range.start as usize..range.end as usize;
        match self.text {
            Some(text) => text.get(range).unwrap_or_default(),
            None => self
                .source
                .get(range)
                .and_then(|bytes| std::str::from_utf8(bytes).ok())
                .unwrap_or_default(),
        }
    }
}

/// A value of a tree, or the name of a member.
///
/// ```
/// let mut arena = identify_json::Arena::new();
/// let tree = arena.parse(br#"{"tags": ["a", "\u0062"]}"#);
/// let tags = tree.root().unwrap().get("tags").unwrap();
/// let texts: Vec<_> = tags.elements().filter_map(|tag| tag.as_str()).collect();
/// assert_eq!(texts, ["a", "b"]);
/// assert_eq!(tags.as_member().unwrap().key.span(), 1..7);
/// ```
#[derive(Clone, Copy)]
pub struct Node<'a> {
    tree: &'a Tree<'a>,
    raw: &'a RawNode,
    index: u32,
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} at {:?}", self.kind(), self.span())
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && std::ptr::eq(self.tree, other.tree)
    }
}

impl Eq for Node<'_> {}

impl<'a> Node<'a> {
    /// What it is.
    #[inline]
    pub fn kind(&self) -> Kind {
        self.raw.kind
    }

    /// Its bytes, counted from the start of the record; quotation marks and brackets included.
    #[inline]
    pub fn span(&self) -> Range<u32> {
        self.raw.start..self.raw.end
    }

    /// The tree that it stands in.
    #[inline]
    pub fn tree(&self) -> &'a Tree<'a> {
        self.tree
    }

    /// A number that no other node of this tree has.
    #[inline]
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Whether a fault of the syntax touches this node itself, so that what else seems wrong with
    /// it may be nothing but a consequence.
    #[inline]
    pub fn is_damaged(&self) -> bool {
        self.raw.damaged
    }

    /// Its bytes as they stand in the source.
    #[inline]
    pub fn raw(&self) -> &'a [u8] {
        let span = self.span();
        self.tree.source.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The text of a string or name, unescaped. Bytes and escapes that have no meaning read as
    /// U+FFFD, and the node is damaged.
    #[inline]
    pub fn as_str(&self) -> Option<&'a str> {
        if self.raw.kind != Kind::String {
            return None;
        }
        Some(self.raw.string(self.tree))
    }

    /// The truth value of a `true` or `false`.
    pub fn as_bool(&self) -> Option<bool> {
        (self.raw.kind == Kind::Boolean).then(|| self.raw().first() == Some(&b't'))
    }

    /// The value of a number.
    pub fn as_number(&self) -> Option<Number> {
        if self.raw.kind != Kind::Number {
            return None;
        }
        Some(number(self.number_text()?))
    }

    /// The digits of a number as they are written.
    pub fn number_text(&self) -> Option<&'a str> {
        (self.raw.kind == Kind::Number).then(|| self.tree.text(self.span()))
    }

    /// The array or object that it stands in.
    #[inline]
    pub fn parent(&self) -> Option<Node<'a>> {
        if self.raw.parent == self.index { None } else { self.tree.node(self.raw.parent) }
    }

    /// The member that it is the value of.
    #[inline]
    pub fn as_member(&self) -> Option<Member<'a>> {
        let in_object = self.parent()?.kind() == Kind::Object;
        let key = self.tree.node(self.index.checked_sub(1)?)?;
        (in_object && key.is_name()).then_some(Member { key, value: *self })
    }

    /// Its JSON Pointer (RFC 6901) from `root`, or from the outermost value if it is not in there.
    pub fn pointer_from(&self, root: Node<'a>) -> String {
        self.pointer_within(root, usize::MAX).1
    }

    /// The innermost value whose JSON Pointer from `root` has at most so many bytes, and that
    /// pointer: its own, or where names are long, that of a value around it.
    ///
    /// ```
    /// let mut arena = identify_json::Arena::new();
    /// let tree = arena.parse(br#"{"tags": {"a long name": 1}}"#);
    /// let (root, node) = (tree.root().unwrap(), tree.pointer("/tags/a long name").unwrap());
    /// assert_eq!(node.pointer_within(root, 17), (node, "/tags/a long name".to_owned()));
    /// assert_eq!(node.pointer_within(root, 16), (root.get("tags").unwrap(), "/tags".to_owned()));
    /// ```
    pub fn pointer_within(&self, root: Node<'a>, bytes: usize) -> (Node<'a>, String) {
        let mut path = Vec::new();
        let mut node = *self;
        while node != root {
            let Some(parent) = node.parent() else { break };
            path.push(node);
            node = parent;
        }
        let mut pointer = String::new();
        for inner in path.into_iter().rev() {
            let left = bytes.saturating_sub(pointer.len()).saturating_sub(1);
            let token = match inner.as_member().map(|member| member.name()) {
                // Not looked at: with many values in there, that would add up.
                Some(name) if name.len() > left => break,
                Some(name) if name.contains(['~', '/']) => {
                    Cow::Owned(name.replace('~', "~0").replace('/', "~1"))
                }
                Some(name) => Cow::Borrowed(name),
                None => Cow::Owned(inner.raw.ordinal.to_string()),
            };
            if token.len() > left {
                break;
            }
            pointer.push('/');
            pointer.push_str(&token);
            node = inner;
        }
        (node, pointer)
    }

    /// Whether it is the name of a member rather than a value.
    #[inline]
    fn is_name(&self) -> bool {
        self.raw.ordinal.is_multiple_of(2)
            && self.parent().is_some_and(|parent| parent.kind() == Kind::Object)
    }

    /// How many members or elements it has.
    #[inline]
    pub fn len(&self) -> usize {
        self.raw.children as usize
    }

    /// Whether it has no member and no element.
    pub fn is_empty(&self) -> bool {
        self.raw.children == 0
    }

    /// The members of an object, in order, duplicates included; nothing for any other node.
    #[inline]
    pub fn members(&self) -> Members<'a> {
        Members(Children::new(self, Kind::Object))
    }

    /// The elements of an array, in order; nothing for any other node.
    #[inline]
    pub fn elements(&self) -> Elements<'a> {
        Elements(Children::new(self, Kind::Array))
    }

    /// Every value in it, at whatever depth, itself first, in the order of their places.
    ///
    /// ```
    /// let mut arena = identify_json::Arena::new();
    /// let tree = arena.parse(br#"{"a": [1, {"b": 2}]}"#);
    /// let numbers = tree.root().unwrap().values().filter_map(|value| value.number_text());
    /// assert_eq!(numbers.collect::<Vec<_>>(), ["1", "2"]);
    /// ```
    #[inline]
    pub fn values(&self) -> Values<'a> {
        Values::new(self)
    }

    /// Every string in it, at whatever depth, names as well, in the order of their places.
    ///
    /// ```
    /// let mut arena = identify_json::Arena::new();
    /// let tree = arena.parse(br#"{"a": ["b", {"c": 1}]}"#);
    /// let strings: Vec<_> = tree.root().unwrap().strings().collect();
    /// let texts: Vec<_> = strings.iter().filter_map(|string| string.as_str()).collect();
    /// assert_eq!(texts, ["a", "b", "c"]);
    /// assert!(strings[0].named().is_some() && strings[1].named().is_none());
    /// ```
    #[inline]
    pub fn strings(&self) -> Strings<'a> {
        Strings::new(self)
    }

    /// The member that it is the name of.
    pub fn named(&self) -> Option<Member<'a>> {
        let value = self.tree.node(self.index.checked_add(1)?).filter(|_| self.is_name())?;
        Some(Member { key: *self, value })
    }

    /// The first member of that name. Time grows with the number of members.
    #[inline]
    pub fn member(&self, name: &str) -> Option<Member<'a>> {
        self.members().find(|member| member.name() == name)
    }

    /// The value of the first member of that name.
    #[inline]
    pub fn get(&self, name: &str) -> Option<Node<'a>> {
        self.member(name).map(|member| member.value)
    }

    /// The value at a JSON Pointer (RFC 6901) below this node.
    pub fn pointer(&self, pointer: &str) -> Option<Node<'a>> {
        if pointer.is_empty() {
            return Some(*self);
        }
        pointer.strip_prefix('/')?.split('/').try_fold(*self, |node, token| match node.kind() {
            Kind::Object if token.contains('~') => {
                node.get(&token.replace("~1", "/").replace("~0", "~"))
            }
            Kind::Object => node.get(token),
            Kind::Array => node.elements().nth(array_index(token)?),
            _ => None,
        })
    }

    /// Where a byte of the unescaped text stands in the source, counted from the start of the
    /// record: for a fault inside a string. Time grows with `offset` if the string has escapes.
    pub fn source_offset(&self, offset: usize) -> u32 {
        let inner = self.raw.start.saturating_add(1);
        if self.raw.kind != Kind::String {
            return self.raw.start;
        }
        if !self.raw.is_decoded() {
            return inner
                .saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
                .min(self.raw.end);
        }
        crate::parser::source_offset(self.tree.source, inner, self.raw.end, offset)
    }
}

/// RFC 6901, section 4: digits, and none before others that is a zero.
fn array_index(token: &str) -> Option<usize> {
    let is_index = token == "0" || token.starts_with(|first| matches!(first, '1'..='9'));
    token.parse().ok().filter(|_| is_index)
}

impl RawNode {
    #[inline]
    fn string<'a>(&self, tree: &Tree<'a>) -> &'a str {
        if self.is_decoded() {
            let end = self.text.saturating_add(self.text_len);
            tree.decoded.get(self.text as usize..end as usize).unwrap_or_default()
        } else {
            tree.text(self.start.saturating_add(1)..self.end.saturating_sub(1))
        }
    }

    /// The text of a string, in bytes, which takes no check.
    #[inline]
    pub(crate) fn text_bytes<'a>(&self, source: &'a [u8], decoded: &'a str) -> &'a [u8] {
        let (bytes, start, end) = if self.is_decoded() {
            (decoded.as_bytes(), self.text, self.text.saturating_add(self.text_len))
        } else {
            (source, self.start.saturating_add(1), self.end.saturating_sub(1))
        };
        bytes.get(start as usize..end as usize).unwrap_or_default()
    }
}
