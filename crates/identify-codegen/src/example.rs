//! Whole calls as examples, put together from the examples of the members: one home for both.

use serde_json::{Map, Value};

/// A whole call and what it shows.
pub(crate) struct CallExample {
    pub(crate) name: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) value: Value,
}

/// The smallest call, the one that the model shows, and the largest that it describes.
pub(crate) fn calls(schema: &Value) -> Vec<CallExample> {
    let model = Model { root: schema };
    let mut calls = vec![CallExample {
        name: "minimal",
        summary: "The required members alone",
        value: model.object(schema, Extent::Required),
    }];
    calls.extend(schema["examples"].get(0).map(|example| CallExample {
        name: "typical",
        summary: "A call as many send it",
        value: example.clone(),
    }));
    calls.push(CallExample {
        name: "full",
        summary: "Every documented member",
        value: model.object(schema, Extent::Everything),
    });
    calls
}

#[derive(Clone, Copy, PartialEq)]
enum Extent {
    Required,
    Everything,
}

struct Model<'a> {
    root: &'a Value,
}

impl<'a> Model<'a> {
    fn object(&self, schema: &'a Value, extent: Extent) -> Value {
        let required = schema["required"].as_array().map_or(&[][..], Vec::as_slice);
        let properties = schema["properties"].as_object();
        let members = properties.into_iter().flatten();
        let members = members.filter(|(name, property)| {
            (extent == Extent::Everything || required.iter().any(|r| r == *name))
                && property["deprecated"] != true
        });
        let members = members.filter_map(|(name, property)| {
            let value = self.member(property, extent)?;
            Some((name.clone(), value))
        });
        Value::Object(members.collect())
    }

    /// The member's own example where nothing larger can be put together, `None` where the model
    /// gives no example.
    fn member(&self, property: &'a Value, extent: Extent) -> Option<Value> {
        let target = self.resolve(property);
        let own = [property, target].into_iter().find_map(|s| s["examples"].get(0)).cloned();
        let described = target["properties"].is_object();
        match (extent, own) {
            (Extent::Everything, own) if described => {
                let mut members = match own {
                    Some(Value::Object(members)) => members,
                    _ => Map::new(),
                };
                if let Value::Object(described) = self.object(target, extent) {
                    members.extend(described);
                }
                Some(Value::Object(members))
            }
            (_, Some(own)) => Some(own),
            (_, None) => described.then(|| Value::Object(Map::new())),
        }
    }

    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let pointer = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
        pointer.and_then(|pointer| self.root.pointer(pointer)).unwrap_or(schema)
    }
}
