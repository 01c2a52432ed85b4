//! Queries about stored items.

use dynamite_core::Attributes;

use super::{KeyAttribute, ModelId, Schema};

impl Schema {
    /// Returns `true` if a stored item of a model's table is an item of the model.
    ///
    /// A table holds the items of one model, so every item is. Code that walks over a table calls
    /// it all the same, because a table of several models has items of each.
    pub fn is_item_of(&self, model: ModelId, _item: &impl Attributes) -> bool {
        self.table(self.model(model).table).models == [model]
    }

    /// Returns the primary key of a stored item of a model: its attributes, partition key first,
    /// with their values. `None` if one of them is missing, which never happens for an item of the
    /// table.
    pub fn key_of<'a, I: Attributes>(
        &'a self,
        model: ModelId,
        item: &'a I,
    ) -> Option<Vec<(&'a KeyAttribute, &'a I::Value)>> {
        let key = &self.table(self.model(model).table).key;
        let attributes = std::iter::once(&key.partition).chain(&key.sort);
        let values = attributes.map(|it| Some((it, item.attribute(&it.name)?)));
        values.collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use dynamite_core::Attributes;

    use super::ModelId;
    use crate::source::Sources;

    struct Item(HashMap<&'static str, u8>);

    impl Attributes for Item {
        type Value = u8;

        fn attribute(&self, name: &str) -> Option<&u8> {
            self.0.get(name)
        }
    }

    #[test]
    fn the_key_of_an_item_is_that_of_its_table() {
        let mut sources = Sources::default();
        sources.add(
            "schema.yaml",
            "models: { Line: { key: { partition: order, sort: at }, \
             fields: { at: u8, order: { type: ulid, attribute: o } } } }",
        );
        let schema = crate::check(sources).expect("a schema").schema;
        let item = Item(HashMap::from([("at", 2), ("o", 1), ("more", 3)]));
        assert!(schema.is_item_of(ModelId(0), &item));
        let key = schema.key_of(ModelId(0), &item).expect("a key");
        let key: Vec<_> = key.iter().map(|(it, value)| (&*it.name, **value)).collect();
        assert_eq!(key, [("o", 1), ("at", 2)]);
        let partial = Item(HashMap::from([("o", 1)]));
        assert_eq!(
            schema.key_of(ModelId(0), &partial).map(|key| key.len()),
            None
        );
    }
}
