//! Values of unions as they are written after they were read.

use aws_sdk_dynamodb::types::AttributeValue;

use super::form::{FieldForm, Form, FormError, Forms, StructForm, TypeForm, mismatch};
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
        let canonical = self.attributes(name, (tag, content), variants, attributes)?;
        Ok(AttributeValue::M(canonical))
    }

    /// Replaces the attributes of a flattened union by those that are written after they were read.
    pub(super) fn rewrite_flattened(
        &self,
        field: &FieldForm,
        stored: &Attributes,
        canonical: &mut Attributes,
    ) -> Result<(), FormError> {
        let Form::Type(position) = field.form else {
            return Ok(());
        };
        let Some(TypeForm::Union {
            name,
            tag,
            content,
            variants,
        }) = self.0.get(position)
        else {
            return Ok(());
        };
        let content = content.as_deref();
        let of_variants = variants.iter().flat_map(|(_, variant)| &variant.fields);
        let of_variants = of_variants.map(|field| field.attribute.as_str());
        let beside_tag = of_variants.filter(|_| content.is_none());
        for name in [tag.as_str()].into_iter().chain(content).chain(beside_tag) {
            canonical.remove(name);
        }
        let is_absent = matches!(stored.get(tag), None | Some(AttributeValue::Null(_)));
        if !(field.optional && is_absent) {
            canonical.extend(self.attributes(name, (tag, content), variants, stored)?);
        }
        Ok(())
    }

    /// The attributes of a union as they are written, of a map that may have others.
    fn attributes(
        &self,
        name: &str,
        (tag, content): (&str, Option<&str>),
        variants: &[(String, StructForm)],
        attributes: &Attributes,
    ) -> Result<Attributes, FormError> {
        let written = match attributes.get(tag) {
            Some(AttributeValue::S(written)) => written,
            Some(found) => return Err(mismatch("S", found).in_attribute(tag)),
            None => return Err(DecodeError::absent(tag).into()),
        };
        let variant = variants.iter().find(|(stored, _)| stored == written);
        let Some((_, variant)) = variant else {
            return Err(unknown_tag(name, tag, written).into());
        };
        let mut canonical = match content {
            None => self.fields(&variant.fields, variant.keeps_unknown, attributes)?,
            Some(content) => self.content(content, variant, attributes)?,
        };
        canonical.insert(tag.to_owned(), AttributeValue::S(written.clone()));
        Ok(canonical)
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
