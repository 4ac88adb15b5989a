//! Which rules may find something in a call, told by their triggers: the others are not run.

mod compile;

use std::collections::HashMap;

use identify_json::{Kind, Node};

use crate::{
    call::Call,
    characters::are_plain,
    contract::Shape,
    names::is_near_miss,
    screen::{Surroundings, Trigger, UnknownName},
};

/// Most names that are remembered of the objects at one place; beyond, they are forgotten.
const MOST: usize = 1024;

/// Most bytes of a name that is remembered.
const LONGEST: usize = 64;

/// The place of values that the contract does not describe.
const ELSEWHERE: usize = 0;

/// The place of the call itself.
const CALL: usize = 1;

/// What may be found in a call: the rules that may find it, a bit for each in the order of their
/// table, and two things that several of them ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen(u64);

impl Seen {
    /// Whatever there is.
    pub(crate) const ALL: Self = Self(!0);
    const NOTHING: Self = Self(0);
    /// A name may be nearly one of the contract's.
    const NEAR_MISS: Self = Self(1 << 63);
    /// The call itself has a name that is not the contract's.
    const STRANGER: Self = Self(1 << 62);

    /// What the rule at an index of the table may find. Beyond the bits that there are, all that it
    /// and others may find is one.
    fn by_rule(index: usize) -> Self {
        Self(1 << index.min(61))
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the rule at an index of the table may find something.
    pub(crate) fn has_rule(self, index: usize) -> bool {
        self.has(Self::by_rule(index))
    }

    /// Whether a name may be nearly one of the contract's.
    pub(crate) fn has_near_miss(self) -> bool {
        self.has(Self::NEAR_MISS)
    }

    /// Whether the call itself has a name that is not the contract's.
    pub(crate) fn has_stranger(self) -> bool {
        self.has(Self::STRANGER)
    }
}

impl FromIterator<Seen> for Seen {
    fn from_iter<T: IntoIterator<Item = Self>>(all: T) -> Self {
        all.into_iter().fold(Self::NOTHING, Self::and)
    }
}

/// Looks through calls for what the rules that are on declare as their triggers.
#[derive(Debug)]
pub(crate) struct Watch {
    /// What is looked for wherever it stands, and whose it is.
    triggers: Vec<(Trigger, Seen)>,
    places: Vec<Place>,
    surroundings: Surroundings,
    /// The rules that run whatever a call is like.
    always: Seen,
    /// The rules that run where the schema says something against a call.
    of_schema: Seen,
}

/// What is looked for in the values at a place of the contract.
#[derive(Debug, Default)]
struct Place {
    /// What the contract says of the objects there.
    shape: Option<&'static Shape>,
    /// The places of their members, in the order of the shape.
    members: Vec<usize>,
    /// What a value there shows by its name.
    by_name: Seen,
    /// What a null there shows.
    by_null: Seen,
    texts: Vec<(fn(&[u8], &Surroundings) -> bool, Seen)>,
    odd_texts: Vec<(fn(&str) -> bool, Seen)>,
    numbers: Vec<(fn(&str) -> bool, Seen)>,
    /// The names that were met in objects there.
    names: HashMap<Box<str>, Name, foldhash::fast::RandomState>,
}

impl Default for Seen {
    fn default() -> Self {
        Self::NOTHING
    }
}

/// A name in the objects at a place.
#[derive(Debug, Clone, Copy)]
struct Name {
    /// What it shows, whatever its value is.
    seen: Seen,
    /// The place of its value.
    place: usize,
    /// What it shows with a value of each kind, where that was asked.
    by_kind: [Option<Seen>; KINDS],
}

/// How many kinds of values there are.
const KINDS: usize = Kind::Unknown as usize + 1;

impl Watch {
    /// What rules may find in a call. Of one that is no sound object, everything.
    pub(crate) fn look(&mut self, call: &Call<'_>) -> Seen {
        let Some(root) = call.object().filter(|_| call.faults.is_empty()) else { return Seen::ALL };
        let size = root.raw().len();
        let by_size =
            self.seen_by(|trigger| matches!(trigger, Trigger::Bytes(most) if size > *most));
        by_size.and(self.value(root, CALL))
    }

    /// The rules to run, of what was seen in a call and what the schema says of it.
    pub(crate) fn rules(&self, call: &Call<'_>) -> Seen {
        // What goes by another name was not looked at as what it is meant for.
        if !call.misnamed.is_empty() {
            return Seen::ALL;
        }
        let of_schema = if call.mismatches.is_empty() { Seen::NOTHING } else { self.of_schema };
        call.seen.and(self.always).and(of_schema)
    }

    /// Recursion is bounded by the depth of trees.
    fn value(&mut self, node: Node<'_>, place: usize) -> Seen {
        match node.kind() {
            Kind::String => self.text(node, place),
            Kind::Number => self.number(node, place),
            Kind::Array => node.elements().map(|element| self.value(element, ELSEWHERE)).collect(),
            Kind::Object => {
                let mut seen = Seen::NOTHING;
                for member in node.members() {
                    let (by_name, inner) = self.name(member.name(), member.value.kind(), place);
                    seen = seen.and(by_name).and(self.value(member.value, inner));
                }
                seen
            }
            Kind::Null => self.places.get(place).map_or(Seen::ALL, |place| place.by_null),
            Kind::Boolean => Seen::NOTHING,
            Kind::Unknown => Seen::ALL,
        }
    }

