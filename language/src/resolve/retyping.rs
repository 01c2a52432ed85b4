//! Former stored forms of fields.

use std::collections::HashMap;

use dynamite_core::NoWayBack;

use super::{Names, field, types};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Retyping, Scalar, Type, TypeId};
use crate::raw::{self, RetypedFrom};
use crate::source::Spanned;

/// Resolves the form that a field of type `ty` had before. A form that values of the new type have no
/// place in is reported.
pub(super) fn resolve(
    raw: &raw::Field,
    former: &RetypedFrom,
    ty: &Type,
    names: &Names<'_>,
    problems: &mut Problems,
) -> Option<Retyping> {
    let name = &raw.name;
    if let Some(both) = &raw.renamed_from {
        problems.push(catalogue::renamed_and_retyped(both.span, name));
        return None;
    }
    if let Some(codec) = &raw.codec {
        problems.push(catalogue::retyped_with_codec(codec.span, name));
        return None;
    }
    if !former.values.is_empty() {
        return values(former, ty, name, names, problems);
    }
    let written = former.ty.as_ref().or(raw.ty.as_ref())?;
    if former.ty.as_ref().is_some_and(|ty| ty.optional) {
        problems.push(catalogue::optional_former(written.name.span, name));
        return None;
    }
    let old = types::resolve(written, names, problems)?;
    let old = field::with_format(old, written, former.stored_as.as_ref(), problems);
    let way_back = match (&old, ty) {
        (Type::Scalar(old), Type::Scalar(new)) => new.written_as(*old).map(Retyping::Scalar),
        (Type::Scalar(Scalar::String), Type::Named(id)) if names.enum_values(*id).is_some() => {
            Ok(Retyping::Text)
        }
        _ if old == *ty => Err(NoWayBack::SameForm),
        _ => Err(NoWayBack::Fewer),
    };
    way_back
        .map_err(|why| problems.push(catalogue::no_way_back(former.attribute.span, name, why)))
        .ok()
}

/// The former stored values of an enum.
fn values(
    former: &RetypedFrom,
    ty: &Type,
    name: &Spanned<String>,
    names: &Names<'_>,
    problems: &mut Problems,
) -> Option<Retyping> {
    let at = former.attribute.span;
    let of_enum = match ty {
        Type::Named(id) => names.enum_values(*id).map(|values| (*id, values)),
        _ => None,
    };
    let is_alone = former.ty.is_none() && former.stored_as.is_none();
    let Some((id, declared)) = of_enum.filter(|_| is_alone) else {
        problems.push(catalogue::former_values_of_no_enum(at, name));
        return None;
    };
    if has_others(id, names) {
        problems.push(catalogue::former_values_of_open_enum(at, name));
        return None;
    }
    let declared: Vec<_> = declared.iter().map(|it| it.value.as_str()).collect();
    let unknown = (former.values.iter()).find(|(new, _)| !declared.contains(&new.as_str()));
    if let Some((new, _)) = unknown {
        problems.push(catalogue::former_of_unknown_value(new, &declared));
        return None;
    }
    let all = stored_before(&declared, former);
    if let Some(twice) = (all.iter()).find(|one| all.iter().filter(|it| it == one).count() > 1) {
        problems.push(catalogue::former_value_twice(at, name, twice));
        return None;
    }
    if all == declared {
        problems.push(catalogue::no_way_back(at, name, NoWayBack::SameForm));
        return None;
    }
    Some(Retyping::Values(all))
}

/// What was stored for these values of an enum.
fn stored_before(declared: &[&str], former: &RetypedFrom) -> Vec<String> {
    let listed: HashMap<_, _> = (former.values.iter())
        .map(|(new, old)| (new.as_str(), old.as_str()))
        .collect();
    let old = |new: &&str| listed.get(new).copied().unwrap_or(new).to_owned();
    declared.iter().map(old).collect()
}

/// Returns `true` if an enum has a variant for other strings.
fn has_others(id: TypeId, names: &Names<'_>) -> bool {
    let mut types = names.types();
    let body = types.nth(id.0).map(|ty| &ty.body);
    matches!(
        body,
        Some(raw::TypeBody::Enum {
            catch_all: Some(_),
            ..
        })
    )
}
