//! The input of queries and scans.

use std::sync::Arc;

use crate::Error;
use crate::cursor::{Fingerprint, Position};
use crate::expr::{
    Condition, Conjunction, ExpressionKind, Expressions, KeyCondition, Substitutions,
};
use crate::item::StoredItem;
use crate::model::{KeyAttributeDescriptor, ModelDescriptor};
use crate::path::DocumentPath;

use super::Segment;

/// A query or scan, without its start position.
#[derive(Clone, Debug)]
pub(crate) struct ReadRequest {
    pub(super) table: Arc<str>,
    pub(super) index: Option<&'static str>,
    /// `None` for a scan.
    pub(super) key_condition: Option<String>,
    pub(super) filter: Option<String>,
    pub(super) projection: Option<String>,
    pub(super) substitutions: Substitutions,
    pub(super) ascending: bool,
    pub(super) consistent: bool,
    pub(super) segment: Option<Segment>,
    /// The conditions that are checked on the response.
    pub(super) checked: Conjunction,
    /// The attributes of a position: those of the table's key and of the index key.
    position: Vec<&'static str>,
    /// The fingerprint that binds cursors to this read.
    pub(crate) fingerprint: Fingerprint,
}

/// Minimum number of items to evaluate per request, when most of them may not count.
pub(crate) const LEAST_EVALUATED: usize = 16;

/// The target and options of a read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadTarget<'a> {
    pub(crate) table: &'a Arc<str>,
    pub(crate) model: &'a ModelDescriptor,
    pub(crate) index: Option<&'static str>,
    /// The requested attributes; `None` for all.
    pub(crate) selected: Option<&'a [DocumentPath]>,
    pub(crate) ascending: bool,
    pub(crate) consistent: bool,
}

impl ReadRequest {
    pub(crate) fn query<M>(
        target: ReadTarget<'_>,
        key: KeyCondition,
        filter: Option<Condition<M>>,
    ) -> Result<Self, Error> {
        let mut expressions = Expressions::new();
        let key_condition = expressions.key_condition(key)?;
        let filter = render_filter(&mut expressions, filter)?;
        target.read_request(expressions, Some(key_condition), filter)
    }

    pub(crate) fn scan<M>(
        target: ReadTarget<'_>,
        filter: Option<Condition<M>>,
        segment: Option<Segment>,
    ) -> Result<Self, Error> {
        let mut expressions = Expressions::new();
        let filter = render_filter(&mut expressions, filter)?;
        let read = target.read_request(expressions, None, filter)?;
        Ok(Self { segment, ..read })
    }

    /// Adds a client-side filter. It sees only the requested attributes.
    pub(crate) fn checking(self, conditions: Conjunction) -> Self {
        let bound = self.bound_to(&conditions);
        Self {
            checked: conditions,
            ..bound
        }
    }

    /// Binds cursors to these conditions too.
    pub(crate) fn bound_to(mut self, conditions: &Conjunction) -> Self {
        if !conditions.is_empty() {
            let conditions = Expressions::canonical(conditions);
            let own = self.fingerprint;
            self.fingerprint = Fingerprint::of([own.as_bytes(), &conditions]);
        }
        self
    }

    /// Returns `true` if there is a client-side filter.
    pub(crate) fn is_checked(&self) -> bool {
        !self.checked.is_empty()
    }

    /// Returns the minimum number of items to evaluate per request.
    pub(crate) fn least_evaluated(&self) -> usize {
        if self.is_filtered() {
            LEAST_EVALUATED
        } else {
            1
        }
    }

    /// Returns `true` if some of the evaluated items may not count.
    pub(crate) fn is_filtered(&self) -> bool {
        self.filter.is_some() || !self.checked.is_empty()
    }

    /// Returns the position directly after an item.
    pub(crate) fn position_of(&self, item: StoredItem) -> Position {
        let mut attributes = item.into_attributes();
        attributes.retain(|name, _| self.position.contains(&name.as_str()));
        Position::new(attributes)
    }
}