    fn text(&self, node: Node<'_>, place: usize) -> Seen {
        let Some(place) = self.places.get(place) else { return Seen::ALL };
        let raw = node.raw();
        // With a backslash, something else may stand there.
        let is_plain = are_plain(raw) && !raw.contains(&b'\\');
        if is_plain && place.texts.is_empty() {
            return Seen::NOTHING;
        }
        let text = node.as_str().unwrap_or_default();
        let is_seen = |(sees, seen): &(fn(&[u8], &Surroundings) -> bool, Seen)| {
            sees(text.as_bytes(), &self.surroundings).then_some(*seen)
        };
        let seen: Seen = place.texts.iter().filter_map(is_seen).collect();
        if is_plain {
            return seen;
        }
        let odd = place.odd_texts.iter().filter(|(sees, _)| sees(text)).map(|(_, seen)| *seen);
        let is_in = |trigger: &Trigger, character: char| match trigger {
            Trigger::Character(ranges) => ranges.iter().any(|range| range.contains(&character)),
            _ => false,
        };
        let characters = text.chars().filter(|it| !matches!(it, ' '..='~'));
        let by_character =
            characters.map(|character| self.seen_by(|trigger| is_in(trigger, character)));
        seen.and(odd.collect()).and(by_character.collect())
    }

    fn number(&self, node: Node<'_>, place: usize) -> Seen {
        let Some(place) = self.places.get(place) else { return Seen::ALL };
        let text = node.number_text().unwrap_or_default();
        let is_seen =
            |trigger: &Trigger| matches!(trigger, Trigger::LongNumber(sees) if sees(text));
        let here = place.numbers.iter().filter(|(sees, _)| sees(text)).map(|(_, seen)| *seen);
        here.collect::<Seen>().and(self.seen_by(is_seen))
    }

    /// What a name with a value of a kind shows in the objects at a place, and the place of the
    /// value.
    fn name(&mut self, text: &str, kind: Kind, at: usize) -> (Seen, usize) {
        let kind_index = kind as usize;
        let known = self.places.get(at).and_then(|place| place.names.get(text));
        if let Some(name) = known
            && let Some(Some(by_kind)) = name.by_kind.get(kind_index)
        {
            return (name.seen.and(*by_kind), name.place);
        }
        let known = known.copied();
        self.ask(text, kind, at, known)
    }

    /// Asks the triggers about a name that was not met before, with a value of that kind.
    #[cold]
    fn ask(&mut self, text: &str, kind: Kind, at: usize, known: Option<Name>) -> (Seen, usize) {
        let mut name = known.unwrap_or_else(|| self.any_value(text, at));
        let by_kind = self.unknown(text, kind, at).unwrap_or(Seen::NOTHING);
        if let Some(asked) = name.by_kind.get_mut(kind as usize) {
            *asked = Some(by_kind);
        }
        if let Some(place) = self.places.get_mut(at).filter(|_| text.len() <= LONGEST) {
            if place.names.len() >= MOST {
                place.names.clear();
            }
            place.names.insert(text.into(), name);
        }
        (name.seen.and(by_kind), name.place)
    }

    /// What a name shows, whatever its value is.
    fn any_value(&self, text: &str, at: usize) -> Name {
        let mut seen = self.seen_by(|trigger| match trigger {
            Trigger::Name(sees) => sees(text),
            // What is one with itself only is one with no other.
            Trigger::SameName(same) => same(text) != text,
            _ => false,
        });
        let of_member = self.places.get(at).and_then(|place| {
            let mut members = place.shape?.members.iter().zip(&place.members);
            members.find_map(|(known, place)| (known.name == text).then_some(*place))
        });
        let place = of_member.unwrap_or(ELSEWHERE);
        if let Some(place) = self.places.get(place) {
            seen = seen.and(place.by_name);
        }
        Name { seen, place, by_kind: [None; KINDS] }
    }

    /// What a name shows that the contract does not know, in an object that it describes.
    fn unknown(&self, name: &str, kind: Kind, at: usize) -> Option<Seen> {
        let shape = self.places.get(at)?.shape.filter(|shape| shape.member(name).is_none())?;
        let is_call = at == CALL;
        let unknown = UnknownName { name, kind, shape, is_call };
        let seen =
            self.seen_by(|trigger| matches!(trigger, Trigger::UnknownName(sees) if sees(&unknown)));
        let near = if is_near_miss(&unknown) { Seen::NEAR_MISS } else { Seen::NOTHING };
        let stranger = if is_call { Seen::STRANGER } else { Seen::NOTHING };
        Some(seen.and(near).and(stranger))
    }

    /// Whose triggers see something, of those that look everywhere.
    fn seen_by(&self, is_seen: impl Fn(&Trigger) -> bool) -> Seen {
        self.triggers
            .iter()
            .filter(|(trigger, _)| is_seen(trigger))
            .map(|(_, seen)| *seen)
            .collect()
    }
}
