//! From the triggers of the rules that are on to what is looked for where.

use super::{CALL, Classes, Place, Seen, Watch};
use crate::{
    contract::{CONTRACT, KnownMember, Shape},
    rule::Group,
    rules::RULES,
    screen::{Surroundings, Trigger},
    validator::Validator,
};

impl Watch {
    /// What the rules of a validator look for.
    pub(crate) fn new(validator: &Validator) -> Self {
        let (mut always, mut of_schema) = (Seen::NOTHING, Seen::NOTHING);
        let mut triggers = Vec::new();
        let rules = RULES.iter().zip(validator.levels()).enumerate();
        for (index, (rule, _)) in rules.filter(|(_, (_, level))| level.is_some()) {
            let seen = Seen::by_rule(index);
            match (rule.triggers, rule.group) {
                ([], Group::Schema) => of_schema = of_schema.and(seen),
                // Records and files have faults as well that no call shows.
                ([], _) => always = always.and(seen),
                (own, _) => triggers.extend(own.iter().map(|trigger| (*trigger, seen))),
            }
        }
        let is_always = |(trigger, _): &&(Trigger, Seen)| matches!(trigger, Trigger::Always);
        always = always.and(triggers.iter().filter(is_always).map(|(_, seen)| *seen).collect());
        let (mut characters, mut numbers, mut same_name) = (Vec::new(), Vec::new(), None);
        for (trigger, seen) in &triggers {
            match trigger {
                Trigger::Character(ranges) => {
                    characters.extend(ranges.iter().map(|range| (range.clone(), *seen)));
                }
                Trigger::LongNumber(sees) => numbers.push((*sees, *seen)),
                // Names can be one in one way only; by any other, they may always be.
                Trigger::SameName(same) if same_name.is_none() => same_name = Some((*same, *seen)),
                Trigger::SameName(_) => always = always.and(*seen),
                _ => {}
            }
        }
        let mut watch = Self {
            triggers,
            characters,
            numbers,
            same_name,
            places: vec![Place::default()],
            classes: Classes::default(),
            remembered: 0,
            surroundings: Surroundings::new(validator.now(), validator.placeholders().clone()),
            always,
            of_schema,
        };
        let call = watch.place("", None, Some(&CONTRACT.shape));
        debug_assert_eq!(call, CALL, "the call is the first place that is described");
        let is_of_names = |trigger: &Trigger| {
            matches!(
                trigger,
                Trigger::Name(_)
                    | Trigger::UnknownName(_)
                    | Trigger::SameName(_)
                    | Trigger::Bytes(_)
            )
        };
        watch.triggers.retain(|(trigger, _)| is_of_names(trigger));
        watch
    }

    /// Adds the place of a member and those below it. `path` leads there by preferred names.
    fn place(
        &mut self,
        path: &str,
        known: Option<&'static KnownMember>,
        shape: Option<&'static Shape>,
    ) -> usize {
        let mut place = Place { shape, ..Place::default() };
        for (trigger, seen) in &self.triggers {
            match trigger {
                Trigger::KnownName(sees) if known.is_some_and(sees) => {
                    place.by_name = place.by_name.and(*seen);
                }
                Trigger::Text(at, sees) if *at == path => place.texts.push((*sees, *seen)),
                Trigger::Format(format, sees)
                    if known.is_some_and(|known| known.format.as_deref() == Some(*format)) =>
                {
                    place.texts.push((*sees, *seen));
                }
                Trigger::OddText(at, sees) if *at == path => place.odd_texts.push((*sees, *seen)),
                Trigger::Number(at, sees) if *at == path => place.numbers.push((*sees, *seen)),
                Trigger::Null if known.is_some() => place.by_null = place.by_null.and(*seen),
                _ => {}
            }
        }
        let index = self.places.len();
        self.places.push(place);
        for known in shape.map(|shape| shape.members.iter()).into_iter().flatten() {
            let path = match path {
                "" => known.preferred().to_owned(),
                path => format!("{path}.{}", known.preferred()),
            };
            let member = self.place(&path, Some(known), known.shape.as_ref());
            if let Some(place) = self.places.get_mut(index) {
                place.members.push(member);
            }
        }
        index
    }
}
