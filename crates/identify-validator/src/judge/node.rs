//! Our tree as `jsonschema` sees it: read in place, nothing copied.

use std::{borrow::Cow, ops::ControlFlow};

use identify_json::{Elements, Kind, Members, Node, Number};
use jsonschema::{
    JsonType,
    json::{self, Json, JsonNumber, NodeIdentity},
};
use serde_json::Value;

use super::{
    aliases::{self, Alias},
    value::to_value,
};
use crate::kind::json_type;

/// The representation: names of its parts for `jsonschema`.
#[derive(Debug)]
pub(super) struct TreeJson;

/// A value of a tree, or a text that `jsonschema` wants judged like one.
#[derive(Debug, Clone)]
pub(super) enum JudgedNode<'a> {
    Value(Node<'a>),
    /// A call; members of it that go by deprecated names are read by their right ones.
    Call(Node<'a>, &'a [Alias]),
    Text(&'a str),
}

impl Json for TreeJson {
    type Node<'a> = JudgedNode<'a>;
    type PreparedKey = String;
    type StringBuffer = String;

    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(
        buffer: &mut String,
        string: &str,
        f: impl FnOnce(JudgedNode<'_>) -> T,
    ) -> T {
        buffer.clear();
        buffer.push_str(string);
        f(JudgedNode::Text(buffer))
    }
}

impl<'a> JudgedNode<'a> {
    fn of_kind(&self, kind: Kind) -> Option<Node<'a>> {
        match self {
            Self::Value(node) | Self::Call(node, _) if node.kind() == kind => Some(*node),
            _ => None,
        }
    }

    fn copy(&self) -> Value {
        match self {
            Self::Value(node) => to_value(*node),
            Self::Call(node, aliases) => {
                let mut value = to_value(*node);
                for alias in *aliases {
                    if let Some(members) = value.as_object_mut()
                        && let Some(member) = members.remove(alias.name)
                    {
                        members.insert(alias.preferred.to_owned(), member);
                    }
                }
                value
            }
            Self::Text(text) => Value::from(*text),
        }
    }
}

impl<'a> json::Node<'a, TreeJson> for JudgedNode<'a> {
    type Object = Object<'a>;
    type Array = Array<'a>;
    type Number = JudgedNumber;

    fn as_object(&self) -> Option<Object<'a>> {
        let aliases = if let Self::Call(_, aliases) = self { aliases } else { &[][..] };
        self.of_kind(Kind::Object).map(|node| Object { node, aliases })
    }

    fn as_array(&self) -> Option<Array<'a>> {
        self.of_kind(Kind::Array).map(Array)
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        match self {
            Self::Value(node) | Self::Call(node, _) => node.as_str().map(Cow::Borrowed),
            Self::Text(text) => Some(Cow::Borrowed(text)),
        }
    }

    fn as_number(&self) -> Option<JudgedNumber> {
        self.of_kind(Kind::Number)?.as_number().map(JudgedNumber)
    }

    fn is_number(&self) -> bool {
        self.of_kind(Kind::Number).is_some()
    }

    fn as_boolean(&self) -> Option<bool> {
        self.of_kind(Kind::Boolean)?.as_bool()
    }

    fn is_null(&self) -> bool {
        self.json_type() == JsonType::Null
    }

    fn json_type(&self) -> JsonType {
        match self {
            Self::Text(_) => JsonType::String,
            Self::Value(node) | Self::Call(node, _) => {
                json_type(node.kind()).unwrap_or(JsonType::Null)
            }
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        json::cmp::equal(&self.copy(), expected)
    }

    /// `jsonschema` puts this into its errors, which would copy a whole call for one missing
    /// member. Our findings point at the bytes instead, so there is nothing to copy.
    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Borrowed(&Value::Null)
    }

    fn identity(&self) -> Option<NodeIdentity> {
        match self {
            Self::Value(node) | Self::Call(node, _) => {
                let tree = std::ptr::from_ref(node.tree()) as usize;
                Some(NodeIdentity::tagged(tree, node.index()))
            }
            Self::Text(_) => None,
        }
    }
}

#[derive(Debug)]
pub(super) struct Object<'a> {
    node: Node<'a>,
    aliases: &'a [Alias],
}

impl<'a> json::Object<'a, TreeJson> for Object<'a> {
    type Node = JudgedNode<'a>;
    type MemberName = &'a str;
    type MembersIter = JudgedMembers<'a>;

    fn len(&self) -> usize {
        self.node.len()
    }

    fn get(&self, key: &String) -> Option<JudgedNode<'a>> {
        self.node.get(aliases::written(self.aliases, key)?).map(JudgedNode::Value)
    }

    fn members(&self) -> JudgedMembers<'a> {
        JudgedMembers { members: self.node.members(), aliases: self.aliases }
    }

    fn try_for_each_name_node<B>(
        &self,
        _: &mut String,
        mut f: impl FnMut(JudgedNode<'_>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        self.node.members().try_for_each(|member| {
            match aliases::read(self.aliases, member.name()) {
                name if name == member.name() => f(JudgedNode::Value(member.key)),
                name => f(JudgedNode::Text(name)),
            }
        })
    }
}

#[derive(Debug)]
pub(super) struct JudgedMembers<'a> {
    members: Members<'a>,
    aliases: &'a [Alias],
}

impl<'a> Iterator for JudgedMembers<'a> {
    type Item = (&'a str, JudgedNode<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let member = self.members.next()?;
        Some((aliases::read(self.aliases, member.name()), JudgedNode::Value(member.value)))
    }
}

#[derive(Debug)]
pub(super) struct Array<'a>(Node<'a>);

impl<'a> json::Array<'a, TreeJson> for Array<'a> {
    type Node = JudgedNode<'a>;
    type ElementsIter = JudgedElements<'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn elements(&self) -> JudgedElements<'a> {
        JudgedElements(self.0.elements())
    }

    fn is_unique(&self) -> bool {
        let values: Vec<Cow<'_, Value>> =
            self.0.elements().map(|element| Cow::Owned(to_value(element))).collect();
        json::unique::is_unique(&values)
    }
}

#[derive(Debug)]
pub(super) struct JudgedElements<'a>(Elements<'a>);

impl<'a> Iterator for JudgedElements<'a> {
    type Item = JudgedNode<'a>;

    fn next(&mut self) -> Option<JudgedNode<'a>> {
        self.0.next().map(JudgedNode::Value)
    }
}

#[derive(Debug)]
pub(super) struct JudgedNumber(Number);

impl JsonNumber for JudgedNumber {
    fn as_u64(&self) -> Option<u64> {
        match self.0 {
            Number::Unsigned(number) => Some(number),
            Number::Signed(_) | Number::Float(_) => None,
        }
    }

    fn as_i64(&self) -> Option<i64> {
        match self.0 {
            Number::Unsigned(number) => i64::try_from(number).ok(),
            Number::Signed(number) => Some(number),
            Number::Float(_) => None,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "the nearest float, as serde_json gives it")]
    fn as_f64(&self) -> Option<f64> {
        match self.0 {
            Number::Unsigned(number) => Some(number as f64),
            Number::Signed(number) => Some(number as f64),
            Number::Float(number) => number.is_finite().then_some(number),
        }
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_number().to_string())
    }

    fn to_number(&self) -> Cow<'_, serde_json::Number> {
        let zero = || serde_json::Number::from(0);
        Cow::Owned(match self.0 {
            Number::Unsigned(number) => number.into(),
            Number::Signed(number) => number.into(),
            Number::Float(number) => serde_json::Number::from_f64(number).unwrap_or_else(zero),
        })
    }
}
