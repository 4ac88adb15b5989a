//! Names that other platforms use in their identify calls.
//!
//! From the public reference pages, as they stood in 2026:
//!
//! - Segment: <https://www.twilio.com/docs/segment/connections/spec/common> and `…/spec/identify`
//! - `RudderStack`: Event spec, Common fields; Identify
//! - Amplitude: Identify API; HTTP V2 API
//! - Mixpanel: <https://docs.mixpanel.com/docs/data-structure/property-reference/reserved-properties>
//! - `PostHog`: Capture API
//! - mParticle: Events API, JSON reference
//! - Braze: <https://www.braze.com/docs/api/objects_filters/user_attributes_object>
//! - Intercom: <https://developers.intercom.com/docs/references/2.1/rest-api/contacts/create-contact>
//! - Customer.io: <https://docs.customer.io/messaging/people/reserved-attributes/>
//! - `HubSpot`: default contact properties
//! - `OpenID` Connect Core 1.0, section 5.1: Standard Claims
//!
//! Names that differ from the contract's in their spelling only, such as `userId`, are not here:
//! they are near misses anyway.

use std::sync::LazyLock;

use crate::names::NameIndex;

/// A name of another platform.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ForeignName {
    pub(crate) name: &'static str,
    /// Whose it is.
    pub(crate) platform: &'static str,
    /// The member of this contract that it stands for, where there is one.
    pub(crate) meant: Option<&'static str>,
}

/// Looks a name up as it is written.
pub(crate) fn lookup(name: &str) -> Option<&'static ForeignName> {
    static INDEX: LazyLock<NameIndex> =
        LazyLock::new(|| NameIndex::of(FOREIGN_NAMES.iter().map(|foreign| foreign.name)));
    INDEX.of_length(name, FOREIGN_NAMES).find(|foreign| foreign.name == name)
}

const fn of(platform: &'static str, name: &'static str) -> ForeignName {
    ForeignName { name, platform, meant: None }
}

const fn as_here(platform: &'static str, name: &'static str, meant: &'static str) -> ForeignName {
    ForeignName { name, platform, meant: Some(meant) }
}

static FOREIGN_NAMES: &[ForeignName] = &[
    // Common fields of a message.
    of("Segment", "type"),
    of("Segment", "messageId"),
    of("Segment", "anonymousId"),
    of("Segment", "sentAt"),
    of("Segment", "receivedAt"),
    of("Segment", "originalTimestamp"),
    of("Segment", "integrations"),
    of("Segment", "writeKey"),
    of("Segment", "event"),
    of("Segment", "properties"),
    of("Segment", "groupId"),
    of("Segment", "previousId"),
    of("Segment", "channel"),
    of("Segment", "version"),
    of("Segment", "_metadata"),
    of("RudderStack", "rudderId"),
    of("RudderStack", "request_ip"),
    of("Amplitude", "device_id"),
    of("Amplitude", "event_id"),
    of("Amplitude", "event_properties"),
    of("Amplitude", "event_type"),
    of("Amplitude", "groups"),
    of("Amplitude", "group_properties"),
    of("Amplitude", "insert_id"),
    of("Amplitude", "session_id"),
    of("PostHog", "api_key"),
    of("PostHog", "$set_once"),
    of("Mixpanel", "$token"),
    of("Mixpanel", "$insert_id"),
    of("Mixpanel", "$ip"),
    of("Mixpanel", "$time"),
    of("Mixpanel", "$add"),
    of("Mixpanel", "$unset"),
    of("mParticle", "mpid"),
    of("mParticle", "user_identities"),
    of("mParticle", "environment"),
    of("Braze", "user_alias"),
    of("Braze", "braze_id"),
    of("JSON Schema", "$schema"),
    // What is called otherwise here.
    as_here("Segment", "createdAt", "timestamp"),
    as_here("Intercom", "created_at", "timestamp"),
    as_here("PostHog", "distinct_id", "user_id"),
    as_here("Mixpanel", "$distinct_id", "user_id"),
    as_here("mParticle", "customerid", "user_id"),
    as_here("mParticle", "customer_id", "user_id"),
    as_here("Braze", "external_id", "user_id"),
    as_here("Amplitude", "user_properties", "user_traits"),
    as_here("PostHog", "$set", "user_traits"),
    as_here("mParticle", "user_attributes", "user_traits"),
    as_here("Segment", "employees", "employee_count"),
    as_here("Mixpanel", "$email", "email"),
    as_here("Mixpanel", "$first_name", "first_name"),
    as_here("Mixpanel", "$last_name", "last_name"),
    as_here("Mixpanel", "$name", "name"),
    as_here("Mixpanel", "$phone", "phone"),
    as_here("Mixpanel", "$avatar", "avatar"),
    as_here("Mixpanel", "$created", "timestamp"),
    as_here("HubSpot", "zip", "postal_code"),
    as_here("Intercom", "signed_up_at", "timestamp"),
    as_here("Customer.io", "id", "user_id"),
    as_here("Firebase", "uid", "user_id"),
    as_here("Amplitude", "time", "timestamp"),
    as_here("Braze", "dob", "birthday"),
    as_here("OpenID Connect", "given_name", "first_name"),
    as_here("OpenID Connect", "family_name", "last_name"),
    as_here("OpenID Connect", "preferred_username", "username"),
    as_here("OpenID Connect", "picture", "avatar"),
    as_here("OpenID Connect", "birthdate", "birthday"),
    as_here("OpenID Connect", "phone_number", "phone"),
];
