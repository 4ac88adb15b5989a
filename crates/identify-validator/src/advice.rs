//! What to do about members of the contract, in the words of each of them.

use crate::contract::KnownMember;

/// What to do about one member; nothing where it is what is done about any other.
#[derive(Debug)]
pub(crate) struct Advice {
    member: &'static str,
    /// Where it is missing.
    pub(crate) missing: Option<&'static str>,
    /// Where it is there and says nothing.
    pub(crate) empty: Option<&'static str>,
    /// Where it is a number and is to be a text.
    pub(crate) number: Option<&'static str>,
    /// Where it is a text and is to be an object.
    pub(crate) text: Option<&'static str>,
    /// Its own member that such a text is most likely meant for.
    pub(crate) name: Option<&'static str>,
    /// Its own member that a number in its place is most likely meant for.
    pub(crate) id: Option<&'static str>,
}

const OTHER: Advice = Advice {
    member: "",
    missing: None,
    empty: None,
    number: None,
    text: None,
    name: None,
    id: None,
};

static ADVICE: &[Advice] = &[
    Advice {
        member: "user_id",
        missing: Some("add it: the id that your own system has for the user"),
        empty: Some(USER_ID),
        number: Some("turn it into a string where it is produced, always in the same way"),
        ..OTHER
    },
    Advice {
        member: "user_traits",
        missing: Some("add it; with nothing to say about the user, send `\"user_traits\": {}`"),
        empty: Some("with nothing to say about the user, send `{}`"),
        ..OTHER
    },
    Advice {
        member: "timestamp",
        missing: Some("add it: when the account was created, such as `2020-11-23T22:28:55Z`"),
        empty: Some("send when the account was created, such as `2020-11-23T22:28:55Z`"),
        ..OTHER
    },
    Advice {
        member: "postal_code",
        number: Some(
            "send it as a string: a number has no leading zeros, so one or more may be lost already",
        ),
        ..OTHER
    },
    Advice {
        member: "phone",
        number: Some(
            "send it as a string: a number has neither `+` nor leading zeros, so they may be lost \
             already",
        ),
        ..OTHER
    },
    Advice {
        member: "company",
        text: Some("send an object with the company's name in it, as `{ \"name\": … }`"),
        name: Some("name"),
        id: Some("id"),
        ..OTHER
    },
    Advice {
        member: "address",
        text: Some(
            "send its parts in an object, such as `{ \"street\": …, \"postal_code\": …, \"city\": … }`",
        ),
        name: Some("street"),
        ..OTHER
    },
];

/// Where an id is there and says nothing.
pub(crate) const USER_ID: &str =
    "send the id that your own system has for the user; without one, send no call";

/// The advice for a member of the contract, by whichever of its names it goes.
pub(crate) fn of(member: Option<&KnownMember>) -> &'static Advice {
    static NONE: Advice = OTHER;
    let advice = |member: &KnownMember| ADVICE.iter().find(|it| it.member == member.preferred());
    member.and_then(advice).unwrap_or(&NONE)
}

#[cfg(test)]
mod tests {
    use super::{ADVICE, of};
    use crate::contract::{CONTRACT, Shape};

    fn has(shape: &Shape, name: &str) -> bool {
        let inner = |shape: &Shape| has(shape, name);
        shape.member(name).is_some()
            || shape.members.iter().any(|member| member.shape.as_ref().is_some_and(inner))
    }

    #[test]
    fn it_is_about_members_of_the_contract() {
        for advice in ADVICE {
            assert!(has(&CONTRACT.shape, advice.member), "{}", advice.member);
        }
        assert_eq!(of(CONTRACT.shape.member("traits")).member, "user_traits");
    }
}
