//! The texts of a call in which something may be hidden: names, values, and the id of the user.

use std::{
    collections::{HashMap, hash_map::Entry},
    ops::Range,
};

use identify_json::{Kind, Member, Node};

use crate::{
    call::Call,
    characters::{
        Hidden, Place, are_plain, hidden_in, is_plain, padding, shown_as, without_hidden,
    },
    draft::{Draft, DraftEdit, json_string, rename, replace},
    lookalikes,
    names::Difference,
    report::Safety,
};

/// Places of one text that are taken out one by one; of a text with more, all of it is written
/// anew.
const FEW: usize = 16;

/// A text of a call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    /// Where it stands.
    pub(crate) node: Node<'a>,
    /// What it says, unescaped.
    pub(crate) content: &'a str,
    pub(crate) role: Role<'a>,
}

/// What a text is for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Role<'a> {
    /// It is the id of the user.
    UserId,
    /// It is the name of this member.
    Name(Member<'a>),
    /// It is any other value.
    Value,
}

/// The texts in which something may be hidden: those that have characters beyond printable ASCII,
/// and against which nothing else is said. An id that stands for no user is not one of them.
/// [`Call::texts`] keeps them.
pub(crate) fn texts<'a>(call: &Call<'a>) -> Vec<Text<'a>> {
    let Some(root) = call.object() else { return Vec::new() };
    // What is not written as it is, is written with an escape.
    let is_odd = |byte: &u8| matches!(byte, b'\\' | 0x7f..);
    if !root.raw().chunks(64).any(|bytes| bytes.iter().fold(false, |odd, it| odd | is_odd(it))) {
        return Vec::new();
    }
    let user_id = root.get("user_id");
    let odd = root.strings().filter_map(|node| {
        // Written as it is, it is what it reads as.
        let is_odd = |bytes: &[u8]| !are_plain(bytes) || bytes.contains(&b'\\');
        let content = is_odd(node.raw()).then(|| node.as_str())?.filter(|text| !is_plain(text))?;
        let role = role_of(call, user_id, node).filter(|_| !node.is_damaged())?;
        Some(Text { node, content, role })
    });
    odd.collect()
}

/// What a string of a call is for; nothing if something else is said against it.
fn role_of<'a>(call: &Call<'a>, user_id: Option<Node<'a>>, node: Node<'a>) -> Option<Role<'a>> {
    if let Some(member) = node.named() {
        return (!call.is_forbidden(member.value)).then_some(Role::Name(member));
    }
    let is_sound = call.mismatches_of(node).is_empty();
    if user_id != Some(node) {
        return is_sound.then_some(Role::Value);
    }
    call.user().filter(|_| is_sound).map(|_| Role::UserId)
}

impl<'a> Text<'a> {
    /// The bytes of the record that a character is written with.
    pub(crate) fn span(&self, (at, character): Place) -> Range<u32> {
        self.bytes(at..at.saturating_add(character.len_utf8()))
    }

    /// The bytes of the record that a part of the text is written with.
    pub(crate) fn bytes(&self, part: Range<usize>) -> Range<u32> {
        self.node.source_offset(part.start)..self.node.source_offset(part.end)
    }

    /// How messages name it.
    pub(crate) fn subject(&self, call: &Call<'a>) -> String {
        match self.role {
            Role::Name(_) => "this name".to_owned(),
            Role::UserId | Role::Value => call.name_of(self.node).to_string(),
        }
    }

    /// The characters of some kind, in an id those of its padding left out: they are
    /// `padded-user-id`'s.
    pub(crate) fn places(&self, is_meant: impl Fn(char) -> bool) -> Vec<Place> {
        let (front, back) = match self.role {
            Role::UserId => padding(self.content),
            Role::Name(_) | Role::Value => (0..0, self.content.len()..self.content.len()),
        };
        let inner = front.end..back.start;
        let places = self.content.char_indices();
        places.filter(|(at, character)| inner.contains(at) && is_meant(*character)).collect()
    }

    /// Writes other characters for some, or nothing.
    pub(crate) fn replaced(
        &self,
        places: &[Place],
        by: impl Fn(char) -> Option<char>,
    ) -> Vec<DraftEdit> {
        let written = |character| by(character).map(String::from).unwrap_or_default();
        if places.len() > FEW {
            let mut content = String::with_capacity(self.content.len());
            let mut from = 0_usize;
            for (at, character) in places {
                content += self.content.get(from..*at).unwrap_or_default();
                content += &written(*character);
                from = at.saturating_add(character.len_utf8());
            }
            content += self.content.get(from..).unwrap_or_default();
            return replace(self.node, json_string(&content));
        }
        let mut edits: Vec<DraftEdit> = Vec::new();
        for place in places {
            let span = self.span(*place);
            match edits.last_mut() {
                Some((last, text)) if last.end == span.start => {
                    last.end = span.end;
                    *text += &written(place.1);
                }
                _ => edits.push((span, written(place.1))),
            }
        }
        edits
    }
}

