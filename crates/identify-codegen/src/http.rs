//! The HTTP operation: one table, from which the OpenAPI document and, one day, the router come.

/// An HTTP operation.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Operation {
    /// The method, in upper case.
    pub method: &'static str,
    /// The path, from the server's root.
    pub path: &'static str,
    /// The `operationId`.
    pub id: &'static str,
    /// The tag that it stands under.
    pub tag: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// What it does, in full.
    pub description: &'static str,
    /// What may come of it, by status.
    pub outcomes: &'static [Outcome],
}

impl Operation {
    /// The outcome with an HTTP status.
    pub fn outcome(&self, status: u16) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.status == status)
    }
}

/// What may come of an operation.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Outcome {
    /// The HTTP status code.
    pub status: u16,
    /// Its name: the last part of the problem's `type`.
    pub name: &'static str,
    /// The name of the response in the OpenAPI document.
    pub component: &'static str,
    /// What it is in words: the problem's `title`.
    pub title: &'static str,
    /// When it comes.
    pub description: &'static str,
    /// What the response holds.
    pub body: Body,
    /// Whether the response says in `Retry-After` when to try again.
    pub retry_after: bool,
}

/// What a response holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Body {
    /// A [`Verdict`](crate::Verdict), as `application/json`.
    Verdict,
    /// A [`Problem`](crate::Problem) that lists what is wrong, as `application/problem+json`.
    Findings,
    /// A [`Problem`](crate::Problem) with no findings: the call was not looked at.
    Problem,
}

impl Body {
    /// The media type that it is sent as.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Verdict => "application/json",
            Self::Findings | Self::Problem => "application/problem+json",
        }
    }
}

/// The identify call over HTTP.
///
/// ```
/// use identify_codegen::OPERATION;
/// assert_eq!((OPERATION.method, OPERATION.path), ("POST", "/identify"));
/// ```
pub const OPERATION: Operation = Operation {
    method: "POST",
    path: "/identify",
    id: "identify",
    tag: "Identify",
    summary: "Associate a user with traits",
    description: "Identifies a user and records traits about them. The call is judged as a whole: \
        it is taken when no finding of level error remains, and otherwise every fault is named.",
    outcomes: &[
        Outcome {
            status: 200,
            name: "valid-call",
            component: "ValidCall",
            title: "The call is valid",
            description: "The call is valid. Findings of level warning and note may remain.",
            body: Body::Verdict,
            retry_after: false,
        },
        Outcome {
            status: 400,
            name: "malformed-json",
            component: "MalformedJson",
            title: "The body is not one JSON object",
            description: "The body is not one JSON object in UTF-8 without repeated members. The \
                findings say where it breaks.",
            body: Body::Findings,
            retry_after: false,
        },
        Outcome {
            status: 413,
            name: "oversized-record",
            component: "OversizedCall",
            title: "The body is too large",
            description: "The body is larger than the server takes. It was not read.",
            body: Body::Problem,
            retry_after: false,
        },
        Outcome {
            status: 415,
            name: "unsupported-media-type",
            component: "UnsupportedMediaType",
            title: "The body is not declared as JSON",
            description: "The request's `Content-Type` is not `application/json`.",
            body: Body::Problem,
            retry_after: false,
        },
        Outcome {
            status: 422,
            name: "invalid-call",
            component: "InvalidCall",
            title: "The call is not valid",
            description: "The body is JSON, but not a valid call. The findings name every fault, \
                with its place, what was expected and the fix where there is one.",
            body: Body::Findings,
            retry_after: false,
        },
        Outcome {
            status: 429,
            name: "too-many-requests",
            component: "TooManyRequests",
            title: "Too many requests",
            description: "The sender is over its rate. Send the same call again later.",
            body: Body::Problem,
            retry_after: true,
        },
        Outcome {
            status: 503,
            name: "unavailable",
            component: "Unavailable",
            title: "The service is not available",
            description: "The server cannot take calls at the moment. Send the same call again \
                later.",
            body: Body::Problem,
            retry_after: true,
        },
    ],
};
