//! From schemas and triggers to the program.

use std::collections::HashMap;

use identify_json::Kind;
use serde_json::Value;

use super::{
    Characters, KINDS, Node, NumberCheck, Program, TextCheck, bit,
    fit::{Asked, Document, Fit},
};
use crate::{
    contract::{CONTRACT, KnownMember, Shape},
    screen::trigger::{Surroundings, Trigger},
};

/// Most nodes of a program, and most that lead to one; what needs more takes a look.
const MOST_NODES: usize = 1 << 14;
const MOST_DEPTH: usize = 64;

/// The number of the node of values that take a look.
pub(super) const LOOK: u32 = 0;

pub(super) fn compile(
    schemas: &[&Value],
    triggers: Vec<Trigger>,
    surroundings: Surroundings,
) -> Program {
    let mut program = Program {
        // Number 0 is what takes a look, whatever it is.
        nodes: vec![Node::default()],
        objects: Vec::new(),
        names: Vec::new(),
        shapes: Vec::new(),
        triggers,
        surroundings,
        call: None,
        most_bytes: usize::MAX,
        long_numbers: Vec::new(),
        seen: Characters::new(),
    };
    for trigger in &program.triggers {
        match trigger {
            Trigger::Always => return program,
            Trigger::Bytes(most) => program.most_bytes = program.most_bytes.min(*most),
            Trigger::LongNumber(sees) => program.long_numbers.push(*sees),
            Trigger::Character(ranges) => {
                ranges.iter().for_each(|range| program.seen.add(range));
            }
            _ => {}
        }
    }
    let documents: Vec<Document<'_>> = schemas.iter().map(|schema| Document::new(schema)).collect();
    let call: Vec<Part<'_>> =
        documents.iter().zip(schemas).map(|(document, schema)| (*document, *schema)).collect();
    let mut compiler = Compiler { program, known: HashMap::new(), ids: HashMap::new(), depth: 0 };
    let node = compiler.node(&call, &Place::Call);
    let mut program = compiler.program;
    program.call = Some(node).filter(|node| *node != LOOK);
    program
}

/// A schema, and the document that it stands in.
pub(super) type Part<'s> = (Document<'s>, &'s Value);

/// Where in the contract a value stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Call,
    /// The member at this path, by preferred names.
    Member(String),
    /// In something that the contract does not describe.
    Elsewhere,
}

pub(super) struct Compiler<'s> {
    pub(super) program: Program,
    /// The nodes by their schemas and their place.
    known: HashMap<(Vec<*const Value>, Place), u32>,
    /// The numbers of names.
    ids: HashMap<&'s str, u16>,
    /// Nodes that are being made.
    depth: usize,
}

impl<'s> Compiler<'s> {
    /// The node of values that must satisfy all of some schemas.
    pub(super) fn node(&mut self, schemas: &[Part<'s>], place: &Place) -> u32 {
        let pointers = schemas.iter().map(|(_, schema)| std::ptr::from_ref(*schema)).collect();
        let key = (pointers, place.clone());
        if let Some(index) = self.known.get(&key) {
            return *index;
        }
        let length = self.program.nodes.len();
        let index = u32::try_from(length).unwrap_or(LOOK);
        if length >= MOST_NODES || self.depth >= MOST_DEPTH {
            return LOOK;
        }
        // Known from here on: a schema may refer to itself.
        self.known.insert(key, index);
        self.program.nodes.push(Node::default());
        self.depth = self.depth.saturating_add(1);
        let mut node = Node { lengths: (0, u64::MAX), ..Node::default() };
        for kind in KINDS {
            if let Some(asked) = fit(schemas, kind)
                && self.add(&mut node, asked, kind, place).is_some()
            {
                node.kinds |= bit(kind);
            }
        }
        self.depth = self.depth.saturating_sub(1);
        if let Some(empty) = self.program.nodes.get_mut(length) {
            *empty = node;
        }
        index
    }

    /// What the contract says of the member at a place.
    fn known_member(place: &Place) -> Option<&'static KnownMember> {
        let Place::Member(path) = place else { return None };
        let mut found: Option<&'static KnownMember> = None;
        for name in path.split('.') {
            let shape = match found {
                None => &CONTRACT.shape,
                Some(member) => member.shape.as_ref()?,
            };
            found = Some(shape.member(name)?);
        }
        found
    }

