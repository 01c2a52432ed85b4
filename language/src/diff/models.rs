//! Models: tables, keys, constraints and indexes.

use std::collections::BTreeSet;

use super::pairs::{Pairs, pair};
use super::{Comparison, IndexChange, Kind, Owner, fields};
use crate::ir::{Model, ModelId, ModelIndex, Projection, Schema, Table, TableIndex, Unique};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let Pairs {
        both,
        removed,
        added,
    } = pairs(comparison.old, comparison.new);
    for (old, new) in both {
        model(comparison, old.1, new.1);
    }
    for (_, model) in removed {
        comparison.add(Owner::Model(model), Kind::ModelRemoved);
    }
    for (_, model) in added {
        comparison.add(Owner::Model(model), Kind::ModelAdded);
    }
}

/// The models of both schemas, each with its id.
pub(super) fn pairs<'s>(old: &'s Schema, new: &'s Schema) -> Pairs<(ModelId, &'s Model)> {
    let models = |schema: &'s Schema| {
        let ids = (0..).map(ModelId);
        ids.zip(&schema.models).collect::<Vec<_>>()
    };
    let table = |schema: &'s Schema, model: &Model| schema.table(model.table).name.as_str();
    pair(
        models(old),
        models(new),
        &[&|(_, one), (_, other)| one.name == other.name, &|(
            _,
            one,
        ),
                                                            (
            _,
            other,
        )| {
            table(old, one) == table(new, other)
        }],
    )
}

pub(super) fn model<'s>(comparison: &mut Comparison<'s>, old: &'s Model, new: &'s Model) {
    let owner = Owner::Model(new);
    let tables = (
        comparison.old.table(old.table),
        comparison.new.table(new.table),
    );
    if tables.0.name != tables.1.name {
        let (old, new) = (tables.0.name.as_str(), tables.1.name.as_str());
        comparison.add(owner, Kind::TableRenamed { old, new });
    }
    if tables.0.key != tables.1.key {
        comparison.add(owner, Kind::KeyChanged);
    }
    fields::compare(comparison, owner, &old.fields, &new.fields);
    let (old_ttl, new_ttl) = (tables.0.ttl.as_deref(), tables.1.ttl.as_deref());
    if old_ttl != new_ttl {
        let (old, new) = (old_ttl, new_ttl);
        comparison.add(owner, Kind::TtlChanged { old, new });
    }
    uniques(comparison, old, new);
    indexes(comparison, (old, tables.0), (new, tables.1));
}

fn uniques<'s>(comparison: &mut Comparison<'s>, old: &'s Model, new: &'s Model) {
    let attributes = |model: &'s Model, unique: &'s Unique| {
        let fields = unique.fields.iter();
        let names = fields.map(|id| model.field(*id).settled_attribute());
        names.collect::<Vec<_>>()
    };
    let Pairs {
        both,
        removed,
        added,
    } = pair(
        &old.uniques,
        &new.uniques,
        &[
            &|one, other| attributes(old, one) == attributes(new, other),
            &|one, other| one.guard == other.guard,
        ],
    );
    let owner = Owner::Model(new);
    for (old, new) in both {
        if old.guard != new.guard || old.among_live != new.among_live {
            comparison.add(owner, Kind::UniqueChanged(new));
        }
    }
    for unique in removed {
        comparison.add(owner, Kind::UniqueRemoved(unique));
    }
    for unique in added {
        comparison.add(owner, Kind::UniqueAdded(unique));
    }
}

/// An index of a model, and what the table says of it.
type Index<'s> = (&'s ModelIndex, &'s TableIndex);

fn indexes<'s>(
    comparison: &mut Comparison<'s>,
    (old, old_table): (&'s Model, &'s Table),
    (new, new_table): (&'s Model, &'s Table),
) {
    let of = |model: &'s Model, table: &'s Table| {
        let indexes = model.indexes.iter();
        let indexes = indexes.map(|index| (index, &table.indexes[index.settled]));
        indexes.collect::<Vec<Index<'s>>>()
    };
    let Pairs {
        both,
        removed,
        added,
    } = pair(
        of(old, old_table),
        of(new, new_table),
        &[&|one, other| one.1.name == other.1.name],
    );
    let owner = Owner::Model(new);
    for (old, (index, table)) in both {
        if let Some(what) = difference(old.1, table) {
            comparison.add(owner, Kind::IndexChanged { new: index, what });
        }
    }
    for (index, _) in removed {
        comparison.add(owner, Kind::IndexRemoved(index));
    }
    for (index, _) in added {
        comparison.add(owner, Kind::IndexAdded(index));
    }
}

pub(super) fn difference(old: &TableIndex, new: &TableIndex) -> Option<IndexChange> {
    if old.kind != new.kind || old.partition != new.partition || old.sort != new.sort {
        return Some(IndexChange::Key);
    }
    (projected(&old.projection) != projected(&new.projection)).then_some(IndexChange::Projection)
}

/// What an index holds besides keys, whatever the order; `None` for everything.
fn projected(projection: &Projection) -> Option<BTreeSet<&str>> {
    match projection {
        Projection::All => None,
        Projection::KeysOnly => Some(BTreeSet::new()),
        Projection::Include(attributes) => Some(attributes.iter().map(String::as_str).collect()),
    }
}
