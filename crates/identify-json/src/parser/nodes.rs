//! The nodes that the parser makes, and the bytes that it stands at.

use super::{Parser, to_u32};
use crate::{arena::RawNode, tree::Kind};

impl<'s> Parser<'s, '_> {
    /// Adds a node that begins here; a value counts as a child of the innermost container.
    pub(super) fn push(&mut self, kind: Kind) -> u32 {
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
    pub(super) fn finish(&mut self, index: u32) {
        let end = to_u32(self.at);
        if let Some(node) = self.nodes.get_mut(index as usize) {
            node.end = end;
        }
        self.seal(index);
    }

    pub(super) fn seal(&mut self, index: u32) {
        let next = to_u32(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(index as usize) {
            node.next = next;
        }
    }

    /// Marks a node: what else seems wrong with it may be a consequence.
    pub(super) fn damage(&mut self, index: u32) {
        if let Some(node) = self.nodes.get_mut(index as usize) {
            node.damaged = true;
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.source.get(at).copied()
    }

    pub(super) fn rest(&self) -> &'s [u8] {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Moves over bytes of a token.
    pub(super) fn bump(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes).min(self.source.len());
        self.token_end = self.at;
    }
}
