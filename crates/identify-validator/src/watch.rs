//! Which rules may find something in a call, told by their triggers: the others are not run.

mod compile;

use std::{borrow::Cow, collections::HashMap, ops::RangeInclusive};

use identify_json::{Kind, Node};

use crate::{
    call::Call,
    characters::is_plain,
    contract::Shape,
    names::{is_flattened, is_near_miss},
    screen::{Surroundings, Trigger, UnknownName},
};

/// Most names that are remembered from call to call, and within one.
const MOST: usize = 4096;

/// Most bytes of a name that is remembered.
const LONGEST: usize = 64;

/// The place of values that the contract does not describe.
const ELSEWHERE: usize = 0;

/// The place of the call itself.
const CALL: usize = 1;

/// What may be found in a call: the rules that may find it, a bit for each in the order of their
/// table, and what several of them ask for.
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
    /// A member may belong into an object beside it.
    const FLATTENED: Self = Self(1 << 61);

    /// What the rule at an index of the table may find. Beyond the bits that there are, all that it
    /// and others may find is one.
    fn by_rule(index: usize) -> Self {
        Self(1 << index.min(60))
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

    /// Whether nothing may be found, but by rules that look at what triggers do not tell.
    pub(crate) fn is_nothing(self) -> bool {
        self == Self::NOTHING
    }

    /// Whether a member may belong into an object beside it.
    pub(crate) fn has_flattened(self) -> bool {
        self.has(Self::FLATTENED)
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
    /// What is looked for in names and of the call as a whole, and whose it is.
    triggers: Vec<(Trigger, Seen)>,
    /// What is looked for in all texts.
    characters: Vec<(RangeInclusive<char>, Seen)>,
    /// What is looked for in all numbers.
    numbers: Vec<(SeesText, Seen)>,
    /// What makes names of one object one, and whose it is.
    same_name: Option<(SameName, Seen)>,
    places: Vec<Place>,
    classes: Classes,
    /// How many names are remembered.
    remembered: usize,
    surroundings: Surroundings,
    /// The rules that run whatever a call is like.
    always: Seen,
    /// The rules that run where the schema says something against a call.
    of_schema: Seen,
}

/// What a [`Trigger`] asks of a text, or of the digits of a number.
type SeesText = fn(&str) -> bool;

/// What it asks of a text beside what that is compared with.
type SeesBytes = fn(&[u8], &Surroundings) -> bool;

/// What it makes of names, to tell which are one.
type SameName = for<'n> fn(&'n str) -> Cow<'n, str>;

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
    texts: Vec<(SeesBytes, Seen)>,
    odd_texts: Vec<(SeesText, Seen)>,
    numbers: Vec<(SeesText, Seen)>,
    /// The names that were met in objects there.
    names: HashMap<Box<str>, Name, foldhash::fast::RandomState>,
}

impl Default for Seen {
    fn default() -> Self {
        Self::NOTHING
    }
}

/// The classes of names that are one, by what they are made.
#[derive(Debug, Default)]
struct Classes {
    numbers: HashMap<Box<str>, usize, foldhash::fast::RandomState>,
    /// In which object each was last met.
    last: Vec<u64>,
    objects: u64,
}

/// A name in the objects at a place.
#[derive(Debug)]
struct Name {
    /// The class of names that it is one with.
    class: usize,
    any: AnyValue,
    /// What it shows with a value of each kind, where that was asked.
    by_kind: [Option<Seen>; KINDS],
}

/// What is known of a name, whatever its value is.
#[derive(Debug, Clone, Copy)]
struct AnyValue {
    /// Whether it may be one with another.
    is_odd: bool,
    /// What it shows.
    seen: Seen,
    /// The place of its value.
    place: usize,
}

/// How many kinds of values there are.
const KINDS: usize = Kind::Unknown as usize + 1;

