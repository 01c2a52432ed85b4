//! Values of unions as they are written after they were read.

use aws_sdk_dynamodb::types::AttributeValue;

use super::form::{FormError, Forms, StructForm, mismatch};
use crate::codec::DecodeError;
use crate::codec::generated::unknown_tag;
use crate::codec::no_map_of;
use crate::item::Attributes;

impl Forms {
    /// A union with a tag. The names are those of its attributes.
    pub(super) fn union(
        &self,
        name: &str,
        (tag, content): (&str, Option<&str>),
        variants: &[(String, StructForm)],
        stored: &AttributeValue,
    ) -> Result<AttributeValue, FormError> {
        let AttributeValue::M(attributes) = stored else {
            return Err(no_map_of(stored).into());
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
        let mut canonical = match content {
            None => self.fields(&variant.fields, variant.keeps_unknown, attributes)?,
            Some(content) => self.content(content, variant, attributes)?,
        };
        canonical.insert(tag.to_owned(), AttributeValue::S(written.clone()));
        Ok(AttributeValue::M(canonical))
    }

    /// The content of a variant, as the only attribute. A variant without fields has none.
    fn content(
        &self,
        name: &str,
        variant: &StructForm,
        stored: &Attributes,
    ) -> Result<Attributes, FormError> {
        if variant.fields.is_empty() {
            return Ok(Attributes::new());
        }
        let content = match stored.get(name) {
            Some(AttributeValue::M(content)) => content,
            Some(found) => return Err(FormError::from(no_map_of(found)).in_attribute(name)),
            None => return Err(DecodeError::absent(name).into()),
        };
        let content = self.fields(&variant.fields, variant.keeps_unknown, content);
        let content = content.map_err(|error| error.in_attribute(name))?;
        Ok(Attributes::from([(
            name.to_owned(),
            AttributeValue::M(content),
        )]))
    }
}
