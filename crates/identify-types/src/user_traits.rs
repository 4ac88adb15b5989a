//! What is known about a user.

use crate::{Address, Birthday, Company, NonNegativeNumber, declare::declare};

declare! {
    /// Traits of a user: the ones listed here, and any others the sender has a
    /// name for.
    ///
    /// Every trait is optional. A trait that is left out says nothing about the
    /// user.
    #[derive(Default)]
    #[schemars(example = serde_json::json!({
        "first_name": "Ada",
        "last_name": "Lovelace",
        "email": "ada.lovelace@example.com",
        "birthday": "1984-02-10",
        "company": { "name": "Analytical Engines Ltd", "employee_count": 12 },
        "plan": "pro"
    }))]
    pub struct UserTraits, built by UserTraitsBuilder {
        optional {
            /// Where the user lives or receives post.
            #[schemars(example = serde_json::json!({ "city": "London", "country": "United Kingdom" }))]
            address: Address,

            /// The user's age in years.
            #[schemars(example = 36)]
            age: NonNegativeNumber,

            /// The address of a picture of the user, as an absolute URI.
            #[schemars(extend("format" = "uri"), example = &"https://example.com/avatars/ada.png")]
            avatar: String,

            /// The day the user was born, without a time.
            #[schemars(example = &"1984-02-10")]
            birthday: Birthday,

            /// The organisation for which the user acts.
            #[schemars(example = serde_json::json!({
                "id": "analytical-engines",
                "name": "Analytical Engines Ltd",
            }))]
            company: Company,

            /// A few words about the user.
            #[schemars(example = &"Wrote the first published program")]
            description: String,

            /// The user's e-mail address, without a display name.
            #[schemars(extend("format" = "email"), example = &"ada.lovelace@example.com")]
            email: String,

            /// The user's given name.
            #[schemars(example = &"Ada")]
            first_name: String,

            /// The user's gender, in whatever words the sender uses.
            #[schemars(example = &"female")]
            gender: String,

            /// The user's family name.
            #[schemars(example = &"Lovelace")]
            last_name: String,

            /// The user's full name. Normalisation makes it from the given and the
            /// family name where only those two are sent.
            #[schemars(example = &"Ada Lovelace")]
            name: String,

            /// The user's telephone number, best in the international form of E.164.
            #[schemars(example = &"+442079460958")]
            phone: String,

            /// The user's position in their organisation.
            #[schemars(example = &"Head of Research")]
            title: String,

            /// The name by which the user is known in the sender's product; no two
            /// users should share one.
            #[schemars(example = &"ada")]
            username: String,

            /// The address of the user's website.
            #[schemars(example = &"https://example.com/ada")]
            website: String,
        }
        /// Custom traits: members under any other name, with any JSON value.
        rest custom,
    }
}
