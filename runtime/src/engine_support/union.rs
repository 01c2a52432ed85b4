//! Values of unions as they are written after they were read.

use aws_sdk_dynamodb::types::AttributeValue;

use super::form::{FormError, Forms, StructForm, mismatch};
use crate::codec::DecodeError;
use crate::codec::generated::unknown_tag;

impl Forms {
    /// A union with a tag.
    pub(super) fn union(
        &self,
        name: &str,
        tag: &str,
        variants: &[(String, StructForm)],
        stored: &AttributeValue,
    ) -> Result<AttributeValue, FormError> {
        let AttributeValue::M(attributes) = stored else {
            return Err(mismatch("M", stored));
        };
        let written = match attributes.get(tag) {
            Some(AttributeValue::S(written)) => written,
            Some(found) => return Err(mismatch("S", found).in_attribute(tag)),
            None => return Err(DecodeError::absent(tag).into()),
        };
        let variant = variants.iter().find(|(stored, _)| stored == written);
        let Some((_, variant)) = variant else {
            return Err(unknown_tag(name, written).into());
        };
        let mut canonical = self.fields(&variant.fields, variant.keeps_unknown, attributes)?;
        canonical.insert(tag.to_owned(), AttributeValue::S(written.clone()));
        Ok(AttributeValue::M(canonical))
    }
}