fn render_filter<M>(
    expressions: &mut Expressions,
    filter: Option<Condition<M>>,
) -> Result<Option<String>, Error> {
    let rendered = filter.map(|filter| expressions.condition(ExpressionKind::Filter, filter));
    Ok(rendered.transpose()?)
}

impl ReadTarget<'_> {
    fn read_request(
        self,
        mut expressions: Expressions,
        key_condition: Option<String>,
        filter: Option<String>,
    ) -> Result<ReadRequest, Error> {
        let position = self.position();
        // The selection is not part of the fingerprint: it may change from page to page.
        let conditions = expressions.fingerprint(&[
            key_condition.as_deref().unwrap_or("scan"),
            filter.as_deref().unwrap_or_default(),
        ]);
        let fingerprint = self.fingerprint(&conditions);
        let projection = self
            .selected
            .map(|paths| expressions.projection(paths, &position))
            .transpose()?;
        Ok(ReadRequest {
            table: Arc::clone(self.table),
            index: self.index,
            key_condition,
            filter,
            projection,
            substitutions: expressions.finish()?,
            ascending: self.ascending,
            consistent: self.consistent,
            segment: None,
            checked: Conjunction::default(),
            position,
            fingerprint,
        })
    }

    fn fingerprint(&self, conditions: &[u8]) -> Fingerprint {
        let direction = if self.ascending {
            "ascending"
        } else {
            "descending"
        };
        let index = self.index.unwrap_or_default();
        let parts = [self.model.name, self.table, index, direction];
        let parts = parts.into_iter().chain(self.keys().flat_map(|key| {
            // A cursor of an older schema has other attributes, or other kinds.
            [key.name, key.kind.name()]
        }));
        Fingerprint::of(parts.map(str::as_bytes).chain([conditions]))
    }

    /// Returns the key attributes of the table and of the index.
    fn keys(&self) -> impl Iterator<Item = &'static KeyAttributeDescriptor> {
        let table = self.model.table;
        let index = self.index.and_then(|name| table.index(name));
        let of_index = index.map(|index| index.partition.iter().chain(index.sort));
        let of_table = std::iter::once(&table.partition).chain(&table.sort);
        of_table.chain(of_index.into_iter().flatten())
    }

    /// Returns the key attributes of the table and of the index, without duplicates.
    fn position(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for key in self.keys() {
            if !names.contains(&key.name) {
                names.push(key.name);
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, ReadTarget};
    use crate::model::{
        IndexDescriptor, IndexKind, KeyAttributeDescriptor as Key, ModelDescriptor, Projection,
        TableDescriptor,
    };

    const STATE: &[Key] = &[Key::string("state")];

    /// Makes the fingerprint for an index with this sort key.
    fn fingerprint_by(sort: &'static [Key]) -> Fingerprint {
        let index = IndexDescriptor {
            name: "by_state",
            kind: IndexKind::Global,
            partition: STATE,
            sort,
            projection: Projection::All,
        };
        // Descriptors are constants.
        let table: &'static TableDescriptor = Box::leak(Box::new(TableDescriptor {
            name: "orders",
            partition: Key::string("id"),
            sort: None,
            indexes: Box::leak(Box::new([index])),
            second_indexes: &[],
            ttl: None,
        }));
        let model = ModelDescriptor::new("Order", table, &[]);
        let target = ReadTarget {
            table: &"orders".into(),
            model: &model,
            index: Some("by_state"),
            selected: None,
            ascending: true,
            consistent: false,
        };
        target.fingerprint(b"")
    }

    #[test]
    fn an_index_with_another_key_takes_no_cursor_of_its_older_self() {
        const AT: &[Key] = &[Key::string("at")];
        const OLDER: [&[Key]; 3] = [&[], &[Key::string("total")], &[Key::number("at")]];
        for older in OLDER {
            assert_ne!(fingerprint_by(older), fingerprint_by(AT), "{older:?}");
        }
    }
}
