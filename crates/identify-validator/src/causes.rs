//! Why members of a call are missing, where there is more to say than that they are.

mod beside;
mod envelope;
mod event;
mod misplaced;

use std::ops::Range;

use identify_json::{Arena, Kind, Node};

use crate::{
    call::Call,
    contract::Shape,
    draft::{DraftEdit, rename},
    edits,
    judge::{Mismatch, SchemaFault, settle},
    names::{NearMiss, is_of_users, near_misses, stands_for},
};

pub(crate) use beside::Beside;
pub(crate) use envelope::{Envelope, Holds, is_call, parts_of};
pub(crate) use event::OtherEvent;
pub(crate) use misplaced::{Misplaced, Place};

/// What explains that members are missing.
#[derive(Debug, Default)]
pub(crate) struct Causes<'a> {
    /// What there is instead of an identify call: one cause for all that is missing.
    pub(crate) instead: Option<Instead<'a>>,
    /// The call is of another kind, and says so itself, but nothing is missing.
    pub(crate) other: Option<OtherEvent>,
    /// Parts that stand in another place than they should.
    pub(crate) misplaced: Vec<Misplaced<'a>>,
}

/// What there is instead of an identify call.
#[derive(Debug)]
pub(crate) enum Instead<'a> {
    /// A call or an event of another kind.
    Event(OtherEvent),
    /// Something in which the call stands, or several.
    Envelope(Envelope<'a>),
    /// A JSON Schema.
    Schema,
    /// Something that has nothing of a call.
    Stranger,
}

impl<'a> Causes<'a> {
    /// The causes of what the schema says against a call.
    pub(crate) fn of(call: &Call<'a>) -> Self {
        let Some(root) = call.object().filter(|root| !root.is_damaged()) else {
            return Self::default();
        };
        let shape = &call.contract.shape;
        let missing = call.missing_of(root);
        let event = call.seen.has_stranger().then(|| event::find(root, shape)).flatten();
        if missing.is_empty() {
            return Self { other: event.filter(|event| event.is_named), ..Self::default() };
        }
        let envelope = || envelope::find(root, shape).map(Instead::Envelope);
        let stranger = || is_stranger(call, root).then_some(Instead::Stranger);
        let instead = if is_schema(root, shape) {
            Some(Instead::Schema)
        } else {
            event.map(Instead::Event).or_else(envelope).or_else(stranger)
        };
        let misplaced =
            if instead.is_some() { Vec::new() } else { misplaced::find(call, root, &missing) };
        Self { instead, other: None, misplaced }
    }
}

/// What to do with a file that has nothing of a call.
pub(crate) const LEAVE_OUT: &str =
    "leave the file out: `exclude` in `identify.toml` names such files";

/// Whether an object is a schema, whose members describe those of a call: by what it says of itself, or
/// because its properties can be nothing but schemas.
fn is_schema(root: Node<'_>, shape: &Shape) -> bool {
    let text = |name| root.get(name).and_then(|value| value.as_str());
    let says_so = text("$schema").is_some_and(|dialect| dialect.contains("//json-schema.org/"));
    let are_schemas = |properties: Node<'_>| {
        let is_schema = |kind| matches!(kind, Kind::Object | Kind::Boolean);
        !properties.is_empty() && properties.members().all(|it| is_schema(it.value.kind()))
    };
    let describes =
        || text("type") == Some("object") && root.get("properties").is_some_and(are_schemas);
    let is_member = |name: &str| shape.spelled(name).is_some();
    (says_so || describes()) && !root.members().any(|member| is_member(member.name()))
}

/// Whether an object has nothing of a call: no member of one, by whatever name, and no trait but those
/// that other things have as well, such as the description of a package or the settings of a program.
fn is_stranger<'a>(call: &Call<'a>, root: Node<'a>) -> bool {
    !root.is_empty() && call.near_misses().is_empty() && has_no_member(root, &call.contract.shape)
}

/// Whether no member of an object is one of a call, or a trait of users.
fn has_no_member(object: Node<'_>, shape: &Shape) -> bool {
    let is_trait = |name: &str| shape.traits().is_some_and(|traits| is_of_users(name, traits));
    let is_ours = |name: &str| stands_for(name, shape).is_some() || is_trait(name);
    !object.members().any(|member| is_ours(member.name()))
}

