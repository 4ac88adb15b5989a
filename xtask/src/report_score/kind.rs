//! A kind of fault.

use super::{call::Call, planted::Planted, seed::Seed};

/// Plants a fault of a kind in a call, if the call has a place for it.
pub(super) type Planter = for<'c> fn(&Call<'c>, &mut Seed) -> Option<Planted>;

/// A way in which calls go wrong.
#[derive(Debug)]
pub(super) struct Kind {
    /// A name to call it by: lower case, words joined by hyphens.
    pub(super) name: &'static str,
    /// The rule that must find it.
    pub(super) rule: &'static str,
    /// What is wrong, in a few words.
    pub(super) what: &'static str,
    /// Who can mend it.
    pub(super) mender: Mender,
    /// Plants it.
    pub(super) plant: Planter,
}

/// Who can mend a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mender {
    /// A fix: what was meant can be read from what is there.
    Fix,
    /// A person who chooses between corrections that can be written out.
    Choice,
    /// Only who knows what is not there.
    Person,
}

/// A kind that a fix can mend.
pub(super) const fn fixable(
    name: &'static str,
    rule: &'static str,
    what: &'static str,
    plant: Planter,
) -> Kind {
    Kind { name, rule, what, mender: Mender::Fix, plant }
}

/// A kind of which the correction is a choice.
pub(super) const fn choosable(
    name: &'static str,
    rule: &'static str,
    what: &'static str,
    plant: Planter,
) -> Kind {
    Kind { name, rule, what, mender: Mender::Choice, plant }
}

/// A kind that only a person can mend.
pub(super) const fn personal(
    name: &'static str,
    rule: &'static str,
    what: &'static str,
    plant: Planter,
) -> Kind {
    Kind { name, rule, what, mender: Mender::Person, plant }
}
