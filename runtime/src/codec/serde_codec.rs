//! A codec for types that serde serializes.

use std::marker::PhantomData;

/// The codec of `codec: serde`: stores a value as the crate `serde_dynamo` does, which many programs
/// use. A struct is an `M`, a sequence an `L`, a number an `N`, a unit variant an `S`, bytes that are
/// serialized as such a `B`, and `None` a `NULL`. It needs the feature `serde_dynamo`.
#[derive(Debug)]
pub struct SerdeCodec<T>(PhantomData<fn() -> T>);

#[cfg(feature = "serde_dynamo")]
mod with_serde {
    use aws_sdk_dynamodb::types::AttributeValue;
    use serde_core::Serialize;
    use serde_core::de::DeserializeOwned;

    use super::SerdeCodec;
    use crate::codec::{Codec, CodecError};
    use crate::types::Document;

    impl<T> Codec for SerdeCodec<T>
    where
        T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    {
        type Value = T;
        type Stored = Document;

        fn encode(value: &T) -> Result<Document, CodecError> {
            // What the errors say may hold a value, and the field may be sensitive.
            let stored: AttributeValue = serde_dynamo::to_attribute_value(value)
                .map_err(|_| CodecError::new("serde cannot write it"))?;
            Document::try_from(&stored).map_err(|error| {
                let inside = error.attribute();
                CodecError::new(format!(
                    "DynamoDB cannot hold `{inside}` of it: numbers have up to 38 digits, from \
                     1e-130 to 9.99e+125, and values are inside 31 lists and maps at most"
                ))
            })
        }

        fn decode(stored: Document) -> Result<T, CodecError> {
            let stored = AttributeValue::try_from(&stored).map_err(|it| refused(&it))?;
            serde_dynamo::from_attribute_value(stored).map_err(|it| refused(&it))
        }
    }

    fn refused(error: &impl ToString) -> CodecError {
        CodecError::new(error.to_string())
    }
}
