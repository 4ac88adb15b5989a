//! Names that are most likely meant to be others that the contract knows.

use identify_json::{Kind, Member, Node};

use crate::{
    call::Call,
    contract::{KnownMember, Shape},
    dialects,
};

/// A member whose name is near to one of the contract's that its object does not have.
#[derive(Debug, Clone)]
pub(crate) struct NearMiss<'a> {
    /// The object.
    pub(crate) object: Node<'a>,
    /// The member as it is.
    pub(crate) member: Member<'a>,
    /// The name that is meant.
    pub(crate) meant: &'static str,
    /// In what the names differ.
    pub(crate) by: Difference,
}

/// In what two names differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Difference {
    /// In letter case and in what stands between the words.
    Convention,
    /// In one or two letters.
    Spelling,
    /// It is what another platform calls it.
    Dialect(&'static dialects::ForeignName),
}

/// The near misses of a call.
pub(crate) fn near_misses(root: Node<'_>) -> Vec<NearMiss<'_>> {
    let mut found = Vec::new();
    for (object, shape) in Call::known_objects(root) {
        let is_root = object == root;
        for member in object.members() {
            if shape.member(member.name()).is_some() || member.key.is_damaged() {
                continue;
            }
            let Some((meant, by)) = meant(member, shape, is_root) else { continue };
            // A name that is taken by another member is not what this one was meant to be.
            let taken = shape.names_of(meant).any(|known| object.get(&known.name).is_some())
                || found
                    .iter()
                    .any(|near: &NearMiss<'_>| near.object == object && near.meant == meant);
            if !taken {
                found.push(NearMiss { object, member, meant, by });
            }
        }
    }
    found
}

fn meant(
    member: Member<'_>,
    shape: &'static Shape,
    is_root: bool,
) -> Option<(&'static str, Difference)> {
    let name = member.name();
    let folded = fold(name);
    if let Some(known) = shape.members.iter().find(|known| fold(&known.name) == folded) {
        return Some((known.preferred(), Difference::Convention));
    }
    if let Some(foreign) = dialects::lookup(name)
        && let Some(meant) = foreign.meant
        && let Some(known) = shape.member(meant)
        && known.accepts(member.value)
    {
        return Some((known.name.as_str(), Difference::Dialect(foreign)));
    }
    // Among free-form traits a name of another type is a trait of its own.
    let close = |known: &&KnownMember| {
        is_misspelt(&folded, &fold(&known.name)) && (is_root || known.accepts(member.value))
    };
    let known = shape.members.iter().find(close)?;
    Some((known.preferred(), Difference::Spelling))
}

/// A name without what conventions differ in: `firstName`, `first-name` and `First Name` are one.
fn fold(name: &str) -> String {
    name.chars()
        .filter(|letter| !matches!(letter, '_' | '-' | ' ' | '.'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a name is a likely misspelling of another: one letter off, two in a long name, and
/// the first letter right. Short names are too often names of their own, and so is a name with a
/// digit more.
fn is_misspelt(name: &str, known: &str) -> bool {
    let length = known.chars().count();
    if length < 5 || name.chars().next() != known.chars().next() || name.len() > known.len() + 8 {
        return false;
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let allowed = if length < 9 { 1 } else { 2 };
    digits(name) == digits(known) && strsim::osa_distance(name, known) <= allowed
}

impl KnownMember {
    /// The name to send: an alias is deprecated itself.
    fn preferred(&self) -> &str {
        self.alias_of.as_deref().unwrap_or(&self.name)
    }

    /// Whether the member may have a value of this kind.
    fn accepts(&self, value: Node<'_>) -> bool {
        let kind = match value.kind() {
            Kind::Null => "null",
            Kind::Boolean => "boolean",
            Kind::Number => "number",
            Kind::String => "string",
            Kind::Array => "array",
            Kind::Object => "object",
            Kind::Unknown => return false,
        };
        self.types.iter().any(|name| name == kind)
    }
}
