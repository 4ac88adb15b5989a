//! The call itself.

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
