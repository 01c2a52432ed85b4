//! Conditions that are checked on the items of a response instead of by DynamoDB.

use std::sync::Arc;

use crate::codec::{DecodeError, WireReader};
use crate::expr::Conjunction;
use crate::item::shape::skip_item;
use crate::item::{Attributes, Shape, StoredItem, stored};
use crate::path::DocumentPath;

/// A condition that is checked on items as they are read.
#[derive(Clone, Debug)]
pub(super) struct ItemCondition {
    condition: Conjunction,
    /// The attributes to read for it.
    wanted: Arc<[&'static str]>,
}

impl ItemCondition {
    /// Makes a check that also reads these attributes.
    pub(super) fn of(condition: &Conjunction, besides: &[&'static str]) -> Self {
        let mut wanted = condition.attributes();
        wanted.extend_from_slice(besides);
        Self {
            condition: condition.clone(),
            wanted: wanted.into(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.condition.is_empty()
    }

    /// Reads the wanted attributes of the item, if the condition holds for it.
    pub(super) fn read(
        &self,
        reader: &mut WireReader<'_>,
    ) -> Result<Option<Attributes>, DecodeError> {
        // Without a condition, each wanted attribute is present exactly once.
        let enough = if self.is_empty() {
            self.wanted.len()
        } else {
            usize::MAX
        };
        let item = stored(reader, |name| self.wanted.contains(&name), enough)?;
        let item = item.into_attributes();
        Ok(self.condition.holds(&item).then_some(item))
    }
}

impl Default for ItemCondition {
    fn default() -> Self {
        Self::of(&Conjunction::default(), &[])
    }
}

/// The results of a shape for the items that meet a condition, each with its key, and nothing for
/// the others.
#[derive(Clone, Debug, Default)]
pub(crate) struct WithKey<L> {
    shape: L,
    check: ItemCondition,
    key: Arc<[&'static str]>,
}

impl<L: Shape> WithKey<L> {
    /// Makes the shape. `key` names the attributes of the primary key.
    pub(crate) fn new(shape: L, condition: &Conjunction, key: &[&'static str]) -> Self {
        Self {
            shape,
            check: ItemCondition::of(condition, key),
            key: key.into(),
        }
    }
}

impl<L: Shape> Shape for WithKey<L> {
    type Row = Option<(Attributes, L::Row)>;

    fn selected(&self) -> Option<&[DocumentPath]> {
        self.shape.selected()
    }

    fn lift(&self, reader: &mut WireReader<'_>) -> Result<Self::Row, DecodeError> {
        match self.check.read(&mut reader.clone())? {
            None => skip_item(reader).map(|()| None),
            Some(mut item) => {
                item.retain(|name, _| self.key.contains(&name.as_str()));
                Ok(Some((item, self.shape.lift(reader)?)))
            }
        }
    }

    fn blame(error: DecodeError, item: Option<&StoredItem>) -> DecodeError {
        L::blame(error, item)
    }
}
