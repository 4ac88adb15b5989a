//! Conversions that every value written as a JSON string has.

/// For a type with `TryFrom<String>` and `Display`: the ways from text and to
/// it, serde included.
macro_rules! text_value {
    ($Type:ty, $Error:ty) => {
        impl std::str::FromStr for $Type {
            type Err = $Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text.to_owned())
            }
        }

        impl TryFrom<&str> for $Type {
            type Error = $Error;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::try_from(text.to_owned())
            }
        }

        impl serde::Serialize for $Type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                // Converting inside the visitor lets serde_json report the place
                // of this string rather than the end of the object around it.
                struct Visitor;

                impl serde::de::Visitor<'_> for Visitor {
                    type Value = $Type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a string")
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$Type, E> {
                        <$Type>::try_from(text).map_err(E::custom)
                    }

                    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<$Type, E> {
                        <$Type>::try_from(text).map_err(E::custom)
                    }
                }

                deserializer.deserialize_string(Visitor)
            }
        }
    };
}

pub(crate) use text_value;
