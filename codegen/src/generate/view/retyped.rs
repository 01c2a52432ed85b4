//! Fields that get another stored form: the forms of both their attributes.

use super::{names, scalars};
use crate::generate::error::GenerateError;
use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{Field, FormerForm, Phase, Renaming, Retyping, Scalar, Schema};

/// Both forms of a field.
pub(crate) struct Forms {
    /// That of the attribute that is read.
    pub(crate) stored: Tokens,
    /// That of the attribute that is not.
    pub(crate) other: Tokens,
}

/// The forms of a field, whose new form is `new`; `None` if it does not get another one.
pub(crate) fn forms(
    schema: &Schema,
    field: &Field,
    new: &Tokens,
) -> Result<Option<Forms>, GenerateError> {
    let Some(Renaming {
        phase,
        retyping: Some(retyping),
        ..
    }) = &field.renaming
    else {
        return Ok(None);
    };
    let former = former(schema, field, retyping, new)?;
    let new = new.clone();
    Ok(Some(match phase {
        Phase::Expand => Forms {
            stored: former,
            other: new,
        },
        Phase::Switch | Phase::Contract => Forms {
            stored: new,
            other: former,
        },
    }))
}

/// The scalar that the attribute of a field is read as, if that is not its type.
pub(super) fn read_as(field: &Field) -> Option<Scalar> {
    let renaming = field.renaming.as_ref()?;
    let retyping = renaming.retyping.as_ref()?;
    match (renaming.phase, retyping) {
        (Phase::Switch | Phase::Contract, _) => None,
        (Phase::Expand, Retyping::Scalar(FormerForm::Same(it) | FormerForm::Wider(it))) => {
            Some(*it)
        }
        (Phase::Expand, _) => Some(Scalar::String),
    }
}

/// The former form, in which values of the new one are written.
fn former(
    schema: &Schema,
    field: &Field,
    retyping: &Retyping,
    new: &Tokens,
) -> Result<Tokens, GenerateError> {
    let former = match retyping {
        Retyping::Scalar(FormerForm::Same(scalar)) => return Ok(scalars::stored_form(*scalar)),
        Retyping::Scalar(FormerForm::Wider(scalar)) => scalars::stored_form(*scalar),
        Retyping::Scalar(FormerForm::Printed) => tokens!("rt::Printed<{}>", new),
        Retyping::Text => new.clone(),
        Retyping::Values(_) => former_values(schema, field, new)?,
    };
    Ok(tokens!("rt::Former<{}, {}>", new, former))
}

/// The form of an enum with the former values, which the model has by the position of the field.
fn former_values(schema: &Schema, field: &Field, new: &Tokens) -> Result<Tokens, GenerateError> {
    let is_it = |other: &Field| other.span == field.span;
    let owner = schema.models.iter().find_map(|model| {
        let position = model.fields.iter().position(is_it)?;
        Some((model, position))
    });
    let Some((model, position)) = owner else {
        // Only fields of models are retyped.
        return Ok(new.clone());
    };
    let (model, position) = (names::reexported(&model.name)?, Tokens::number(position));
    Ok(tokens!("rt::FormerValues<{}, {}>", model, position))
}