impl Watch {
    /// What rules may find in a call. Of one that is no sound object, everything.
    pub(crate) fn look(&mut self, call: &Call<'_>) -> Seen {
        let Some(root) = call.object().filter(|_| call.faults.is_empty()) else { return Seen::ALL };
        if self.remembered > MOST {
            self.forget();
        }
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
                let (mut seen, mut has_odd) = (Seen::NOTHING, false);
                for member in node.members() {
                    let kind = member.value.kind();
                    let (name, by_kind) = self.name(member.name(), kind, place);
                    has_odd |= name.is_odd;
                    seen = seen.and(name.seen).and(by_kind);
                    seen = seen.and(self.value(member.value, name.place));
                }
                if has_odd { seen.and(self.same_names(node, place)) } else { seen }
            }
            Kind::Null => self.places.get(place).map_or(Seen::ALL, |place| place.by_null),
            Kind::Boolean => Seen::NOTHING,
            Kind::Unknown => Seen::ALL,
        }
    }

    fn text(&self, node: Node<'_>, place: usize) -> Seen {
        let Some(place) = self.places.get(place) else { return Seen::ALL };
        let text = node.as_str().unwrap_or_default();
        let is_seen = |(sees, seen): &(SeesBytes, Seen)| {
            sees(text.as_bytes(), &self.surroundings).then_some(*seen)
        };
        let seen: Seen = place.texts.iter().filter_map(is_seen).collect();
        if is_plain(text) {
            return seen;
        }
        let odd = place.odd_texts.iter().filter(|(sees, _)| sees(text)).map(|(_, seen)| *seen);
        let characters = text.chars().filter(|it| !matches!(it, ' '..='~'));
        let by_character = characters.flat_map(|character| {
            let is_in =
                move |(range, _): &&(RangeInclusive<char>, Seen)| range.contains(&character);
            self.characters.iter().filter(is_in).map(|(_, seen)| *seen)
        });
        seen.and(odd.collect()).and(by_character.collect())
    }

    fn number(&self, node: Node<'_>, place: usize) -> Seen {
        let Some(place) = self.places.get(place) else { return Seen::ALL };
        let text = node.number_text().unwrap_or_default();
        let asked = place.numbers.iter().chain(&self.numbers);
        asked.filter(|(sees, _)| sees(text)).map(|(_, seen)| *seen).collect()
    }

    /// What names of an object show that are one.
    fn same_names(&mut self, object: Node<'_>, place: usize) -> Seen {
        let Some((_, seen)) = self.same_name else { return Seen::NOTHING };
        let Some(place) = self.places.get(place) else { return Seen::ALL };
        self.classes.objects = self.classes.objects.saturating_add(1);
        let object_number = self.classes.objects;
        for member in object.members() {
            let class = place.names.get(member.name()).map(|name| name.class);
            let last = class.and_then(|class| self.classes.last.get_mut(class));
            match last.map(|last| std::mem::replace(last, object_number)) {
                Some(before) if before != object_number => {}
                _ => return seen,
            }
        }
        Seen::NOTHING
    }

    /// A name in the objects at a place, and what it shows with a value of that kind.
    fn name(&mut self, text: &str, kind: Kind, at: usize) -> (AnyValue, Seen) {
        let known = self.places.get(at).and_then(|place| place.names.get(text));
        match known.and_then(|name| Some((name.any, (*name.by_kind.get(kind as usize)?)?))) {
            Some(known) => known,
            None => self.ask(text, kind, at),
        }
    }

    /// Asks the triggers about a name that was not met before with a value of that kind.
    #[cold]
    fn ask(&mut self, text: &str, kind: Kind, at: usize) -> (AnyValue, Seen) {
        let by_kind = self.unknown(text, kind, at).unwrap_or(Seen::NOTHING);
        let known = self.places.get_mut(at).and_then(|place| place.names.get_mut(text));
        if let Some(name) = known {
            if let Some(asked) = name.by_kind.get_mut(kind as usize) {
                *asked = Some(by_kind);
            }
            return (name.any, by_kind);
        }
        let any = self.any_value(text, at);
        let is_room = text.len() <= LONGEST && self.remembered <= MOST.saturating_mul(2);
        if let Some(place) = self.places.get_mut(at).filter(|_| is_room) {
            let same = self.same_name.map_or(Cow::Borrowed(text), |(same, _)| same(text));
            let mut name = Name { class: self.classes.of(same), any, by_kind: [None; KINDS] };
            if let Some(asked) = name.by_kind.get_mut(kind as usize) {
                *asked = Some(by_kind);
            }
            self.remembered = self.remembered.saturating_add(1);
            place.names.insert(text.into(), name);
        }
        (any, by_kind)
    }

    /// What is known of a name, whatever its value is.
    fn any_value(&self, text: &str, at: usize) -> AnyValue {
        let seen = self.seen_by(|trigger| matches!(trigger, Trigger::Name(sees) if sees(text)));
        // Names that are what is made of them are one with no other such name.
        let is_odd = self.same_name.is_some_and(|(same, _)| same(text) != text);
        let place = self.places.get(at).and_then(|place| {
            let mut members = place.shape?.members.iter().zip(&place.members);
            members.find_map(|(known, place)| (known.name == text).then_some(*place))
        });
        let place = place.unwrap_or(ELSEWHERE);
        let by_place = self.places.get(place).map_or(Seen::ALL, |place| place.by_name);
        AnyValue { is_odd, seen: seen.and(by_place), place }
    }

    /// Forgets the names that were met.
    #[cold]
    fn forget(&mut self) {
        self.remembered = 0;
        self.classes = Classes::default();
        for place in &mut self.places {
            place.names.clear();
        }
    }

    /// What a name shows that the contract does not know, in an object that it describes.
    fn unknown(&self, name: &str, kind: Kind, at: usize) -> Option<Seen> {
        let shape = self.places.get(at)?.shape.filter(|shape| shape.member(name).is_none())?;
        let is_call = at == CALL;
        let unknown = UnknownName { name, kind, shape, is_call };
        let seen =
            self.seen_by(|trigger| matches!(trigger, Trigger::UnknownName(sees) if sees(&unknown)));
        let shown = [
            (is_near_miss(&unknown), Seen::NEAR_MISS),
            (is_flattened(&unknown), Seen::FLATTENED),
            (is_call, Seen::STRANGER),
        ];
        Some(
            shown
                .into_iter()
                .filter(|(is_shown, _)| *is_shown)
                .map(|(_, seen)| seen)
                .fold(seen, Seen::and),
        )
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

impl Classes {
    /// The number of the class of names that are all this one.
    fn of(&mut self, same: Cow<'_, str>) -> usize {
        if let Some(number) = self.numbers.get(same.as_ref()) {
            return *number;
        }
        let number = self.last.len();
        self.last.push(0);
        self.numbers.insert(same.into(), number);
        number
    }
}

#[cfg(test)]
mod tests;