/// A name in which something is hidden.
#[derive(Debug)]
pub(crate) struct HiddenName<'a> {
    text: Text<'a>,
    /// What is hidden, the first of the kind that counts most in front.
    pub(crate) first: Place,
    pub(crate) count: usize,
    /// The name of the contract that is meant.
    pub(crate) meant: Option<&'static str>,
    fix: Option<(Safety, Vec<DraftEdit>)>,
}

impl HiddenName<'_> {
    pub(crate) fn span(&self) -> Range<u32> {
        self.text.span(self.first)
    }

    /// Says what to do.
    pub(crate) fn advise(self, draft: &mut Draft) {
        let is_blank = without_hidden(self.text.content).is_empty();
        match self.meant {
            Some(meant) => draft.help(format!("rename it to `{meant}`")),
            None if is_blank => draft.help("give the member a name that shows"),
            None if self.fix.is_none() => draft.help("keep one of the members that look like this"),
            None if self.count == 1 => {
                draft.help("remove it from the name, in the code that writes it")
            }
            None => draft.help("remove them from the name, in the code that writes it"),
        };
        if let Some((safety, edits)) = self.fix {
            draft.fix(safety, edits);
        }
    }
}

/// The names in which the worst that is hidden is of this kind. A name is said one thing against:
/// those that other rules report are left out.
pub(crate) fn hidden_names<'a>(call: &Call<'a>, kind: Hidden) -> Vec<HiddenName<'a>> {
    let mut siblings = Siblings::default();
    let mut found = Vec::new();
    for text in call.texts() {
        let Role::Name(member) = text.role else { continue };
        let meant = match meant_by(call, member, Difference::Hidden) {
            Meant::SaidElsewhere => continue,
            Meant::Known(meant) => Some(meant),
            Meant::Own => None,
        };
        let places = hidden_in(text.content);
        let Some((first, _)) = places.iter().min_by_key(|(_, hidden)| *hidden) else { continue };
        if places.iter().all(|(_, hidden)| *hidden != kind)
            || places.iter().any(|(_, hidden)| *hidden < kind)
        {
            continue;
        }
        let fix = match meant {
            Some(meant) => {
                let edits = rename(member, meant);
                let near = call.near_miss_of(member.value);
                near.map(|near| (call.safety_of_rename(near, &edits, 0), edits))
            }
            None if siblings.is_alone(member) => {
                let all: Vec<Place> = places.iter().map(|(place, _)| *place).collect();
                // Of a name that is the sender's own nobody knows what else reads it.
                Some((Safety::Unsafe, text.replaced(&all, shown_as)))
            }
            None => None,
        };
        found.push(HiddenName { text: *text, first: *first, count: places.len(), meant, fix });
    }
    found
}

/// Which name a name with a fault is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meant {
    /// This one, of the contract.
    Known(&'static str),
    /// The sender's own.
    Own,
    /// Another rule says what is wrong with the name.
    SaidElsewhere,
}

/// Which name is meant where the name differs `by` this from it.
pub(crate) fn meant_by<'a>(call: &Call<'a>, member: Member<'a>, by: Difference) -> Meant {
    match call.near_miss_of(member.value) {
        None if call.near_misses().iter().any(|near| near.rival == Some(member)) => {
            Meant::SaidElsewhere
        }
        None => Meant::Own,
        Some(near) if near.by == by && !call.lacks(near.object, near.meant) => {
            Meant::Known(near.meant)
        }
        Some(_) => Meant::SaidElsewhere,
    }
}

/// The names of objects as they look, to tell whether one that is mended would be there twice.
#[derive(Debug, Default)]
pub(crate) struct Siblings(HashMap<u32, HashMap<String, usize>>);

impl Siblings {
    /// Whether no other member of the object looks the same, and the name is one. Each object is
    /// gone through once.
    pub(crate) fn is_alone(&mut self, member: Member<'_>) -> bool {
        let Some(object) = member.value.parent().filter(|it| it.kind() == Kind::Object) else {
            return false;
        };
        let look = look_of(member.name());
        let looks = match self.0.entry(object.index()) {
            Entry::Occupied(looks) => looks.into_mut(),
            Entry::Vacant(empty) => {
                let mut looks = HashMap::new();
                for member in object.members() {
                    let count: &mut usize = looks.entry(look_of(member.name())).or_default();
                    *count = count.saturating_add(1);
                }
                empty.insert(looks)
            }
        };
        !look.trim().is_empty() && looks.get(&look) == Some(&1)
    }
}

/// A name without what is hidden, in the letters that it looks like.
fn look_of(name: &str) -> String {
    let shown = without_hidden(name);
    lookalikes::latin(&shown).unwrap_or(shown)
}
