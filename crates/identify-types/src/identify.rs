//! The call itself.

use serde::Deserialize;

use crate::{Context, Timestamp, UserId, UserTraits, declare::declare};

declare! {
    /// An identify call: it says who a user is and what is known about them.
    ///
    /// Send it when a user signs up, signs in or changes their profile.
    #[schemars(example = serde_json::json!({
        "user_id": "user123",
        "user_traits": {
            "first_name": "Ada",
            "last_name": "Lovelace",
            "email": "ada.lovelace@example.com",
            "plan": "pro"
        },
        "timestamp": "2020-11-23T22:28:55.111Z",
        "context": { "ip": "203.0.113.7" }
    }))]
    pub struct Identify, built by IdentifyBuilder {
        required {
            /// Whom the call is about: the identifier that the sender's own system
            /// has for this user.
            #[schemars(example = &"user123")]
            user_id: UserId,

            /// What is known about the user. Send an empty object where nothing is.
            #[schemars(example = serde_json::json!({
                "name": "Ada Lovelace",
                "email": "ada.lovelace@example.com",
            }))]
            user_traits also "traits": UserTraits,

            /// When the user's account came into being, which need not be when the
            /// call is sent.
            #[schemars(example = &"2020-11-23T22:28:55.111Z")]
            timestamp: Timestamp,
        }
        objects {
            /// The circumstances of the call, as a dictionary of any content.
            #[schemars(example = serde_json::json!({ "ip": "203.0.113.7", "locale": "en-GB" }))]
            context: Context,
        }
        /// Members that this version of the call does not know, kept as they are.
        rest other,
    }
}

/// Most arrays and objects around each other in a call.
const MAX_DEPTH: usize = 128;

impl Identify {
    /// Reads a call from JSON, nested as deeply as the contract allows: 128 arrays and objects,
    /// the call itself counted. `serde_json::from_slice` gives up at 128.
    ///
    /// ```
    /// use identify_types::Identify;
    ///
    /// let call = Identify::from_json(
    ///     br#"{"user_id": "u1", "traits": {"plan": "pro"}, "timestamp": "2020-11-23T22:28:55Z"}"#,
    /// )?;
    /// assert_eq!(call.user_traits.custom["plan"], "pro");
    /// # Ok::<(), identify_types::serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of `serde_json`, and one for a call that is nested more deeply.
    pub fn from_json(json: &[u8]) -> Result<Self, serde_json::Error> {
        if depth(json) > MAX_DEPTH {
            let message = format!("arrays and objects are nested more than {MAX_DEPTH} deep");
            return Err(serde::de::Error::custom(message));
        }
        // The depth is bounded, so the limit that guards the stack is not needed.
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        deserializer.disable_recursion_limit();
        let call = Self::deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(call)
    }
}

/// How deep the brackets outside strings are nested; right for whatever is JSON, and never too
/// little for what is read of anything else.
fn depth(json: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut bytes = json.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => drop(bytes.next()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
