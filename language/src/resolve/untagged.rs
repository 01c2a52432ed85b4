//! Untagged unions.

use super::named_type::Members;
use super::{Names, field, types};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Scalar, ScalarVariant, Type};
use crate::raw;
use crate::source::Spanned;

/// Resolves the variants. Those without a usable type are left out, and reported.
pub(super) fn resolve(
    owner: &Spanned<String>,
    raw: &[raw::ScalarVariant],
    names: &Names<'_>,
    problems: &mut Problems,
) -> Vec<ScalarVariant> {
    if raw.len() < 2 {
        problems.push(catalogue::too_few_variants(owner));
    }
    let mut members = Members::new("variants", owner);
    let variants = raw.iter().filter_map(|variant| {
        let rust_name = members.add(&variant.name, variant.rust_name.as_ref(), problems);
        Some(ScalarVariant {
            name: variant.name.value.clone(),
            rust_name,
            scalar: scalar(variant, names, problems)?,
            doc: variant.doc.clone(),
            span: variant.name.span,
        })
    });
    variants.collect()
}

fn scalar(
    variant: &raw::ScalarVariant,
    names: &Names<'_>,
    problems: &mut Problems,
) -> Option<Scalar> {
    let written = variant.ty.as_ref()?;
    let ty = types::resolve(written, names, problems)?;
    match field::with_format(ty, written, variant.stored_as.as_ref(), problems) {
        Type::Scalar(scalar) if scalar != Scalar::Json && !written.optional => Some(scalar),
        _ => {
            problems.push(catalogue::no_scalar(
                written.name.span,
                &variant.name,
                &written.to_string(),
            ));
            None
        }
    }
}
