//! Where items of a model have the values of a type.

use super::nested::Way;
use crate::diff::Owner;
use crate::ir::{Field, Model, NamedType, NamedTypeKind, Schema, Type, TypeId};

/// Returns the ways to the values of what fields are declared in. `None` if some of them are where no step
/// reaches: in lists, maps and flattened unions.
pub(super) fn to_values(owner: Owner<'_>, schema: &Schema, model: &Model) -> Option<Vec<Way>> {
    match owner {
        Owner::Model(_) => Some(vec![Way::default()]),
        Owner::Type(ty) => to_type(ty, schema, model),
        Owner::Variant(ty, variant) => {
            let union = ty.as_tagged_union()?;
            let ways = to_type(ty, schema, model)?.into_iter();
            Some(ways.map(|way| way.variant(union, variant)).collect())
        }
    }
}

fn to_type(ty: &NamedType, schema: &Schema, model: &Model) -> Option<Vec<Way>> {
    let mut types = schema.types.iter();
    let id = TypeId(types.position(|other| other.name == ty.name)?);
    let mut search = Search {
        schema,
        id,
        outer: Vec::new(),
        found: Vec::new(),
        is_out_of_reach: false,
    };
    search.through(&model.fields, &Way::default(), true);
    (!search.is_out_of_reach).then_some(search.found)
}

/// A search for the values of a type.
struct Search<'s> {
    schema: &'s Schema,
    id: TypeId,
    /// The types on the way: one that contains itself is gone through once.
    outer: Vec<TypeId>,
    found: Vec<Way>,
    is_out_of_reach: bool,
}

impl Search<'_> {
    /// Looks into fields. `is_reached` says that steps reach them.
    fn through(&mut self, fields: &[Field], way: &Way, is_reached: bool) {
        for field in fields {
            self.through_type(&field.ty, &way.field(field), is_reached && !field.flatten);
        }
    }

    fn through_type(&mut self, ty: &Type, way: &Way, is_reached: bool) {
        let id = match ty {
            Type::Named(id) => *id,
            Type::List(inner) | Type::Map(inner) => return self.through_type(inner, way, false),
            Type::Scalar(_) | Type::Set(_) | Type::Rust(_) => return,
        };
        if id == self.id {
            self.is_out_of_reach |= !is_reached;
            self.found.push(way.clone());
        }
        if self.outer.contains(&id) {
            return;
        }
        self.outer.push(id);
        let named = self.schema.named_type(id);
        if let Some(union) = named.as_tagged_union() {
            for variant in union.variants {
                let way = way.variant(union, variant);
                self.through(&variant.fields, &way, is_reached);
            }
        } else if let NamedTypeKind::Struct(fields) = &named.kind {
            self.through(fields, way, is_reached);
        }
        self.outer.pop();
    }
}
