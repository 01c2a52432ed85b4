//! Flattened unions in indexes.

use crate::ir::{Field, Model, NamedType, Projection, Table, TableIndex};

/// Adds the other attributes of a flattened union to the projections that hold its tag, since without
/// them it cannot be read.
pub(super) fn project_whole_unions(tables: &mut [Table], models: &[Model], types: &[NamedType]) {
    for model in models {
        let unions = model.fields.iter().filter(|field| field.flatten);
        for field in unions {
            for index in &mut tables[model.table.0].indexes {
                project_whole_union(index, field, types);
            }
        }
    }
}

fn project_whole_union(index: &mut TableIndex, field: &Field, types: &[NamedType]) {
    let Projection::Include(names) = &mut index.projection else {
        return;
    };
    if !names.contains(&field.attribute) {
        return;
    }
    for name in field.attributes(types) {
        if !names.iter().any(|it| it == name) {
            names.push(name.to_owned());
        }
    }
}
