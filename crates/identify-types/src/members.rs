//! Members that a struct does not declare, kept whole.
//!
//! The type knows which names its struct declares, so one object can never be
//! written with the same member twice.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

pub(crate) mod sealed {
    pub trait Sealed {}
}

/// A struct of the model and the names its members have on the wire.
///
/// ```
/// use identify_types::{Declared, Identify};
///
/// assert_eq!(Identify::NAMES, ["user_id", "user_traits", "traits", "timestamp", "context"]);
/// ```
pub trait Declared: sealed::Sealed {
    /// Member names in order of declaration, each followed by its deprecated
    /// alias if it has one.
    const NAMES: &'static [&'static str];
}

/// A declared member's name, used where only other names can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("a declared member, expected a name that is not declared")]
#[non_exhaustive]
pub struct ReservedMember;

/// The members of an object which `Of` does not declare.
///
/// Reads like the [`Map`] it derefs to; [`insert`](Self::insert) refuses the
/// names that `Of` declares. Reading JSON into it refuses a member that stands
/// twice, at any depth.
///
/// ```
/// use identify_types::UserTraits;
///
/// let mut traits: UserTraits = serde_json::from_str(r#"{"age": 36, "plan": "pro"}"#)?;
/// assert_eq!(traits.custom["plan"], "pro");
/// traits.custom.insert("seats", 5)?;
/// assert!(traits.custom.insert("age", 37).is_err());
/// assert_eq!(serde_json::to_string(&traits)?, r#"{"age":36,"plan":"pro","seats":5}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Members<Of> {
    map: Map<String, Value>,
    of: PhantomData<fn() -> Of>,
}

impl<Of> Members<Of> {
    /// No members.
    pub fn new() -> Self {
        Self { map: Map::new(), of: PhantomData }
    }

    /// The value of a member, to be changed in place.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.map.get_mut(name)
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.map.remove(name)
    }

    /// Takes every member out.
    pub fn clear(&mut self) {
        self.map.clear();
    }

    /// The members as a plain map.
    pub fn into_inner(self) -> Map<String, Value> {
        self.map
    }
}

impl<Of: Declared> Members<Of> {
    /// Whether `Of` declares this name, or has it as a deprecated alias.
    pub fn is_reserved(name: &str) -> bool {
        Of::NAMES.contains(&name)
    }

    /// Sets a member and gives back what it was before.
    ///
    /// # Errors
    ///
    /// `Of` declares a member of that name: set its field instead.
    pub fn insert(
        &mut self,
        name: impl Into<String>,
        value: impl Into<Value>,
    ) -> Result<Option<Value>, ReservedMember> {
        let name = name.into();
        if Self::is_reserved(&name) {
            return Err(ReservedMember);
        }
        Ok(self.map.insert(name, value.into()))
    }
}

impl<Of: Declared> TryFrom<Map<String, Value>> for Members<Of> {
    type Error = ReservedMember;

    fn try_from(map: Map<String, Value>) -> Result<Self, Self::Error> {
        if map.keys().any(|name| Self::is_reserved(name)) {
            return Err(ReservedMember);
        }
        Ok(Self { map, of: PhantomData })
    }
}

impl<Of> Deref for Members<Of> {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        &self.map
    }
}

impl<Of> IntoIterator for Members<Of> {
    type Item = (String, Value);
    type IntoIter = serde_json::map::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.map.into_iter()
    }
}

impl<'a, Of> IntoIterator for &'a Members<Of> {
    type Item = (&'a String, &'a Value);
    type IntoIter = serde_json::map::Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.map.iter()
    }
}

impl<Of> Default for Members<Of> {
    fn default() -> Self {
        Self::new()
    }
}

impl<Of> Clone for Members<Of> {
    fn clone(&self) -> Self {
        Self { map: self.map.clone(), of: PhantomData }
    }
}

impl<Of> PartialEq for Members<Of> {
    fn eq(&self, other: &Self) -> bool {
        self.map == other.map
    }
}

impl<Of> Eq for Members<Of> {}

impl<Of> fmt::Debug for Members<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.map, f)
    }
}

impl<Of> Serialize for Members<Of> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.map.serialize(serializer)
    }
}

impl<'de, Of: Declared> Deserialize<'de> for Members<Of> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(crate::strict::object(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl<Of> JsonSchema for Members<Of> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Members".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": true })
    }
}
