//! Names that are most likely meant to be others that the contract knows.

mod index;
mod offer;
mod spelling;

use identify_json::{Kind, Member, Node};

use crate::{
    characters::{is_plain, without_hidden},
    contract::{CONTRACT, KnownMember, Shape},
    dialects,
    judge::are_equal,
    kind::json_type,
    lookalikes::{latin, look_alike},
    report::LONGEST_POINTER,
    screen::UnknownName,
};

pub(crate) use index::NameIndex;
use spelling::Sketch;
pub(crate) use spelling::Spelling;

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
    /// Another member that is as near to that name, and has another value.
    pub(crate) rival: Option<Member<'a>>,
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
    /// The name says nothing, but its own members are those that are meant.
    Members,
}

impl Difference {
    /// How far one name is from the other: of several the nearest is the one that is meant.
    fn distance(self) -> u8 {
        match self {
            Self::Convention | Self::Hidden => 0,
            Self::Lookalike => 1,
            Self::Dialect(_) => 2,
            Self::Spelling => 3,
            Self::Members => 4,
        }
    }
}

/// The near misses of a call, also inside objects that are near misses themselves, in the order of
/// the nodes. `shape` is that of the call.
pub(crate) fn near_misses<'a>(root: Node<'a>, shape: &'static Shape) -> Vec<NearMiss<'a>> {
    let mut found = Vec::new();
    let mut objects: Vec<(Node<'_>, &'static Shape)> = vec![(root, shape)];
    let mut next = 0_usize;
    while let Some(&(object, shape)) = objects.get(next) {
        next = next.saturating_add(1);
        let mut describe = |value: Node<'a>, known: &'static KnownMember| {
            if let Some(shape) = &known.shape
                && value.kind() == Kind::Object
            {
                objects.push((value, shape));
            }
        };
        // Of an object that is cut off nobody knows whether the right name follows.
        let is_whole = !object.is_damaged();
        let mut unknown = Vec::new();
        for member in object.members().filter(|member| !member.key.is_damaged()) {
            match shape.member(member.name()) {
                Some(known) => describe(member.value, known),
                None if is_whole => unknown.push(member),
                None => {}
            }
        }
        for (near, known) in nearest(&unknown, object, shape, object == root) {
            describe(near.member.value, known);
            found.push(near);
        }
    }
    found.extend(holder_of_traits(root, shape, &found));
    found.sort_by_key(|near| near.member.value.index());
    found
}

/// Those of the unknown members of an object that are near to names of the contract which it does not
/// have: for each of these the one that is nearest.
fn nearest<'a>(
    unknown: &[Member<'a>],
    object: Node<'a>,
    shape: &'static Shape,
    is_root: bool,
) -> Vec<(NearMiss<'a>, &'static KnownMember)> {
    let mut nearest: Vec<(NearMiss<'a>, &'static KnownMember)> = Vec::new();
    // A name that another member has is not what this one was meant to be.
    let mut taken: Option<Vec<&str>> = None;
    for &member in unknown {
        let (name, kind) = (member.name(), member.value.kind());
        let Some((known, by)) = meant(name, kind, shape, is_root) else { continue };
        let meant = known.preferred();
        if taken.get_or_insert_with(|| names_of(object, shape)).contains(&meant) {
            continue;
        }
        let near = NearMiss { object, member, meant, by, rival: None };
        match nearest.iter_mut().find(|(other, _)| other.meant == meant) {
            None => nearest.push((near, known)),
            Some((other, _)) if by.distance() == other.by.distance() => {
                if other.rival.is_none() && !are_equal(other.member.value, member.value) {
                    other.rival = Some(member);
                }
            }
            Some(other) if by.distance() < other.0.by.distance() => *other = (near, known),
            Some(_) => {}
        }
    }
    nearest
}

/// Traits that other things than users have as well.
const COMMON: [&str; 5] = ["name", "title", "description", "website", "address"];

/// Whether a name is, in whatever spelling, one of these traits and none that other things have as well.
pub(crate) fn is_of_users(name: &str, traits: &Shape) -> bool {
    traits.spelled(name).is_some_and(|known| !COMMON.contains(&known.name.as_str()))
}

