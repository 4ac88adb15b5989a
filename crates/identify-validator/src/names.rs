//! Names that are most likely meant to be others that the contract knows.

use identify_json::{Kind, Member, Node};

use crate::{
    characters::{is_plain, without_hidden},
    contract::{CONTRACT, KnownMember, Shape},
    dialects,
    kind::json_type,
    lookalikes::{latin, look_alike},
    screen::UnknownName,
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
    /// In characters that do not show.
    Hidden,
    /// In letters that only look the same.
    Lookalike,
    /// It is what another platform calls it.
    Dialect(&'static dialects::ForeignName),
}

/// A name in a form in which it can be compared.
#[derive(Debug)]
pub(crate) struct Spelling {
    /// Without what conventions differ in: `firstName`, `first-name` and `First Name` are one.
    pub(crate) folded: String,
    /// Its words, in lower case.
    words: Vec<String>,
}

/// The near misses of a call, also inside objects that are near misses themselves, in the order of
/// the nodes. `shape` is that of the call.
pub(crate) fn near_misses<'a>(root: Node<'a>, shape: &'static Shape) -> Vec<NearMiss<'a>> {
    let mut found = Vec::new();
    let mut objects: Vec<(Node<'_>, &'static Shape)> = vec![(root, shape)];
    let mut next = 0_usize;
    while let Some(&(object, shape)) = objects.get(next) {
        next = next.saturating_add(1);
        // A name that another member has is not what this one was meant to be.
        let mut taken: Vec<&str> = Vec::new();
        for known in object.members().filter_map(|member| shape.member(member.name())) {
            if !taken.contains(&known.preferred()) {
                taken.push(known.preferred());
            }
        }
        // Of an object that is cut off nobody knows whether the right name follows.
        let is_whole = !object.is_damaged();
        for member in object.members().filter(|member| !member.key.is_damaged()) {
            let known = if let Some(known) = shape.member(member.name()) {
                known
            } else {
                let (name, kind) = (member.name(), member.value.kind());
                let meant_by = is_whole.then(|| meant(name, kind, shape, object == root)).flatten();
                let Some((known, by)) = meant_by else { continue };
                let meant = known.preferred();
                if taken.contains(&meant) {
                    continue;
                }
                taken.push(meant);
                found.push(NearMiss { object, member, meant, by });
                known
            };
            if let Some(shape) = &known.shape
                && member.value.kind() == Kind::Object
            {
                objects.push((member.value, shape));
            }
        }
    }
    found.sort_by_key(|near| near.member.value.index());
    found
}

/// Whether a name may be a near miss, whatever other names its object has.
pub(crate) fn is_near_miss(unknown: &UnknownName<'_>) -> bool {
    meant(unknown.name, unknown.kind, unknown.shape, unknown.is_call).is_some()
}

fn meant(
    text: &str,
    kind: Kind,
    shape: &'static Shape,
    is_root: bool,
) -> Option<(&'static KnownMember, Difference)> {
    if !shape.members.iter().any(|known| known.spelling.may_be_near(text)) {
        return dialect(text, kind, shape, is_root);
    }
    let name = Spelling::of(text);
    if let Some(known) = shape.members.iter().find(|known| known.spelling.folded == name.folded) {
        return Some((known, Difference::Convention));
    }
    if let Some(found) = disguised(text, shape) {
        return Some(found);
    }
    if let Some(found) = dialect(text, kind, shape, is_root) {
        return Some(found);
    }
    // Among free-form traits a name of another type is a trait of its own.
    let known = shape.members.iter().find(|known| {
        name.is_misspelling_of(&known.spelling) && (is_root || known.accepts(kind))
    })?;
    Some((known, Difference::Spelling))
}

/// The member that another platform calls so.
fn dialect(
    name: &str,
    kind: Kind,
    shape: &'static Shape,
    is_root: bool,
) -> Option<(&'static KnownMember, Difference)> {
    let foreign = dialects::lookup(name)?;
    let known = shape.member(foreign.meant?)?;
    (is_root || known.accepts(kind)).then_some((known, Difference::Dialect(foreign)))
}

/// The member of a shape that a name stands for, in whatever spelling or platform's words; by its
/// preferred name.
pub(crate) fn stands_for<'s>(name: &str, shape: &'s Shape) -> Option<&'s KnownMember> {
    let exact = || shape.member(name);
    let folded = || {
        let folded = Spelling::of(name).folded;
        shape.members.iter().find(|known| known.spelling.folded == folded)
    };
    let foreign = || shape.member(dialects::lookup(name)?.meant?);
    exact().or_else(folded).or_else(foreign)
}

