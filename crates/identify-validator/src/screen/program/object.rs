//! Objects: their members, and which of those must be there.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Member, Object, Program,
    compile::{Compiler, Part, Place},
    fit::Asked,
};
use crate::{contract::Shape, screen::trigger::Trigger};

impl<'s> Compiler<'s> {
    /// The number of an object; nothing if none can be proven clean. `shape` is what the contract
    /// says of its names.
    pub(super) fn object(
        &mut self,
        asked: &Asked<'s>,
        place: &Place,
        shape: Option<&'static Shape>,
    ) -> Option<u32> {
        let number = self.shape(shape, *place == Place::Call)?;
        let mut object = Object { lengths: lengths(asked), ..Object::default() };
        object.other = Member {
            node: self.node(&schemas(asked, None), &Place::Elsewhere),
            bit: 0,
            shape: number,
        };
        let mut bits = Bits::default();
        for name in required(asked) {
            object.required |= bits.of(name)?;
        }
        for names in &asked.one_of {
            let mut set = 0;
            for name in names {
                set |= bits.of(name)?;
            }
            object.one_of.push(set);
        }
        let declared = asked.objects.iter().filter_map(|(_, map)| map.get("properties"));
        let declared = declared.filter_map(Value::as_object).flat_map(|it| it.keys());
        let names: BTreeSet<&'s str> =
            declared.map(String::as_str).chain(bits.0.iter().copied()).collect();
        for name in names {
            let known = shape.and_then(|shape| shape.member(name));
            let is_seen = |trigger: &Trigger| match (trigger, known) {
                (Trigger::KnownName(sees), Some(known)) => sees(known),
                _ => false,
            };
            let node = if self.program.triggers.iter().any(is_seen) {
                super::compile::LOOK
            } else {
                self.node(&schemas(asked, Some(name)), &place.of(known))
            };
            let shape = if known.is_some() { Program::NO_SHAPE } else { number };
            let id = usize::from(self.id(name)?);
            if object.members.len() <= id {
                object.members.resize(id.saturating_add(1), object.other);
            }
            *object.members.get_mut(id)? = Member { node, bit: bits.known(name), shape };
        }
        let index = u32::try_from(self.program.objects.len()).ok()?;
        self.program.objects.push(object);
        Some(index)
    }
}

/// The schemas of a member, or of those that have none of their own.
fn schemas<'s>(asked: &Asked<'s>, name: Option<&str>) -> Vec<Part<'s>> {
    let of = |(document, map): &(_, &'s serde_json::Map<String, Value>)| {
        let own = name.and_then(|name| map.get("properties")?.get(name));
        Some((*document, own.or_else(|| map.get("additionalProperties"))?))
    };
    asked.objects.iter().filter_map(of).collect()
}

fn required<'s>(asked: &Asked<'s>) -> impl Iterator<Item = &'s str> {
    let lists = asked.objects.iter().filter_map(|(_, map)| map.get("required")?.as_array());
    lists.flatten().filter_map(Value::as_str)
}

fn lengths(asked: &Asked<'_>) -> (u64, u64) {
    let numbers = |keyword: &'static str| {
        asked.objects.iter().filter_map(move |(_, map)| map.get(keyword)?.as_u64())
    };
    (
        numbers("minProperties").max().unwrap_or(0),
        numbers("maxProperties").min().unwrap_or(u64::MAX),
    )
}

/// The names that count, each with a bit.
#[derive(Default)]
struct Bits<'s>(Vec<&'s str>);

impl<'s> Bits<'s> {
    fn of(&mut self, name: &'s str) -> Option<u64> {
        if !self.0.contains(&name) {
            self.0.push(name);
        }
        // There are 64.
        (self.0.len() <= 64).then(|| self.known(name))
    }

    fn known(&self, name: &str) -> u64 {
        let at = self.0.iter().position(|known| *known == name);
        at.and_then(|at| 1_u64.checked_shl(u32::try_from(at).ok()?)).unwrap_or(0)
    }
}
