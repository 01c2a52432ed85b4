//! Projections of indexes: the attributes that a query can read and filter by.

use super::visibility::Visibility;
use crate::expr::{Condition, ExpressionError};
use crate::model::{Index, IndexDescriptor, IndexKind, Model, ModelDescriptor, Projection};
use crate::path::DocumentPath;

/// The attributes that an index, or the table itself, holds of the items of a model.
#[derive(Clone, Copy, Debug)]
pub(super) struct IndexProjection {
    pub(super) model: &'static ModelDescriptor,
    /// `None` for the table's key.
    pub(super) index: Option<&'static str>,
}

/// Refuses a selection or filter of attributes that the index does not hold, and a filter on the
/// key that is queried: DynamoDB would refuse them, or see the attributes as absent.
pub(super) fn check<M>(
    index: IndexProjection,
    selected: Option<&[DocumentPath]>,
    filter: Option<&Condition<M>>,
) -> Result<(), ExpressionError> {
    for path in selected.unwrap_or_default() {
        index.check_held(path.root)?;
    }
    let mut result = Ok(());
    if let Some(filter) = filter {
        filter.for_each_path(&mut |path| {
            if result.is_ok() {
                result = index
                    .check_held(path.root)
                    .and_then(|()| index.check_filter(path.root));
            }
        });
    }
    result
}

/// Returns the filter for this visibility. An index that has the time of deletion in its key needs
/// none, and DynamoDB would refuse it: such an index holds only deleted items.
pub(super) fn filter<M: Model>(
    index: IndexProjection,
    visibility: Visibility,
) -> Option<Condition<M>> {
    let deleted = index.model.deleted?.attribute;
    if index.has_in_key(deleted) {
        return None;
    }
    visibility.filter()
}

impl IndexProjection {
    pub(super) fn of<I: Index>() -> Self {
        Self {
            model: I::Model::DESCRIPTOR,
            index: I::NAME,
        }
    }

    /// Returns `true` if it holds these attributes of an item; all of them, if none are given.
    pub(super) fn shows(self, selected: Option<&[DocumentPath]>) -> bool {
        match selected {
            Some(paths) => paths.iter().all(|path| self.holds(path.root)),
            None => self.projection().is_none(),
        }
    }

    /// Returns the name of the index if it is a global one, which has no consistent reads.
    pub(super) fn global_index(self) -> Option<&'static str> {
        let index = self.descriptor()?;
        (index.kind == IndexKind::Global).then_some(index.name)
    }

    fn check_held(self, attribute: &'static str) -> Result<(), ExpressionError> {
        match self.index {
            Some(index) if !self.holds(attribute) => {
                Err(ExpressionError::NotProjected { attribute, index })
            }
            _ => Ok(()),
        }
    }

    fn check_filter(self, attribute: &'static str) -> Result<(), ExpressionError> {
        if self.has_in_key(attribute) {
            return Err(ExpressionError::FilterOnKey { attribute });
        }
        Ok(())
    }

    /// Returns the attributes held besides keys; `None` for all.
    fn projection(self) -> Option<&'static [&'static str]> {
        match self.descriptor()?.projection {
            Projection::All => None,
            Projection::KeysOnly => Some(&[]),
            Projection::Include(attributes) => Some(attributes),
        }
    }

    fn holds(self, attribute: &str) -> bool {
        self.projection().is_none_or(|held| {
            held.contains(&attribute)
                || self.has_in_key(attribute)
                || self.model.table.key_names().any(|name| name == attribute)
        })
    }

    /// Returns `true` if the attribute is part of the key that is read by. For an index, that is
    /// the key of the index, not of the table.
    fn has_in_key(self, attribute: &str) -> bool {
        match self.descriptor() {
            Some(index) => index.key_names().any(|name| name == attribute),
            None => self.model.table.key_names().any(|name| name == attribute),
        }
    }

    fn descriptor(self) -> Option<&'static IndexDescriptor> {
        self.model.table.index(self.index?)
    }
}
