//! The contract as the validator knows it: all of it read from the schema document.

use std::sync::{LazyLock, OnceLock};

use identify_codegen::{Alias, accepted};
use identify_json::{Kind, Member, Node};
use jsonschema::JsonType;
use serde_json::Value;

use crate::{
    judge::Judge,
    names::{NameIndex, Spelling},
};

/// The contract that every validator shares.
pub(crate) static CONTRACT: LazyLock<Contract> = LazyLock::new(Contract::new);

/// The schema of accepted calls, compiled, and the names that it knows.
#[derive(Debug)]
pub(crate) struct Contract {
    pub(crate) schema: Value,
    /// Compiled when the first call is judged: that takes longer than all else at the start.
    judge: OnceLock<Judge>,
    pub(crate) shape: Shape,
}

/// What the schema describes of a call, under the names that it has for it.
#[derive(Debug, Default)]
pub(crate) struct Described<'a> {
    /// The objects, the outermost first.
    pub(crate) objects: Vec<(Node<'a>, &'static Shape)>,
    /// The members in them, object by object, and what the contract says of each.
    pub(crate) members: Vec<(Node<'a>, Member<'a>, &'static KnownMember)>,
}

/// The members that the schema names for an object.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    pub(crate) members: Vec<KnownMember>,
    index: NameIndex,
}

/// A member that the schema names.
#[derive(Debug)]
pub(crate) struct KnownMember {
    pub(crate) name: String,
    /// The name in a form in which it can be compared.
    pub(crate) spelling: Spelling,
    /// Types that it may have.
    pub(crate) types: Vec<JsonType>,
    /// The format that its text must have.
    pub(crate) format: Option<String>,
    /// The member that it is a deprecated name of.
    pub(crate) alias_of: Option<String>,
    /// Its own members, if it is an object that the schema describes.
    pub(crate) shape: Option<Shape>,
}

impl Contract {
    fn new() -> Self {
        let (schema, aliases) = accepted();
        Self::of(schema, &aliases)
    }

    /// The contract that a schema describes, in which these are deprecated names.
    fn of(schema: Value, aliases: &[Alias]) -> Self {
        let shape = Shape::read(&schema, &schema, aliases).unwrap_or_default();
        Self { schema, judge: OnceLock::new(), shape }
    }

    /// What judges calls by the schema.
    pub(crate) fn judge(&self) -> &Judge {
        self.judge.get_or_init(|| match Judge::of_contract(self.schema.clone()) {
            Ok(judge) => judge,
            // The document is our own, and a test compiles it.
            Err(error) => unreachable!("the published schema compiles: {error}"),
        })
    }
}

impl Shape {
    /// The traits, where this is the shape of a call.
    pub(crate) fn traits(&self) -> Option<&Self> {
        self.member("user_traits")?.shape.as_ref()
    }

    /// The member of that name.
    pub(crate) fn member(&self, name: &str) -> Option<&KnownMember> {
        self.index.of_length(name, &self.members).find(|member| member.name == name)
    }

    /// The member whose name is this one but for what conventions differ in.
    pub(crate) fn spelled(&self, name: &str) -> Option<&KnownMember> {
        let folded = (!name.is_ascii()).then(|| Spelling::of(name).folded);
        self.members.iter().find(|member| match &folded {
            Some(folded) => member.spelling.folded == *folded,
            None => member.spelling.is_of(name),
        })
    }

    /// What the schema describes of a call, or of an object in it.
    pub(crate) fn described<'a>(&'static self, root: Node<'a>) -> Described<'a> {
        let mut found = Described { objects: vec![(root, self)], members: Vec::new() };
        let mut next = 0_usize;
        while let Some(&(object, shape)) = found.objects.get(next) {
            next = next.saturating_add(1);
            for member in object.members() {
                let Some(known) = shape.member(member.name()) else { continue };
                found.members.push((object, member, known));
                let shape = known.shape.as_ref();
                if let Some(shape) = shape.filter(|_| member.value.kind() == Kind::Object) {
                    found.objects.push((member.value, shape));
                }
            }
        }
        found
    }

    /// The deprecated names of members.
    pub(crate) fn aliases(&self) -> impl Iterator<Item = (&KnownMember, &str)> {
        self.members.iter().filter_map(|member| Some((member, member.alias_of.as_deref()?)))
    }

    fn read(schema: &Value, document: &Value, aliases: &[Alias]) -> Option<Self> {
        let members = schema.get("properties")?.as_object()?;
        let is_here = |alias: &&Alias| {
            document.pointer(&alias.object).is_some_and(|object| std::ptr::eq(object, schema))
        };
        let aliases_here: Vec<&Alias> = aliases.iter().filter(is_here).collect();
        let index = NameIndex::of(members.keys().map(String::as_str));
        let members = members.iter().map(|(name, value)| {
            let alias = aliases_here.iter().find(|alias| alias.alias == *name);
            let schemas = resolve(value, document);
            KnownMember {
                name: name.clone(),
                spelling: Spelling::of(name),
                types: schemas.iter().flat_map(|schema| types(schema)).collect(),
                format: schemas
                    .iter()
                    .find_map(|schema| schema.get("format").and_then(Value::as_str))
                    .map(str::to_owned),
                alias_of: alias.map(|alias| alias.member.clone()),
                shape: schemas.iter().find_map(|schema| Self::read(schema, document, aliases)),
            }
        });
        Some(Self { members: members.collect(), index })
    }
}

/// The schemas that a subschema stands for: itself, what it refers to, its alternatives.
fn resolve<'s>(schema: &'s Value, document: &'s Value) -> Vec<&'s Value> {
    let mut found = vec![schema];
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
        found.extend(target.into_iter().flat_map(|target| resolve(target, document)));
    }
    if let Some(branches) = schema.get("anyOf").and_then(Value::as_array) {
        found.extend(branches.iter().flat_map(|branch| resolve(branch, document)));
    }
    found
}

fn types(schema: &Value) -> Vec<JsonType> {
    let read = |name: &Value| name.as_str()?.parse().ok();
    match schema.get("type") {
        Some(Value::Array(names)) => names.iter().filter_map(read).collect(),
        Some(name) => read(name).into_iter().collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