    /// Adds what is asked of one kind of value; nothing if no such value can be proven clean.
    fn add(&mut self, node: &mut Node, asked: Asked<'s>, kind: Kind, place: &Place) -> Option<()> {
        let member = Self::known_member(place);
        match kind {
            Kind::String => {
                node.texts = asked.texts;
                for trigger in &self.program.triggers {
                    let sees = match trigger {
                        Trigger::OddText(path, sees) if place.is(path) => {
                            node.odd_texts.push(*sees);
                            continue;
                        }
                        Trigger::Text(path, sees) if place.is(path) => *sees,
                        Trigger::Format(format, sees)
                            if member.is_some_and(|it| it.format.as_deref() == Some(*format)) =>
                        {
                            *sees
                        }
                        _ => continue,
                    };
                    node.texts.push(TextCheck::Unseen(sees));
                }
            }
            Kind::Number => {
                node.numbers = asked.numbers;
                for trigger in &self.program.triggers {
                    if let Trigger::Number(path, sees) = trigger
                        && place.is(path)
                    {
                        node.numbers.push(NumberCheck::Unseen(*sees));
                    }
                }
            }
            Kind::Null => {
                let sees = |trigger: &Trigger| matches!(trigger, Trigger::Null);
                if member.is_some() && self.program.triggers.iter().any(sees) {
                    return None;
                }
            }
            Kind::Array => {
                let least = asked.lengths.iter().map(|(least, _)| *least).max().unwrap_or(0);
                let most = asked.lengths.iter().map(|(_, most)| *most).min().unwrap_or(u64::MAX);
                node.lengths = (least, most);
                node.elements = self.node(&asked.elements, &Place::Elsewhere);
            }
            Kind::Object => {
                let shape = match place {
                    Place::Call => Some(&CONTRACT.shape),
                    _ => member.and_then(|member| member.shape.as_ref()),
                };
                node.object = self.object(&asked, place, shape)?;
            }
            Kind::Boolean => {}
            Kind::Unknown => return None,
        }
        Some(())
    }

    /// The number of a name.
    pub(super) fn id(&mut self, name: &'s str) -> Option<u16> {
        let next = self.program.names.len().saturating_add(1);
        if let Some(id) = self.ids.get(name) {
            return Some(*id);
        }
        let id = u16::try_from(next).ok()?;
        self.program.names.push(name.to_owned());
        self.ids.insert(name, id);
        Some(id)
    }

    /// The number of a shape of the contract; it is [`Program::NO_SHAPE`] for none.
    pub(super) fn shape(&mut self, shape: Option<&'static Shape>, is_call: bool) -> Option<u8> {
        let Some(shape) = shape else { return Some(Program::NO_SHAPE) };
        let shapes = &mut self.program.shapes;
        let known = shapes.iter().position(|(known, _)| std::ptr::eq(*known, shape));
        let index = known.unwrap_or(shapes.len());
        if known.is_none() {
            if index >= Program::SHAPES {
                return None;
            }
            shapes.push((shape, is_call));
        }
        u8::try_from(index).ok()
    }
}

impl Place {
    fn is(&self, path: &str) -> bool {
        matches!(self, Self::Member(own) if own == path)
    }

    /// The place of a member of an object at this place.
    pub(super) fn of(&self, member: Option<&KnownMember>) -> Self {
        match (self, member) {
            (Self::Call, Some(member)) => Self::Member(member.preferred().to_owned()),
            (Self::Member(path), Some(member)) => {
                Self::Member(format!("{path}.{}", member.preferred()))
            }
            _ => Self::Elsewhere,
        }
    }
}

/// What all schemas together ask of a value of a kind; nothing where that is not known.
fn fit<'s>(schemas: &[Part<'s>], kind: Kind) -> Option<Asked<'s>> {
    let mut asked = Asked::default();
    for (document, schema) in schemas {
        match document.fit(schema, kind) {
            Fit::If(more) => asked.and(more),
            Fit::Never | Fit::Unknown => return None,
        }
    }
    Some(asked)
}
