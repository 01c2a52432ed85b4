//! The writer of fields in generated code, for items and nested maps: one call for each field.

use std::collections::BTreeMap;

use crate::codec::{
    Attribute, EncodeError, EncodeProblem, Flatten, KeyAttribute, Writer, generated, key,
};
use crate::types::Document;

/// Writes fields in turn, up to the first that cannot be stored.
///
/// It keeps that error until the end. A `?` after each field would do the same, but compiling it in
/// every model costs more than the rest of the writing code.
#[must_use = "only `finish` says whether everything was written"]
pub struct FieldWriter<'a, W> {
    writer: &'a mut W,
    written: Result<(), EncodeError>,
}

impl<'a, W: Writer> FieldWriter<'a, W> {
    /// Makes a writer of fields. The caller begins and ends their map.
    #[inline]
    pub fn new(writer: &'a mut W) -> Self {
        Self {
            writer,
            written: Ok(()),
        }
    }

    /// Writes a field, unless its value is stored as an absent attribute.
    #[inline]
    pub fn write<A: Attribute>(self, name: &'static str, value: &A::Value) -> Self {
        self.then(|writer| generated::write::<A, W>(name, value, writer))
    }

    /// Writes the value, if any, as [`write`](Self::write) does.
    #[inline]
    pub fn write_optional<A: Attribute>(
        self,
        name: &'static str,
        value: &Option<A::Value>,
    ) -> Self {
        self.then(|writer| generated::write_optional::<A, W>(name, value, writer))
    }

    /// Does the same as [`write`](Self::write) for a sensitive field: the error does not show map
    /// keys.
    #[inline]
    pub fn write_sensitive<A: Attribute>(self, name: &'static str, value: &A::Value) -> Self {
        self.then(|writer| generated::write_sensitive::<A, W>(name, value, writer))
    }

    /// Writes the value, if any, as [`write_sensitive`](Self::write_sensitive) does.
    #[inline]
    pub fn write_optional_sensitive<A: Attribute>(
        self,
        name: &'static str,
        value: &Option<A::Value>,
    ) -> Self {
        self.then(|writer| generated::write_optional_sensitive::<A, W>(name, value, writer))
    }

    /// Writes the value, if any, as [`write`](Self::write) does, also if it is `NULL`.
    #[inline]
    pub fn write_optional_or_null<A: Attribute>(
        self,
        name: &'static str,
        value: &Option<A::Value>,
    ) -> Self {
        self.then(|writer| generated::write_optional_or_null::<A, W>(name, value, writer))
    }

    /// Writes the value, if any, as [`write_sensitive`](Self::write_sensitive) does, also if it is
    /// `NULL`.
    #[inline]
    pub fn write_optional_or_null_sensitive<A: Attribute>(
        self,
        name: &'static str,
        value: &Option<A::Value>,
    ) -> Self {
        self.then(|writer| {
            let written = generated::write_optional_or_null::<A, W>(name, value, writer);
            written.map_err(|error| error.sensitive().in_attribute(name))
        })
    }

    /// Writes the attributes of a flattened union.
    #[inline]
    pub fn write_flattened<U: Flatten>(self, value: &U::Value) -> Self {
        self.then(|writer| U::write_into_item(value, writer))
    }

    /// Writes the value, if any, as [`write_flattened`](Self::write_flattened) does.
    #[inline]
    pub fn write_optional_flattened<U: Flatten>(self, value: &Option<U::Value>) -> Self {
        match value {
            Some(value) => self.write_flattened::<U>(value),
            None => self,
        }
    }

    /// Writes a partition key of the table: not empty, and at most 2,048 bytes.
    #[inline]
    pub fn write_partition_key<A: KeyAttribute>(
        self,
        name: &'static str,
        value: &A::Value,
    ) -> Self {
        self.then(|writer| key::write_partition_key::<A, W>(name, value, writer))
    }

    /// Writes the value, if any, as [`write_partition_key`](Self::write_partition_key) does.
    /// Without a value, a link has no target.
    #[inline]
    pub fn write_optional_partition_key<A: KeyAttribute>(
        self,
        name: &'static str,
        value: &Option<A::Value>,
    ) -> Self {
        self.then(|writer| key::write_optional_partition_key::<A, W>(name, value, writer))
    }

    /// Writes a sort key of the table: not empty, and at most 1,024 bytes.
    #[inline]
    pub fn write_sort_key<A: KeyAttribute>(self, name: &'static str, value: &A::Value) -> Self {
        self.then(|writer| key::write_sort_key::<A, W>(name, value, writer))
    }

    /// Writes the value, if any, as [`write_sort_key`](Self::write_sort_key) does. Without a value,
    /// a link has no target.
    #[inline]
    pub fn write_optional_sort_key<A: KeyAttribute>(
        self,
        name: &'static str,
        value: &Option<A::Value>,
    ) -> Self {
        self.then(|writer| key::write_optional_sort_key::<A, W>(name, value, writer))
    }

    /// Writes a part of the partition key of an index: not empty, and at most 2,048 bytes.
    #[inline]
    pub fn write_index_partition_key<A: KeyAttribute>(
        self,
        name: &'static str,
        value: &A::Value,
    ) -> Self {
        self.write_partition_key::<A>(name, value)
    }

    /// Writes the value, if any, as [`write_index_partition_key`](Self::write_index_partition_key)
    /// does. Without a value, the item is not in the index.
    #[inline]
    pub fn write_optional_index_partition_key<A: KeyAttribute>(
        self,
        name: &'static str,
        value: &Option<A::Value>,
    ) -> Self {
        self.write_optional_partition_key::<A>(name, value)
    }

    /// Writes a part of the sort key of an index: not empty, and at most 1,024 bytes.
    #[inline]
    pub fn write_index_sort_key<A: KeyAttribute>(
        self,
        name: &'static str,
        value: &A::Value,
    ) -> Self {
        self.write_sort_key::<A>(name, value)
    }

    /// Writes the value, if any, as [`write_index_sort_key`](Self::write_index_sort_key) does.
    /// Without a value, the item is not in the index.
    #[inline]
    pub fn write_optional_index_sort_key<A: KeyAttribute>(
        self,
        name: &'static str,
        value: &Option<A::Value>,
    ) -> Self {
        self.write_optional_sort_key::<A>(name, value)
    }

    /// Writes undeclared attributes. A declared one is an error.
    pub fn write_rest(self, declared: &[&str], rest: &BTreeMap<String, Document>) -> Self {
        self.then(|writer| {
            for (name, value) in rest {
                if declared.contains(&name.as_str()) {
                    return Err(EncodeError::new(EncodeProblem::Declared).in_attribute(name));
                }
                if name.is_empty() {
                    return Err(EncodeError::new(EncodeProblem::EmptyName));
                }
                writer.attribute(name);
                let written = Document::write(value, writer);
                written.map_err(|error| error.sensitive().in_attribute(name))?;
            }
            Ok(())
        })
    }

    /// Returns the first error, if there was one.
    #[inline]
    pub fn finish(self) -> Result<(), EncodeError> {
        self.written
    }

    #[inline]
    fn then(mut self, write: impl FnOnce(&mut W) -> Result<(), EncodeError>) -> Self {
        if self.written.is_ok() {
            self.written = write(self.writer);
        }
        self
    }
}