/// The JSON Pointer of a value, in which the members that the contract knows go by their right
/// names: it is the same before and behind a fix that renames them.
pub(crate) fn canonical_pointer(node: Node<'_>, root: Node<'_>) -> String {
    let pointer = node.pointer_from(root);
    let mut shape = Some(&CONTRACT.shape);
    let mut canonical = String::with_capacity(pointer.len());
    for token in pointer.split('/').skip(1) {
        let known = shape.and_then(|shape| {
            let near = || {
                let name = Spelling::of(token);
                shape.members.iter().find(|known| name.is_misspelling_of(&known.spelling))
            };
            stands_for(token, shape).or_else(near)
        });
        canonical.push('/');
        canonical.push_str(known.map_or(token, KnownMember::preferred));
        shape = known.and_then(|known| known.shape.as_ref());
    }
    canonical
}

/// Members that stand beside the object that they belong to, with its name in front of theirs:
/// `address_city`, `company.name`.
#[derive(Debug)]
pub(crate) struct Flattened<'a> {
    /// The object in which they stand.
    pub(crate) object: Node<'a>,
    /// The member that they belong to.
    pub(crate) outer: &'static KnownMember,
    /// Each of them, and its name in there.
    pub(crate) members: Vec<(Member<'a>, &'static str)>,
}

/// The flattened members of an object that the contract describes.
pub(crate) fn flattened<'a>(object: Node<'a>, shape: &'static Shape) -> Vec<Flattened<'a>> {
    let mut found: Vec<Flattened<'a>> = Vec::new();
    for member in object.members().filter(|member| !member.key.is_damaged()) {
        let (name, kind) = (member.name(), member.value.kind());
        let Some((outer, inner)) = flattened_from(name, kind, shape) else { continue };
        match found.iter_mut().find(|other| other.outer.name == outer.name) {
            Some(other) if other.members.iter().any(|(_, name)| *name == inner.name) => {}
            Some(other) => other.members.push((member, &inner.name)),
            None => {
                found.push(Flattened { object, outer, members: vec![(member, &inner.name)] });
            }
        }
    }
    found
}

/// Whether a name may be that of a flattened member.
pub(crate) fn is_flattened(unknown: &UnknownName<'_>) -> bool {
    flattened_from(unknown.name, unknown.kind, unknown.shape).is_some()
}

/// The members that a flattened one is of and would be in there.
fn flattened_from(
    text: &str,
    kind: Kind,
    shape: &'static Shape,
) -> Option<(&'static KnownMember, &'static KnownMember)> {
    let begins = |outer: &KnownMember| outer.shape.is_some() && outer.spelling.may_begin(text);
    if !shape.members.iter().any(begins) {
        return None;
    }
    let name = Spelling::of(text);
    if name.words.len() < 2 || stands_for(text, shape).is_some() {
        return None;
    }
    shape.members.iter().find_map(|outer| {
        let rest = name.folded.strip_prefix(&outer.spelling.folded)?;
        let is_word = name.words.first() == outer.spelling.words.first();
        let mut inner = outer.shape.as_ref()?.members.iter();
        let inner = inner.find(|inner| inner.spelling.folded == rest)?;
        (is_word && inner.accepts(kind)).then_some((outer, inner))
    })
}

/// The member that a name looks like, or is but for what does not show.
fn disguised(name: &str, shape: &'static Shape) -> Option<(&'static KnownMember, Difference)> {
    if is_plain(name) {
        return None;
    }
    let shown = without_hidden(name);
    let folded = Spelling::of(&shown).folded;
    if let Some(known) = shape.members.iter().find(|known| known.spelling.folded == folded) {
        return Some((known, Difference::Hidden));
    }
    let folded = Spelling::of(&latin(&shown)?).folded;
    let looks_like =
        |known: &&KnownMember| known.spelling.folded == folded || look_alike(&shown, &known.name);
    Some((shape.members.iter().find(looks_like)?, Difference::Lookalike))
}

/// Words of their own that are one letter from a word of the contract: a county stands beside a
/// country in an address, and a content is no context. Folded, in the order of the alphabet.
const ORDINARY: &[&str] = &[
    "content",
    "contest",
    "county",
    "gander",
    "listname",
    "lostname",
    "phony",
    "portalcode",
    "prone",
    "skate",
    "slate",
    "stage",
    "stake",
    "stale",
    "stare",
    "stats",
    "tile",
    "tithe",
    "titled",
    "trails",
    "trains",
    "treats",
];

