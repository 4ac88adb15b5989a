//! Names that other analytics platforms use in their identify calls.
//!
//! From the public reference pages of Segment (Spec: Identify, Common fields), RudderStack
//! (Identify, Common fields), Mixpanel (Track and Engage), Amplitude (Identify API, HTTP API v2),
//! PostHog (Capture API) and mParticle (Identity), as they stood in 2026.

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
    FOREIGN_NAMES.iter().find(|foreign| foreign.name == name)
}

const fn of(platform: &'static str, name: &'static str) -> ForeignName {
    ForeignName { name, platform, meant: None }
}

const fn as_here(platform: &'static str, name: &'static str, meant: &'static str) -> ForeignName {
    ForeignName { name, platform, meant: Some(meant) }
}

static FOREIGN_NAMES: &[ForeignName] = &[
    of("Segment", "type"),
    of("Segment", "messageId"),
    of("Segment", "anonymousId"),
    of("Segment", "sentAt"),
    of("Segment", "receivedAt"),
    of("Segment", "integrations"),
    of("Segment", "writeKey"),
    of("Segment", "event"),
    of("Segment", "properties"),
    of("Segment", "groupId"),
    of("Segment", "previousId"),
    of("Segment", "channel"),
    of("Segment", "version"),
    of("RudderStack", "originalTimestamp"),
    of("RudderStack", "request_ip"),
    of("Amplitude", "device_id"),
    of("Amplitude", "event_type"),
    of("Amplitude", "groups"),
    as_here("Amplitude", "user_properties", "user_traits"),
    of("PostHog", "api_key"),
    as_here("PostHog", "$set", "user_traits"),
    of("PostHog", "$set_once"),
    of("Mixpanel", "$token"),
    as_here("Mixpanel", "$distinct_id", "user_id"),
    as_here("Mixpanel", "distinct_id", "user_id"),
    of("mParticle", "mpid"),
    as_here("mParticle", "customerid", "user_id"),
    as_here("mParticle", "user_attributes", "user_traits"),
    as_here("Segment", "employees", "employee_count"),
    as_here("Mixpanel", "$email", "email"),
    as_here("Mixpanel", "$first_name", "first_name"),
    as_here("Mixpanel", "$last_name", "last_name"),
    as_here("Mixpanel", "$name", "name"),
    as_here("Mixpanel", "$phone", "phone"),
    as_here("Mixpanel", "$avatar", "avatar"),
    as_here("HubSpot", "zip", "postal_code"),
];