impl<'a> Call<'a> {
    /// Whether there is anything of a call here: what has nothing of one is not ours to mend.
    pub(crate) fn is_ours(&self) -> bool {
        // Each fix of the syntax asks.
        *self.ours.get_or_init(|| self.has_anything_of_one())
    }

    fn has_anything_of_one(&self) -> bool {
        let shape = &self.contract.shape;
        match self.root.filter(|root| !root.is_damaged()) {
            Some(root) if root.kind() == Kind::Object => {
                let is_other =
                    matches!(self.causes().instead, Some(Instead::Schema | Instead::Stranger));
                !root.is_empty() && !is_other
            }
            Some(root) if root.kind() == Kind::Array => root.elements().any(|element| {
                !has_no_member(element, shape)
                    || !near_misses(element, shape).is_empty()
                    || envelope::is_inside(element, shape)
            }),
            _ => true,
        }
    }

    /// Draws together what is said of the call: one cause for everything suppresses the rest, and
    /// members under another name are looked at as what they are meant for.
    pub(crate) fn explain(&mut self) {
        if self.causes().instead.is_none() {
            self.misnamed = self.required_by_another_name();
            let more = self.judge_misnamed().unwrap_or_default();
            self.mismatches.extend(more);
            self.mismatches.sort_by_key(|fault| fault.node.index());
            return;
        }
        let root = self.root;
        self.mismatches.retain(|fault| {
            Some(fault.node) == root && matches!(fault.mismatch, Mismatch::Missing(_))
        });
    }

    /// The members that the schema misses and that are there by another name, in their order.
    fn required_by_another_name(&self) -> Vec<NearMiss<'a>> {
        let mut near: Vec<NearMiss<'a>> = self
            .near_misses()
            .iter()
            .filter(|near| self.lacks(near.object, near.meant))
            .cloned()
            .collect();
        near.sort_by_key(|near| near.member.key.span().start);
        near
    }

    /// The edits that give them their right names.
    pub(crate) fn renames(&self) -> Vec<DraftEdit> {
        self.misnamed.iter().flat_map(|near| rename(near.member, near.meant)).collect()
    }

    /// Whether bytes stand in the value of one of them.
    pub(crate) fn is_misnamed(&self, span: &Range<u32>) -> bool {
        self.misnamed.iter().any(|near| {
            let outer = near.member.value.span();
            outer.start <= span.start && span.end <= outer.end
        })
    }

    /// What the schema says against required members that go by another name. The call is refused
    /// anyway: this adds what would come to light once they have the right one. An optional member
    /// is accepted under any other name, so nothing is said of its value.
    fn judge_misnamed(&self) -> Option<Vec<SchemaFault<'a>>> {
        let root = self.object().filter(|_| !self.misnamed.is_empty())?;
        let renames = self.renames();
        let base = root.span().start;
        let bytes = edits::apply(root.raw(), base, &renames)?;
        if self.is_proven(&bytes) {
            return None;
        }
        let mut arena = Arena::new();
        let tree = arena.parse(&bytes);
        let right = tree.root()?;
        let mut faults = self.contract.judge().faults(right);
        faults.extend(self.plan.map(|plan| plan.faults(right)).unwrap_or_default());
        let mut found = Vec::new();
        for fault in settle(faults) {
            let start = before_edits(fault.node.span().start.saturating_add(base), &renames);
            let Some(node) = root.tree().at(start) else { continue };
            if self.is_misnamed(&node.span())
                && !node.is_damaged()
                && self.mismatches_of(node).is_empty()
            {
                let SchemaFault { mismatch, is_declared, .. } = fault;
                found.push(SchemaFault { node, mismatch, is_declared });
            }
        }
        Some(found)
    }
}

/// Where a byte stood before these edits, which do not touch it, were made.
fn before_edits(at: u32, edits: &[DraftEdit]) -> u32 {
    let mut before = at;
    for (span, text) in edits {
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        if before >= span.start.saturating_add(length) {
            let removed = span.end.saturating_sub(span.start);
            before = before.saturating_sub(length).saturating_add(removed);
        }
    }
    before
}