impl Spelling {
    pub(crate) fn of(name: &str) -> Self {
        let mut words = vec![String::new()];
        let mut after_lower = false;
        for letter in name.chars() {
            let is_separator = is_separator(letter);
            if is_separator || (after_lower && letter.is_uppercase()) {
                words.push(String::new());
            }
            after_lower = letter.is_lowercase();
            if !is_separator && let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
        words.retain(|word| !word.is_empty());
        Self { folded: words.concat(), words }
    }

    /// Whether a name may be this one in another spelling, or a misspelling: false for nearly all
    /// that are not, without making anything of the name. Each of those has the same first letter,
    /// and at most two letters more or less in each word.
    fn may_be_near(&self, name: &str) -> bool {
        if !is_plain(name) {
            return true;
        }
        let mut letters = folded_bytes(name);
        letters.next() == self.folded.bytes().next()
            && letters.count().saturating_add(1).abs_diff(self.folded.len())
                <= self.words.len().saturating_mul(2)
    }

    /// Whether a name may begin with this one; true wherever that takes more than a look.
    fn may_begin(&self, name: &str) -> bool {
        let mut letters = folded_bytes(name);
        !name.is_ascii() || self.folded.bytes().all(|letter| letters.next() == Some(letter))
    }

    /// Whether it is a likely misspelling of another: word for word the same but for a letter, two
    /// in a long word, and the first letter of each word right. Short words are too often words of
    /// their own, and so are plurals and names with a digit more.
    fn is_misspelling_of(&self, known: &Self) -> bool {
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        if self.folded.len() > known.folded.len().saturating_add(8)
            || self.folded.strip_suffix('s') == Some(known.folded.as_str())
            || ORDINARY.contains(&self.folded.as_str())
            || digits(&self.folded) != digits(&known.folded)
        {
            return false;
        }
        match known.words.as_slice() {
            [word] => match self.words.as_slice() {
                [only] => word.len() >= 5 && is_close(only, word),
                _ => false,
            },
            words if words.len() == self.words.len() => {
                words.iter().zip(&self.words).all(|(word, other)| {
                    let is_misspelt = word.len() >= 4 && is_close(other, word);
                    word == other || is_misspelt || has_same_letters(other, word)
                })
            }
            // Words run together or torn apart, and a letter wrong besides.
            _ => known.folded.len() >= 8 && is_close(&self.folded, &known.folded),
        }
    }
}

/// Whether a word has the letters of another, but for their order or one that is doubled: `di` or
/// `idd` for `id`. That is no word of its own, however short.
fn has_same_letters(word: &str, known: &str) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        letters
    };
    known.len() < 4
        && word.len() <= known.len().saturating_add(1)
        && known.len() <= word.len()
        && letters(word) == letters(known)
}

/// What may stand between the words of a name.
fn is_separator(letter: char) -> bool {
    matches!(letter, '_' | '-' | ' ' | '.' | '[' | ']' | ':' | '/')
}

/// An ASCII name without what conventions differ in.
fn folded_bytes(name: &str) -> impl Iterator<Item = u8> {
    let letters = name.bytes().filter(|letter| !is_separator(char::from(*letter)));
    letters.map(|letter| letter.to_ascii_lowercase())
}

fn is_close(word: &str, known: &str) -> bool {
    let allowed = if known.len() < 9 { 1 } else { 2 };
    word.chars().next() == known.chars().next()
        && word.len().abs_diff(known.len()) <= 8
        && strsim::osa_distance(word, known) <= allowed
}

impl KnownMember {
    /// The name to send: an alias is deprecated itself.
    pub(crate) fn preferred(&self) -> &str {
        self.alias_of.as_deref().unwrap_or(&self.name)
    }

    /// Whether the member may have a value of this kind.
    fn accepts(&self, kind: Kind) -> bool {
        json_type(kind).is_some_and(|kind| self.types.contains(&kind))
    }
}

#[cfg(test)]
mod tests {
    use super::Spelling;

    #[test]
    fn words() {
        for name in
            ["first_name", "firstName", "first-name", "First Name", "FIRST_NAME", "first.name"]
        {
            let spelling = Spelling::of(name);
            assert_eq!(
                (spelling.folded.as_str(), spelling.words.len()),
                ("firstname", 2),
                "{name}"
            );
        }
    }
}
