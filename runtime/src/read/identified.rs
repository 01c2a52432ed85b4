//! Items with the keys they were requested by, because DynamoDB returns a batch in any order.

use std::marker::PhantomData;

use crate::codec::{DecodeError, WireReader};
use crate::item::{Shape, StoredItem};
use crate::model::Model;
use crate::path::DocumentPath;
use crate::repository::key::{self, Identity};

/// A shape that adds the identity of an item's key.
pub(super) struct Identified<M, L> {
    shape: L,
    model: PhantomData<fn() -> M>,
}

impl<M: Model, L: Shape> Identified<M, L> {
    pub(super) fn new(shape: L) -> Self {
        Self {
            shape,
            model: PhantomData,
        }
    }
}

impl<M: Model, L: Shape> Shape for Identified<M, L> {
    type Row = (Identity, L::Row);

    fn selected(&self) -> Option<&[DocumentPath]> {
        self.shape.selected()
    }

    fn lift(&self, reader: &mut WireReader<'_>) -> Result<Self::Row, DecodeError> {
        let identity = key::identity_of_read(M::DESCRIPTOR.table, reader.clone())?;
        Ok((identity, self.shape.lift(reader)?))
    }

    fn blame(error: DecodeError, item: Option<&StoredItem>) -> DecodeError {
        L::blame(error, item)
    }
}

impl<M, L: Clone> Clone for Identified<M, L> {
    fn clone(&self) -> Self {
        Self {
            shape: self.shape.clone(),
            model: PhantomData,
        }
    }
}

impl<M, L: Default> Default for Identified<M, L> {
    fn default() -> Self {
        Self {
            shape: L::default(),
            model: PhantomData,
        }
    }
}