/// The object of a call without traits that holds what traits are, under a name of its own: a usual
/// one, or that with the most of them.
pub(crate) fn holder_of_traits<'a>(
    root: Node<'a>,
    shape: &'static Shape,
    found: &[NearMiss<'a>],
) -> Option<NearMiss<'a>> {
    let known = shape.member("user_traits")?;
    let traits = known.shape.as_ref()?;
    let is_here = found.iter().any(|near| near.object == root && near.meant == known.name);
    if root.is_damaged() || is_here || names_of(root, shape).contains(&known.name.as_str()) {
        return None;
    }
    let is_trait = |name: &str| is_of_users(name, traits);
    // Where they stand beside the id, or inside the context, that says more.
    let stands_elsewhere = |member: Member<'_>| {
        is_trait(member.name())
            || shape.member(member.name()).is_some()
                && member.value.members().any(|it| {
                    stands_for(it.name(), shape).is_some_and(|it| it.preferred() == known.name)
                })
    };
    if root.members().any(stands_elsewhere) {
        return None;
    }
    // Others than the user have an address or a name as well: the author, who sent it.
    let rank = |member: &Member<'_>| {
        let usual = ["properties", "attributes", "data", "profile", "user", "userProperties"];
        let is_usual = usual.contains(&member.name());
        let count = member.value.members().filter(|inner| is_trait(inner.name())).count();
        let least = if is_usual { 1 } else { 2 };
        (count >= least).then_some((is_usual, count))
    };
    // A company at the place of its user is no holder of traits, and neither is what it is called by.
    let is_other = |name: &str| {
        shape.member(name).is_some()
            || traits.spelled(name).is_some()
            || found.iter().any(|near| near.object == root && near.member.name() == name)
    };
    let members = root.members().filter(|member| !member.key.is_damaged());
    let others = members.filter(|member| !is_other(member.name()));
    let ranked: Vec<_> = others.filter_map(|member| Some((rank(&member)?, member))).collect();
    let highest = ranked.iter().map(|(rank, _)| *rank).max()?;
    let mut holders = ranked.into_iter().filter(|(rank, _)| *rank == highest);
    // Of two that may be meant equally, nobody knows which is the user.
    let (Some((_, member)), None) = (holders.next(), holders.next()) else { return None };
    Some(NearMiss {
        object: root,
        member,
        meant: &known.name,
        by: Difference::Members,
        rival: None,
    })
}

/// Whether a name may be a near miss, whatever other names its object has.
pub(crate) fn is_near_miss(unknown: &UnknownName<'_>) -> bool {
    meant(unknown.name, unknown.kind, unknown.shape, unknown.is_call).is_some()
}

/// The names of the contract that the members of an object have, each once.
fn names_of(object: Node<'_>, shape: &'static Shape) -> Vec<&'static str> {
    let mut names = Vec::new();
    for known in object.members().filter_map(|member| shape.member(member.name())) {
        if !names.contains(&known.preferred()) {
            names.push(known.preferred());
        }
    }
    names
}

fn meant(
    text: &str,
    kind: Kind,
    shape: &'static Shape,
    is_root: bool,
) -> Option<(&'static KnownMember, Difference)> {
    if is_plain(text) {
        let sketch = Sketch::of(text);
        if !shape.members.iter().any(|known| known.spelling.may_be_near(sketch)) {
            return dialect(text, kind, shape, is_root);
        }
    }
    if let Some(known) = shape.spelled(text) {
        return Some((known, Difference::Convention));
    }
    if let Some(found) = disguised(text, shape) {
        return Some(found);
    }
    if let Some(found) = dialect(text, kind, shape, is_root) {
        return Some(found);
    }
    // Among free-form traits a name of another type is a trait of its own.
    let name = Spelling::of(text);
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
    let foreign = || shape.member(dialects::lookup(name)?.meant?);
    shape.member(name).or_else(|| shape.spelled(name)).or_else(foreign)
}

/// The JSON Pointer of a value, in which the members that the contract knows go by their right
/// names: it is the same before and behind a fix that renames them.
pub(crate) fn canonical_pointer(node: Node<'_>, root: Node<'_>) -> String {
    let (_, pointer) = node.pointer_within(root, LONGEST_POINTER);
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
    if shape.member(text).is_some() || !shape.members.iter().any(begins) {
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
    if let Some(known) = shape.spelled(&shown) {
        return Some((known, Difference::Hidden));
    }
    let folded = Spelling::of(&latin(&shown)?).folded;
    let looks_like =
        |known: &&KnownMember| known.spelling.folded == folded || look_alike(&shown, &known.name);
    Some((shape.members.iter().find(looks_like)?, Difference::Lookalike))
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
