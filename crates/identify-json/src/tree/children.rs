//! What arrays and objects hold.

use super::{Kind, Node, Tree};

/// A member of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Member<'a> {
    /// The name's node: its span has the quotation marks.
    pub key: Node<'a>,
    /// The value.
    pub value: Node<'a>,
}

impl<'a> Member<'a> {
    /// The unescaped name.
    #[inline]
    pub fn name(&self) -> &'a str {
        self.key.as_str().unwrap_or_default()
    }
}

#[derive(Debug, Clone)]
pub(super) struct Children<'a> {
    tree: &'a Tree<'a>,
    at: u32,
    end: u32,
}

impl<'a> Children<'a> {
    /// The children of a node, if it is of that kind.
    #[inline]
    pub(super) fn new(node: &Node<'a>, kind: Kind) -> Self {
        let end = if node.raw.kind == kind { node.raw.next } else { node.index };
        Self { tree: node.tree, at: node.index.saturating_add(1), end }
    }
}

impl<'a> Iterator for Children<'a> {
    type Item = Node<'a>;

    #[inline]
    fn next(&mut self) -> Option<Node<'a>> {
        if self.at >= self.end {
            return None;
        }
        let node = self.tree.node(self.at)?;
        self.at = node.raw.next;
        Some(node)
    }
}

/// The members of an object, in order.
#[derive(Debug, Clone)]
pub struct Members<'a>(pub(super) Children<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = Member<'a>;

    #[inline]
    fn next(&mut self) -> Option<Member<'a>> {
        let key = self.0.next()?;
        let value = self.0.next()?;
        Some(Member { key, value })
    }
}

/// The elements of an array, in order.
#[derive(Debug, Clone)]
pub struct Elements<'a>(pub(super) Children<'a>);

impl<'a> Iterator for Elements<'a> {
    type Item = Node<'a>;

    #[inline]
    fn next(&mut self) -> Option<Node<'a>> {
        self.0.next()
    }
}

/// Every value in a node, at whatever depth, itself first.
#[derive(Debug, Clone)]
pub struct Values<'a>(Inner<'a>);

/// Every string in a node, at whatever depth, names as well.
#[derive(Debug, Clone)]
pub struct Strings<'a>(Inner<'a>);

impl<'a> Values<'a> {
    #[inline]
    pub(super) fn new(node: &Node<'a>) -> Self {
        Self(Inner::new(node))
    }
}

impl<'a> Strings<'a> {
    #[inline]
    pub(super) fn new(node: &Node<'a>) -> Self {
        Self(Inner::new(node))
    }
}

impl<'a> Iterator for Values<'a> {
    type Item = Node<'a>;

    #[inline]
    fn next(&mut self) -> Option<Node<'a>> {
        self.0.find(|node| !node.is_name())
    }
}

impl<'a> Iterator for Strings<'a> {
    type Item = Node<'a>;

    #[inline]
    fn next(&mut self) -> Option<Node<'a>> {
        self.0.find(|node| node.kind() == Kind::String)
    }
}

/// Every node in a node, itself first: they lie in the order of their first bytes, names between the
/// values.
#[derive(Debug, Clone)]
struct Inner<'a> {
    tree: &'a Tree<'a>,
    at: u32,
    end: u32,
}

impl<'a> Inner<'a> {
    #[inline]
    fn new(node: &Node<'a>) -> Self {
        let end = node.raw.next.max(node.index.saturating_add(1));
        Self { tree: node.tree, at: node.index, end }
    }
}

impl<'a> Iterator for Inner<'a> {
    type Item = Node<'a>;

    #[inline]
    fn next(&mut self) -> Option<Node<'a>> {
        if self.at >= self.end {
            return None;
        }
        let node = self.tree.node(self.at)?;
        self.at = self.at.saturating_add(1);
        Some(node)
    }
}
