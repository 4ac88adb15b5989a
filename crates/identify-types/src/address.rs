//! A postal address.

use crate::declare::declare;

declare! {
    /// A postal address, as much of it as is known.
    #[derive(Default)]
    #[schemars(example = serde_json::json!({
        "street": "12 Dorset Street",
        "city": "London",
        "postal_code": "W1U 6QR",
        "country": "United Kingdom"
    }))]
    pub struct Address, built by AddressBuilder {
        optional {
            /// The city, town or village.
            #[schemars(example = &"London")]
            city: String,

            /// The country, by name or by code.
            #[schemars(example = &"United Kingdom")]
            country: String,

            /// The postal code or ZIP code: always text, so that leading zeros stay.
            #[schemars(example = &"W1U 6QR")]
            postal_code: String,

            /// The state, province or region.
            #[schemars(example = &"Greater London")]
            state: String,

            /// The street with the number of the house.
            #[schemars(example = &"12 Dorset Street")]
            street: String,
        }
        /// Members of the address under any other name, kept as they are.
        rest other,
    }
}
