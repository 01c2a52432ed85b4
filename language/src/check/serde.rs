//! Types that are serialized.

use super::Context;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Auto, Exposure, Field, NamedTypeKind, Serde, Type, TypeId};
use crate::raw;
use crate::source::Span;

/// A declaration with fields.
struct Owner<'a> {
    name: &'a str,
    serde: Option<Serde>,
    fields: Vec<&'a Field>,
    /// `true` if its fields can have defaults.
    is_model: bool,
}

/// Returns the sound models and types, with their sound fields.
fn owners<'a>(context: &'a Context<'_>) -> Vec<Owner<'a>> {
    let sound = |fields: &mut dyn Iterator<Item = &'a Field>| {
        fields
            .filter(|field| context.is_sound(field.span))
            .collect()
    };
    let models = context.sound_models().map(|subject| Owner {
        name: &subject.model.name,
        serde: subject.model.serde,
        fields: sound(&mut subject.model.fields.iter()),
        is_model: true,
    });
    let types = context.sound_types().map(|ty| Owner {
        name: &ty.name,
        serde: ty.serde,
        fields: sound(&mut ty.fields()),
        is_model: false,
    });
    models.chain(types).collect()
}

pub(super) fn fields_have_a_place_in_input_only_where_it_can_be_used(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    let places = written_places(context);
    for owner in owners(context) {
        for field in &owner.fields {
            let place = places.iter().find(|(name, _)| *name == field.span);
            let place = place.map(|(_, place)| *place);
            if let Some((reason, help)) = refusal(&owner, field, place.is_some()) {
                let at = place.unwrap_or(field.span);
                problems.push(catalogue::bad_exposure(at, &field.name, reason, help));
            }
        }
    }
}

/// Returns the reason a field cannot have its place, and the remedy. `is_written` is `true` if the
/// schema declares the place.
fn refusal(
    owner: &Owner<'_>,
    field: &Field,
    is_written: bool,
) -> Option<(&'static str, &'static str)> {
    if owner.serde.is_none() {
        let help = "add `serde: true` to the type";
        return is_written.then_some(("its type is not serialized", help));
    }
    let kept = matches!(
        field.auto,
        Some(Auto::Deleted | Auto::Version | Auto::WriteId)
    );
    if kept && field.serde.is_read() {
        let help = "use `output` or `none`: no input can set it";
        return Some(("only Dynamite sets it", help));
    }
    if field.serde == Exposure::Create && !owner.is_model {
        let help = "use `both`, `output`, `input` or `none`; `create` is for fields of models";
        return Some(("a patch sets the value around it as a whole", help));
    }
    if !field.is_required() || field.serde.is_read() {
        return None;
    }
    let help = if owner.is_model {
        "give it a default, make it optional, or accept it with `serde: both` or `serde: input`"
    } else {
        "make it optional, or accept it with `serde: both` or `serde: input`"
    };
    let reason = "it has to be given, and is not accepted from input";
    Some((reason, help))
}

/// Returns the places of `serde:` of fields, with the place of the field's name.
fn written_places(context: &Context<'_>) -> Vec<(Span, Span)> {
    let declarations = context.declarations;
    let nested = declarations.types.iter().flat_map(|ty| ty.body.fields());
    let of_models = declarations.models.iter().flat_map(raw::Model::fields);
    let fields = of_models.chain(nested);
    let places = fields.filter_map(|field| Some((field.name.span, field.serde.as_ref()?.span)));
    places.collect()
}

pub(super) fn what_is_serialized_consists_of_what_is(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    let types: Vec<_> = context.types().collect();
    for owner in owners(context).iter().filter(|it| it.serde.is_some()) {
        for field in &owner.fields {
            let is_used = field.serde.is_read() || field.serde.is_written();
            let Some(TypeId(inner)) = named_type(&field.ty).filter(|_| is_used) else {
                continue;
            };
            let ty = types[inner];
            if ty.serde.is_none() && context.is_sound(ty.span) {
                let field = (field.name.as_str(), field.span);
                let ty = (ty.name.as_str(), ty.span);
                problems.push(catalogue::not_serialized(owner.name, field, ty));
            }
        }
    }
}

/// Returns the declared type that values consist of.
pub(super) fn named_type(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::List(element) | Type::Map(element) => named_type(element),
        Type::Named(id) => Some(*id),
        Type::Scalar(_) | Type::Set(_) | Type::Rust(_) => None,
    }
}

/// In serialized values, fields are called by their names, which need not be the stored ones. Beside
/// the tag, they have to differ from it.
pub(super) fn serialized_fields_are_not_called_like_their_tag(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    for ty in context.sound_types().filter(|ty| ty.serde.is_some()) {
        let NamedTypeKind::Union {
            tag, content: None, ..
        } = &ty.kind
        else {
            continue;
        };
        let called_like_it = |field: &&Field| field.name == *tag && field.attribute != *tag;
        for field in ty.fields().filter(called_like_it) {
            if context.is_sound(field.span) {
                let reason = "serialized values have their tag under this name";
                let help = "give the field another name, or the union another `tag` or a `content`";
                let problem = catalogue::bad_exposure(field.span, &field.name, reason, help);
                problems.push(problem);
            }
        }
    }
}
