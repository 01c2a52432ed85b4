//! Indexes that hold fields which are being renamed: one over the former attributes, and one over the
//! new ones.

use crate::ir::{
    Field, FieldId, KeyAttribute, Phase, Projection, RenamedIndex, Renaming, TableIndex,
};
use crate::raw;

/// The index of a table that is queried, and its part in a rename.
pub(super) struct Indexes {
    pub(super) queried: TableIndex,
    /// The one over the attributes that are not read, if it has to be there too.
    pub(super) second: Option<TableIndex>,
    /// `true` if the second one stays once the rename is over.
    pub(super) is_second_settled: bool,
}

/// Makes the indexes of a table for one that is declared. `queried` holds the attributes that are read,
/// of the fields in `held` among others. What is wrong with the rename is found when it is checked.
pub(super) fn of(
    raw: &raw::Index,
    queried: TableIndex,
    held: impl Iterator<Item = FieldId>,
    fields: &[Field],
) -> Indexes {
    let mut renamings = held.filter_map(|id| fields[id.0].renaming.as_ref());
    let renaming = raw.renamed_from.as_ref().zip(renamings.next());
    let Some((former, Renaming { phase, .. })) = renaming else {
        return Indexes {
            queried,
            second: None,
            is_second_settled: false,
        };
    };
    let one_of = |index: TableIndex, is_former: bool| {
        let name = if is_former {
            former
        } else {
            raw.name_in_dynamodb()
        };
        TableIndex {
            name: name.value.clone(),
            renaming: Some(RenamedIndex {
                phase: *phase,
                is_former,
            }),
            ..index
        }
    };
    let is_former_read = *phase == Phase::Expand;
    let second = (*phase != Phase::Contract).then(|| of_second_attributes(&queried, fields));
    Indexes {
        queried: one_of(queried, is_former_read),
        second: second.map(|second| one_of(second, !is_former_read)),
        is_second_settled: is_former_read,
    }
}

/// Returns the index over the attributes that are not read.
fn of_second_attributes(index: &TableIndex, fields: &[Field]) -> TableIndex {
    let second = |name: &String| {
        let mut renamed = fields.iter().filter(|field| field.attribute == *name);
        let renaming = renamed.find_map(|field| field.renaming.as_ref());
        renaming.map_or_else(|| name.clone(), |it| it.other().to_owned())
    };
    let key = |attributes: &[KeyAttribute]| {
        let attributes = attributes.iter();
        let attributes = attributes.map(|attribute| KeyAttribute {
            name: second(&attribute.name),
            kind: attribute.kind,
        });
        attributes.collect()
    };
    TableIndex {
        partition: key(&index.partition),
        sort: key(&index.sort),
        projection: match &index.projection {
            Projection::Include(names) => Projection::Include(names.iter().map(second).collect()),
            Projection::All => Projection::All,
            Projection::KeysOnly => Projection::KeysOnly,
        },
        ..index.clone()
    }
}
