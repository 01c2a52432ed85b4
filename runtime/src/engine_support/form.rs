//! Stored forms of values, for code that has no types of a model.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_core::Scalar;

use super::scalars;
use crate::codec::generated::unknown_value;
use crate::codec::{DecodeError, EncodeError, mismatch_of, no_map_of};
use crate::item::Attributes;

/// The stored form of the values of an attribute: at run time what a type of generated code is at
/// compile time. Scalars are read and written by the same codecs.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A scalar.
    Scalar(Scalar),
    /// `L` of these.
    List(Box<Form>),
    /// `M` of these, under keys that are user data.
    Map(Box<Form>),
    /// `SS`, `NS` or `BS` of these.
    Set(Scalar),
    /// A type of the schema, by its position among the [`Forms`].
    Type(usize),
    /// The values of a user-defined codec, which are left as they are.
    Opaque,
}

/// A type that a schema declares.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeForm {
    /// A nested type, stored as `M`.
    Struct(StructForm),
    /// One of these strings.
    Enum {
        /// The name of the type, for messages.
        name: &'static str,
        /// Its values.
        values: Vec<String>,
        /// `true` if every other string is a value as well.
        is_open: bool,
    },
    /// One of these scalars, no two of which are stored as the same kind.
    Untagged(Vec<Scalar>),
    /// One of several shapes, stored as `M` with a tag.
    Union {
        /// The name of the type, for messages.
        name: &'static str,
        /// Name of the attribute with the tag.
        tag: String,
        /// Name of the attribute with the contents of the variant; `None` if they are beside the tag.
        content: Option<String>,
        /// The shapes by their tags.
        variants: Vec<(String, StructForm)>,
    },
}

/// The attributes of a model, of a nested type, or of a variant of a union.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StructForm {
    /// The declared attributes.
    pub fields: Vec<FieldForm>,
    /// `true` if undeclared attributes are kept.
    pub keeps_unknown: bool,
}

/// A declared attribute.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of the schema, independent of the others"
)]
#[derive(Clone, Debug, PartialEq)]
pub struct FieldForm {
    /// Stored name. Of a flattened union it is that of its tag.
    pub attribute: String,
    /// Stored form of its values.
    pub form: Form,
    /// `true` if it may be absent; `NULL` is then the same as absent, unless it is kept.
    pub optional: bool,
    /// The value that an absent attribute has, as it is stored; `NULL` is then the same as absent.
    pub absent: Option<AttributeValue>,
    /// `true` if `NULL` is a value although the attribute may be absent.
    pub keep_null: bool,
    /// `true` for a union whose attributes are attributes of the item itself.
    pub flatten: bool,
    /// `true` if its values are kept out of messages.
    pub sensitive: bool,
}

/// The types of a schema. A type may contain itself by way of a list or map, so types are named by
/// their positions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forms(pub Vec<TypeForm>);

/// The error of a stored value that does not have its form.
#[derive(Clone, Debug, PartialEq)]
pub enum FormError {
    /// It cannot be read.
    Decode(DecodeError),
    /// It can be read, and cannot be written again.
    Encode(EncodeError),
}

impl Forms {
    /// Returns an item as the model with these attributes would write it after reading it: each
    /// attribute in the form that is written, and undeclared attributes as they are.
    ///
    /// Key attributes are included. If the key is stored in another form, the item in the returned
    /// form is another item: write it back by its stored key.
    ///
    /// # Errors
    /// The first attribute in the order of the fields that the model could not read or write.
    pub fn item(&self, model: &StructForm, stored: &Attributes) -> Result<Attributes, FormError> {
        self.fields(&model.fields, true, stored)
    }

    /// Returns a value as a field of this form would write it after reading it.
    ///
    /// # Errors
    /// If the field could not read or write it.
    pub fn value(&self, form: &Form, stored: &AttributeValue) -> Result<AttributeValue, FormError> {
        match form {
            Form::Opaque => Ok(stored.clone()),
            Form::Scalar(scalar) => scalars::value(*scalar, stored),
            Form::Set(member) => scalars::set(*member, stored),
            Form::List(element) => self.list(element, stored),
            Form::Map(entry) => self.map(entry, stored),
            Form::Type(position) => match self.0.get(*position) {
                Some(ty) => self.of_type(ty, stored),
                None => Err(mismatch("a type of the schema", stored)),
            },
        }
    }

    fn list(&self, element: &Form, stored: &AttributeValue) -> Result<AttributeValue, FormError> {
        let AttributeValue::L(elements) = stored else {
            return Err(mismatch("L", stored));
        };
        let elements = elements.iter().enumerate().map(|(index, it)| {
            let value = self.value(element, it);
            value.map_err(|error| error.in_element(index))
        });
        Ok(AttributeValue::L(elements.collect::<Result<_, _>>()?))
    }

