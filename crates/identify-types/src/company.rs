//! The organisation for which a user acts.

use crate::{CompanyId, NonNegativeNumber, declare::declare};

declare! {
    /// An organisation to which a user belongs, as much as is known about it.
    #[derive(Default)]
    #[schemars(example = serde_json::json!({
        "id": "analytical-engines",
        "name": "Analytical Engines Ltd",
        "industry": "Computing",
        "employee_count": 12,
        "plan": "enterprise"
    }))]
    pub struct Company, built by CompanyBuilder {
        optional {
            /// How many people work there.
            #[schemars(example = 12)]
            employee_count: NonNegativeNumber,

            /// The identifier that the sender's own system has for the company.
            #[schemars(example = &"analytical-engines")]
            id: CompanyId,

            /// The branch of business.
            #[schemars(example = &"Computing")]
            industry: String,

            /// The company's name.
            #[schemars(example = &"Analytical Engines Ltd")]
            name: String,

            /// The plan or tier that the company is on with the sender.
            #[schemars(example = &"enterprise")]
            plan: String,
        }
        /// Members of the company under any other name, kept as they are.
        rest other,
    }
}
