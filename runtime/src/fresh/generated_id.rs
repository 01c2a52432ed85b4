//! Ids generated for new items.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::types::{Ulid, Uuid};

/// An id generated for one request. An item that holds it was written by that request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GeneratedId {
    Ulid(Ulid),
    Uuid(Uuid),
}

impl GeneratedId {
    /// Returns `true` if an attribute holds this id, in any stored form.
    pub(crate) fn is_stored_as(self, value: &AttributeValue) -> bool {
        match value {
            AttributeValue::S(text) => text.eq_ignore_ascii_case(&self.text()),
            AttributeValue::B(bytes) => bytes.as_ref() == self.bytes(),
            _ => false,
        }
    }

    fn text(self) -> String {
        match self {
            Self::Ulid(id) => id.to_string(),
            Self::Uuid(id) => id.to_string(),
        }
    }

    fn bytes(self) -> [u8; 16] {
        match self {
            Self::Ulid(id) => id.to_bytes(),
            Self::Uuid(id) => id.into_bytes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stored_form_is_known() {
        let sorted = Ulid::from_parts(1_700_000_000_000, 7);
        let random = Uuid::from_u128(0x1234_5678_9abc_4def_8000_1122_3344_5566);
        let text = |text: String| AttributeValue::S(text);
        for (id, other, forms) in [
            (
                GeneratedId::Ulid(sorted),
                GeneratedId::Uuid(random),
                [
                    text(sorted.to_string()),
                    text(sorted.to_string().to_lowercase()),
                    AttributeValue::B(sorted.to_bytes().to_vec().into()),
                ],
            ),
            (
                GeneratedId::Uuid(random),
                GeneratedId::Ulid(sorted),
                [
                    text(random.to_string()),
                    text(random.to_string().to_uppercase()),
                    AttributeValue::B(random.as_bytes().to_vec().into()),
                ],
            ),
        ] {
            for form in forms {
                assert!(id.is_stored_as(&form));
                assert!(!other.is_stored_as(&form));
            }
            assert!(!id.is_stored_as(&AttributeValue::N("7".to_owned())));
        }
    }
}
