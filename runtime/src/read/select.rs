//! Reads selected fields instead of whole items.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::visibility::Visibility;
use crate::codec::{DecodeError, WireReader};
use crate::expr::{ExpressionError, Expressions, Selection, Substitutions};
use crate::item::{Shape, StoredItem, of_item};
use crate::model::Model;
use crate::path::DocumentPath;

/// The fields `T` of the items of model `M`, read by an operation with `select`.
pub struct Selected<M, T> {
    paths: Arc<[DocumentPath]>,
    types: PhantomData<fn() -> (M, T)>,
}

/// Returns the attributes to read of items requested by key; `None` for all. The key is among them:
/// without any attribute an item would look absent. So are the attributes that decide if an item is
/// shown.
pub(crate) fn projection<M: Model, L: Shape>(
    shape: &L,
    visibility: Visibility,
) -> Result<Option<(String, Substitutions)>, ExpressionError> {
    let Some(paths) = shape.selected() else {
        return Ok(None);
    };
    let key = M::DESCRIPTOR.table.key_names();
    let client_filter = visibility.client_filter::<M>().map(|it| it.attribute);
    let besides: Vec<_> = key.chain(client_filter).collect();
    let mut expressions = Expressions::new();
    let projection = expressions.projection(paths, &besides)?;
    Ok(Some((projection, expressions.finish()?)))
}

impl<M: Model, T: Selection<M>> Selected<M, T> {
    pub(super) fn new(fields: T) -> Self {
        Self {
            paths: fields.into_paths().into(),
            types: PhantomData,
        }
    }
}

impl<M: Model, T: Selection<M>> Shape for Selected<M, T> {
    type Row = T::Row;

    fn selected(&self) -> Option<&[DocumentPath]> {
        Some(&self.paths)
    }

    fn lift(&self, reader: &mut WireReader<'_>) -> Result<T::Row, DecodeError> {
        T::read(&self.paths, reader)
    }

    fn blame(error: DecodeError, item: Option<&StoredItem>) -> DecodeError {
        of_item::<M>(error, item)
    }
}

impl<M, T> Clone for Selected<M, T> {
    fn clone(&self) -> Self {
        Self {
            paths: Arc::clone(&self.paths),
            types: PhantomData,
        }
    }
}

impl<M, T> Default for Selected<M, T> {
    fn default() -> Self {
        Self {
            paths: Arc::new([]),
            types: PhantomData,
        }
    }
}

impl<M, T> fmt::Debug for Selected<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Selected").field(&self.paths).finish()
    }
}
