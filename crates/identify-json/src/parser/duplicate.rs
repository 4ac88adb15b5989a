//! Names that an object has twice.

use super::Parser;
use crate::fault::FaultKind;

/// Objects up to this width compare every name with every other, which needs no room.
const NARROW: usize = 12;

impl Parser<'_, '_> {
    /// Compares the names of a finished object, unescaped (RFC 8259, section 4), in n log n: no
    /// choice of names makes it slow.
    pub(super) fn check_names(&mut self, object: u32) {
        let Some(node) = self.nodes.get(object as usize) else { return };
        if node.kind != crate::Kind::Object || node.children < 2 {
            return;
        }
        self.names.clear();
        let mut at = object.saturating_add(1);
        let end = node.next;
        while at < end {
            self.names.push(at);
            // Behind the name stands its value.
            let value = at.saturating_add(1);
            at = self.nodes.get(value as usize).map_or(end, |value| value.next);
        }
        let (nodes, source, decoded) = (&*self.nodes, self.source, &*self.decoded);
        // Bytes: to make text of a long name again for each comparison takes too long.
        let name = |index: u32| {
            nodes.get(index as usize).map_or(&[][..], |node| node.text_bytes(source, decoded))
        };
        let mut twice: Vec<(u32, u32)> = Vec::new();
        if self.names.len() <= NARROW {
            for (position, &later) in self.names.iter().enumerate() {
                let earlier = self.names.iter().take(position);
                let text = name(later);
                if let Some(&first) = earlier.into_iter().find(|&&first| name(first) == text) {
                    twice.push((first, later));
                }
            }
        } else {
            self.names.sort_unstable_by(|&a, &b| name(a).cmp(name(b)).then(a.cmp(&b)));
            for same in self.names.chunk_by(|&a, &b| name(a) == name(b)) {
                if let [first, rest @ ..] = same {
                    twice.extend(rest.iter().map(|&later| (*first, later)));
                }
            }
        }
        for (first, later) in twice {
            let span = |index: u32| self.nodes.get(index as usize).map(|node| node.start..node.end);
            let (Some(first), Some(later)) = (span(first), span(later)) else { continue };
            self.fault(
                FaultKind::DuplicateMember { first },
                later.start as usize..later.end as usize,
            );
        }
    }
}
