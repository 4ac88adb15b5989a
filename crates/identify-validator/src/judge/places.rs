//! Where the values are that errors speak of.

use std::collections::HashMap;

use identify_json::{Kind, Member, Node};

use super::aliases::{self, Alias};

/// Children that are looked through one by one; of more an index is made.
const FEW: usize = 16;

/// The values below a root, by their JSON Pointers. `jsonschema` gives a pointer for each error;
/// to look through a wide object for each of its members would take the square of their number.
pub(super) struct Places<'a, 'n> {
    root: Node<'a>,
    /// The deprecated names of its members that are read as others.
    aliases: &'n [Alias],
    /// Members of wide objects, by the object's index.
    objects: HashMap<u32, HashMap<&'a str, Node<'a>>>,
    /// Elements of wide arrays, by the array's index.
    arrays: HashMap<u32, Vec<Node<'a>>>,
}

impl<'a, 'n> Places<'a, 'n> {
    pub(super) fn new(root: Node<'a>, aliases: &'n [Alias]) -> Self {
        Self { root, aliases, objects: HashMap::new(), arrays: HashMap::new() }
    }

    /// The name by which a member is read.
    pub(super) fn name_of(&self, member: &Member<'a>) -> &'a str {
        let is_of_root = || member.value.parent() == Some(self.root);
        if self.aliases.is_empty() || !is_of_root() {
            return member.name();
        }
        aliases::read(self.aliases, member.name())
    }

    /// The value at a JSON Pointer (RFC 6901).
    pub(super) fn find(&mut self, pointer: &str) -> Option<Node<'a>> {
        if pointer.is_empty() {
            return Some(self.root);
        }
        let tokens = pointer.strip_prefix('/')?.split('/');
        tokens.into_iter().try_fold(self.root, |node, token| match node.kind() {
            Kind::Object if token.contains('~') => {
                self.member(node, &token.replace("~1", "/").replace("~0", "~"))
            }
            Kind::Object => self.member(node, token),
            Kind::Array => self.element(node, token.parse().ok()?),
            _ => None,
        })
    }

    /// The value of the first member of that name.
    fn member(&mut self, object: Node<'a>, name: &str) -> Option<Node<'a>> {
        let name = if object == self.root { aliases::written(self.aliases, name)? } else { name };
        if object.len() <= FEW {
            return object.get(name);
        }
        let members = self.objects.entry(object.index()).or_insert_with(|| {
            let mut members = HashMap::with_capacity(object.len());
            for member in object.members() {
                members.entry(member.name()).or_insert(member.value);
            }
            members
        });
        members.get(name).copied()
    }

    fn element(&mut self, array: Node<'a>, number: usize) -> Option<Node<'a>> {
        if array.len() <= FEW {
            return array.elements().nth(number);
        }
        let elements =
            self.arrays.entry(array.index()).or_insert_with(|| array.elements().collect());
        elements.get(number).copied()
    }
}
