//! ULIDs: text, which is read by the rule that stored ULIDs are read by.
//!
//! The implementation of their own type accepts text of more than 128 bits, and takes it for the id
//! that is left of it.

use serde_core::{Deserializer, Serialize, Serializer};

use super::form::{Decimals, InputForm, OutputForm};
use super::text::deserialize_by;
use crate::codec::KeyAttribute;
use crate::types::{Ulid, UlidLower};

macro_rules! ulids {
    ($($form:ty),*) => {$(
        impl OutputForm for $form {
            fn serialize<S: Serializer>(
                value: &Ulid,
                _: Decimals,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                Serialize::serialize(value, serializer)
            }
        }

        impl InputForm for $form {
            fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Ulid, D::Error> {
                deserialize_by(Self::parse, deserializer)
            }
        }
    )*};
}

ulids!(Ulid, UlidLower);
