//! The one place from which structs, builders and member names are made.
//!
//! A member is declared once, as its prose, its schema attributes, its name and
//! its type. Adding a trait is adding one such declaration:
//!
//! ```text
//! /// The language the user prefers, as a BCP 47 tag.
//! #[schemars(example = &"pt-BR")]
//! language: String,
//! ```
//!
//! Sections: `required` members are plain fields; `optional` ones become
//! `Option`s which accept `null` and are left out when empty; `objects` are
//! optional too, and their builder method sets one entry at a time. `also`
//! names a deprecated alias, accepted when reading and never written. The
//! alias is put into the raw schema as `x-deprecated-aliases`, because schemars
//! does not see those of serde. `rest` takes every member not named here.

macro_rules! declare {
    (
        $(#[doc = $doc:literal])+
        $(#[derive($($derive:ident),+)])?
        $(#[schemars($($schema:tt)*)])*
        pub struct $Name:ident, built by $Builder:ident {
            $(required {$(
                $(#[doc = $required_doc:literal])+
                $(#[schemars($($required_schema:tt)*)])*
                $required:ident $(also $alias:literal)? : $Required:ty,
            )+})?
            $(optional {$(
                $(#[doc = $optional_doc:literal])+
                $(#[schemars($($optional_schema:tt)*)])*
                $optional:ident: $Optional:ty,
            )+})?
            $(objects {$(
                $(#[doc = $object_doc:literal])+
                $(#[schemars($($object_schema:tt)*)])*
                $object:ident: $Object:ty,
            )+})?
            $(#[doc = $rest_doc:literal])+
            rest $rest:ident,
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(
            Debug, Clone, PartialEq, Eq, $($($derive,)+)?
            serde::Serialize, serde::Deserialize, schemars::JsonSchema
        )]
        $(#[schemars($($schema)*)])*
        #[non_exhaustive]
        pub struct $Name {
            $($(
                $(#[doc = $required_doc])+
                $(#[schemars($($required_schema)*)])*
                $(
                    #[serde(alias = $alias)]
                    #[schemars(extend("x-deprecated-aliases" = [$alias]))]
                )?
                pub $required: $Required,
            )+)?
            $($(
                $(#[doc = $optional_doc])+
                $(#[schemars($($optional_schema)*)])*
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub $optional: Option<$Optional>,
            )+)?
            $($(
                $(#[doc = $object_doc])+
                $(#[schemars($($object_schema)*)])*
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub $object: Option<$Object>,
            )+)?
            $(#[doc = $rest_doc])+
            #[serde(flatten)]
            pub $rest: $crate::Members<$Name>,
        }

        impl $crate::members::sealed::Sealed for $Name {}

        impl $crate::Declared for $Name {
            const NAMES: &'static [&'static str] = &[
                $($(stringify!($required), $($alias,)?)+)?
                $($(stringify!($optional),)+)?
                $($(stringify!($object),)+)?
            ];
        }

        impl $Name {
            /// Starts a builder with nothing set.
            pub fn builder() -> $Builder {
                $Builder::default()
            }
        }

        #[doc = concat!("Builds [`", stringify!($Name), "`] member by member.")]
        ///
        /// A method takes whatever converts to the member's type, other builders
        /// included; setting a member again replaces it. The first value that
        /// does not convert is kept as the error of [`build`](Self::build).
        #[derive(Debug, Clone, Default)]
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct $Builder {
            $($($required: Option<$Required>,)+)?
            $($($optional: Option<$Optional>,)+)?
            $($($object: Option<$Object>,)+)?
            $rest: $crate::Members<$Name>,
            error: Option<$crate::BuildError>,
        }

        impl $Builder {
            $($(
                $(#[doc = $required_doc])+
                pub fn $required<V>(mut self, value: V) -> Self
                where
                    V: TryInto<$Required>,
                    V::Error: Into<$crate::BuildError>,
                {
                    match value.try_into() {
                        Ok(value) => self.$required = Some(value),
                        Err(error) => self.fail(stringify!($required), error.into()),
                    }
                    self
                }
            )+)?

            $($(
                $(#[doc = $optional_doc])+
                pub fn $optional<V>(mut self, value: V) -> Self
                where
                    V: TryInto<$Optional>,
                    V::Error: Into<$crate::BuildError>,
                {
                    match value.try_into() {
                        Ok(value) => self.$optional = Some(value),
                        Err(error) => self.fail(stringify!($optional), error.into()),
                    }
                    self
                }
            )+)?

            $($(
                $(#[doc = $object_doc])+
                ///
                /// Sets one entry, keeping those set before.
                pub fn $object(
                    mut self,
                    name: impl Into<String>,
                    value: impl Into<serde_json::Value>,
                ) -> Self {
                    self.$object
                        .get_or_insert_with(Default::default)
                        .insert(name.into(), value.into());
                    self
                }
            )+)?

            $(#[doc = $rest_doc])+
            ///
            /// Sets one of them, keeping those set before. The name of a
            /// declared member is an error.
            pub fn $rest(
                mut self,
                name: impl Into<String>,
                value: impl Into<serde_json::Value>,
            ) -> Self {
                let name = name.into();
                if let Err(error) = self.$rest.insert(name.as_str(), value) {
                    self.fail(&name, error.into());
                }
                self
            }

            /// Finishes.
            ///
            /// # Errors
            ///
            /// The first value that did not convert, or else the first required
            /// member that is missing, with the member's path.
            pub fn build(self) -> Result<$Name, $crate::BuildError> {
                if let Some(error) = self.error {
                    return Err(error);
                }
                Ok($Name {
                    $($(
                        $required: self.$required.ok_or_else(|| {
                            $crate::BuildError::missing(stringify!($required))
                        })?,
                    )+)?
                    $($($optional: self.$optional,)+)?
                    $($($object: self.$object,)+)?
                    $rest: self.$rest,
                })
            }

            fn fail(&mut self, member: &str, error: $crate::BuildError) {
                self.error.get_or_insert_with(|| error.inside(member));
            }
        }

        impl TryFrom<$Builder> for $Name {
            type Error = $crate::BuildError;

            fn try_from(builder: $Builder) -> Result<Self, Self::Error> {
                builder.build()
            }
        }
    };
}

pub(crate) use declare;
