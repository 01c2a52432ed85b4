//! The values by which items are related.

use std::collections::HashMap;

use crate::Error;
use crate::codec::{EncodeError, EncodeProblem, FieldWriter, ItemWriter};
use crate::item::Attributes;
use crate::model::Model;
use crate::repository::key::{self, Identity};

/// Description of a relation, made by generated code.
#[derive(Clone, Copy, Debug)]
pub struct RelationDescriptor {
    /// Its name in the schema.
    pub name: &'static str,
    /// Stored names of the attributes of the related items that hold the link, all of them part of
    /// the key that they are read by.
    pub attributes: &'static [&'static str],
    /// The index they are read by; `None` for the table's key.
    pub index: Option<&'static str>,
}

/// Writes the link of an item under the names that its attributes have in the related items.
pub type Link<P> = fn(&P, FieldWriter<'_, ItemWriter>) -> Result<(), EncodeError>;

/// The links of a list of items.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Each link once.
    pub(super) distinct: Vec<Attributes>,
    /// The position of the first item with each link.
    pub(super) first: Vec<usize>,
    /// For each item the position of its link; `None` if it has none.
    pub(super) of_items: Vec<Option<usize>>,
}

impl Links {
    pub(super) fn of<P: Model>(
        items: &[P],
        attributes: &'static [&'static str],
        link: Link<P>,
    ) -> Result<Self, Error> {
        let mut links = Self::default();
        let mut known = HashMap::with_capacity(items.len());
        for item in items {
            let values = values(item, attributes.len(), link)
                .map_err(|error| Error::encode(P::DESCRIPTOR.name, error))?;
            links.add(attributes, values, &mut known);
        }
        Ok(links)
    }

    fn add(
        &mut self,
        attributes: &'static [&'static str],
        values: Option<Attributes>,
        known: &mut HashMap<Identity, usize>,
    ) {
        let item = self.of_items.len();
        let position = values.map(|values| {
            let identity = key::identity_of(attributes.iter().copied(), Some(&values));
            *known.entry(identity).or_insert_with(|| {
                self.distinct.push(values);
                self.first.push(item);
                self.distinct.len() - 1
            })
        });
        self.of_items.push(position);
    }
}

/// Returns the values of an item's link. There is none if a part of it is absent or cannot be a
/// key: nothing is related to such an item.
fn values<P>(item: &P, parts: usize, link: Link<P>) -> Result<Option<Attributes>, EncodeError> {
    let mut writer = ItemWriter::with_capacity(parts);
    match link(item, FieldWriter::new(&mut writer)) {
        Ok(()) => {
            let values = writer.finish()?;
            Ok((values.len() == parts).then_some(values))
        }
        Err(error) => match error.problem() {
            EncodeProblem::EmptyKey | EncodeProblem::KeyTooLong { .. } => Ok(None),
            _ => Err(error),
        },
    }
}