    fn map(&self, entry: &Form, stored: &AttributeValue) -> Result<AttributeValue, FormError> {
        let AttributeValue::M(entries) = stored else {
            return Err(mismatch("M", stored));
        };
        let entries = entries.iter().map(|(key, it)| {
            let value = self.value(entry, it);
            let value = value.map_err(|error| error.in_attribute(key))?;
            Ok::<_, FormError>((key.clone(), value))
        });
        Ok(AttributeValue::M(entries.collect::<Result<_, _>>()?))
    }

    fn of_type(&self, ty: &TypeForm, stored: &AttributeValue) -> Result<AttributeValue, FormError> {
        match ty {
            TypeForm::Enum {
                name,
                values,
                is_open,
            } => match stored {
                AttributeValue::S(text) if *is_open || values.contains(text) => Ok(stored.clone()),
                AttributeValue::S(text) => Err(unknown_value(name, text).into()),
                _ => Err(mismatch("S", stored)),
            },
            TypeForm::Struct(ty) => {
                let AttributeValue::M(attributes) = stored else {
                    return Err(no_map_of(stored).into());
                };
                let attributes = self.fields(&ty.fields, ty.keeps_unknown, attributes)?;
                Ok(AttributeValue::M(attributes))
            }
            TypeForm::Untagged(scalars) => scalars::one_of(scalars, stored),
            TypeForm::Union {
                name,
                tag,
                content,
                variants,
            } => self.union(name, (tag, content.as_deref()), variants, stored),
        }
    }

    pub(super) fn fields(
        &self,
        fields: &[FieldForm],
        keeps_unknown: bool,
        stored: &Attributes,
    ) -> Result<Attributes, FormError> {
        let mut canonical = if keeps_unknown {
            stored.clone()
        } else {
            HashMap::new()
        };
        for field in fields {
            if field.flatten {
                self.rewrite_flattened(field, stored, &mut canonical)?;
                continue;
            }
            let value = field.canonical(self, stored.get(&field.attribute));
            let value = value.map_err(|error| error.of_field(field))?;
            match value {
                Some(value) => canonical.insert(field.attribute.clone(), value),
                None => canonical.remove(&field.attribute),
            };
        }
        Ok(canonical)
    }
}

impl FieldForm {
    /// Returns the value as it is written; `None` if it is stored as an absent attribute.
    fn canonical(
        &self,
        forms: &Forms,
        stored: Option<&AttributeValue>,
    ) -> Result<Option<AttributeValue>, FormError> {
        let is_collection = matches!(self.form, Form::List(_) | Form::Map(_) | Form::Set(_));
        let is_nullable = self.optional || is_collection || self.absent.is_some();
        let is_set = matches!(self.form, Form::Set(_));
        let is_nothing = |it: &AttributeValue| match it {
            AttributeValue::Null(_) => is_nullable && !self.keep_null,
            // DynamoDB stores none, but exports of other databases may hold some.
            AttributeValue::Ss(members) | AttributeValue::Ns(members) => {
                is_set && members.is_empty()
            }
            AttributeValue::Bs(members) => is_set && members.is_empty(),
            _ => false,
        };
        let stored = stored.filter(|it| !is_nothing(it));
        match stored {
            None if self.optional => Ok(None),
            Some(stored) => forms.value(&self.form, stored).map(Some),
            None if self.absent.is_some() => Ok(self.absent.clone()),
            // A required collection that is absent is empty, and an empty set is stored as absent.
            None => match &self.form {
                Form::List(_) => Ok(Some(AttributeValue::L(Vec::new()))),
                Form::Map(_) => Ok(Some(AttributeValue::M(HashMap::new()))),
                Form::Set(_) | Form::Opaque => Ok(None),
                Form::Scalar(_) | Form::Type(_) => Err(DecodeError::nothing().into()),
            },
        }
    }
}

impl FormError {
    pub(super) fn in_attribute(self, name: &str) -> Self {
        match self {
            Self::Decode(error) => Self::Decode(error.in_attribute(name)),
            Self::Encode(error) => Self::Encode(error.in_attribute(name)),
        }
    }

    fn in_element(self, index: usize) -> Self {
        match self {
            Self::Decode(error) => Self::Decode(error.in_element(index)),
            Self::Encode(error) => Self::Encode(error.in_element(index)),
        }
    }

    fn of_field(self, field: &FieldForm) -> Self {
        let error = match self {
            Self::Decode(error) if field.sensitive => Self::Decode(error.sensitive()),
            Self::Encode(error) if field.sensitive => Self::Encode(error.sensitive()),
            error => error,
        };
        error.in_attribute(&field.attribute)
    }
}

/// Makes the error of a value of another kind.
pub(super) fn mismatch(expected: &'static str, found: &AttributeValue) -> FormError {
    mismatch_of(expected, found).into()
}

impl From<DecodeError> for FormError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl From<EncodeError> for FormError {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(error) => error.fmt(f),
            Self::Encode(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FormError {}
