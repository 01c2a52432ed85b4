//! A union's file: variants with fields of their own, told apart by a tag beside the fields.

use crate::generate::error::GenerateError;
use crate::generate::parts::codec::{self, Reads, Slot};
use crate::generate::parts::rules::{self, Statics};
use crate::generate::parts::{debug, shapes, structs};
use crate::generate::text::context::Context;
use crate::generate::text::docs::{Docs, code};
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::names;
use dynamite_schema::ir::{NamedType, Schema, UnionVariant};

const TEMPLATE: Template = template!("union.rs.jinja");

/// The file of a union.
pub(super) fn file(
    schema: &Schema,
    ty: &NamedType,
    tag: &str,
    variants: &[UnionVariant],
    is_secret: bool,
) -> Result<SourceFile, GenerateError> {
    let source = &schema.sources.file(ty.span.file).path;
    let ours = format!(
        "Stored as `M`; attribute {} says which it is. Declared in {}.",
        code(tag),
        code(source)
    );
    let shapes = shapes::of_variants(schema, ty, variants)?;
    let mut rules = Statics::new(is_secret);
    let variants = (variants.iter())
        .map(|variant| Variant::new(schema, ty, variant, &mut rules))
        .collect::<Result<Vec<_>, _>>()?;
    let context = context(ty, tag, &variants)?
        .with("docs", Docs::with(ty.doc.as_deref(), ours).into_tokens())
        .with("shapes", shapes);
    let file = SourceFile::module(source)
        .add(TEMPLATE, context)
        .add(rules::TEMPLATE, rules.into_context());
    Ok(file)
}

struct Variant<'a> {
    declared: &'a UnionVariant,
    name: Tokens,
    fields: Vec<FieldCode<'a>>,
    /// Values hold the attributes that the schema does not declare.
    keeps_unknown: bool,
}

impl<'a> Variant<'a> {
    fn new(
        schema: &Schema,
        ty: &NamedType,
        variant: &'a UnionVariant,
        rules: &mut Statics,
    ) -> Result<Self, GenerateError> {
        let mut fields = FieldCode::all_nested(schema, &variant.fields)?;
        rules.declare(&variant.rust_name, &mut fields)?;
        Ok(Self {
            declared: variant,
            name: Tokens::ident(&variant.rust_name)?,
            fields,
            keeps_unknown: ty.keeps_unknown(),
        })
    }

    /// Returns true if values hold nothing.
    fn is_unit(&self) -> bool {
        self.fields.is_empty() && !self.keeps_unknown
    }

    /// The code for undeclared attributes, if values hold them.
    fn of_rest<T>(&self, code: T) -> Option<T> {
        self.keeps_unknown.then_some(code)
    }

    /// The declared attributes, of which the tag is the first.
    fn declared(&self, tag: &str) -> Tokens {
        let fields = self.fields.iter().map(|field| field.attribute.clone());
        let all = std::iter::once(Tokens::string(tag)).chain(fields);
        tokens!("&[{}]", Tokens::comma_separated(all))
    }
}

fn context(ty: &NamedType, tag: &str, variants: &[Variant<'_>]) -> Result<Context, GenerateError> {
    let all: Vec<_> = variants
        .iter()
        .flat_map(|variant| &variant.fields)
        .collect();
    let slots = slots(&all)?;
    // What is not declared may be sensitive.
    let sensitive = ty.keeps_unknown() || all.iter().any(|field| field.field.sensitive);
    let settles = all.iter().any(|field| field.settles);
    let derives = if sensitive {
        tokens!("Clone, PartialEq")
    } else {
        tokens!("Clone, Debug, PartialEq")
    };
    Ok(Context::new()
        .with("name", Tokens::ident(&ty.name)?)
        .with("label", Tokens::string(&ty.name))
        .with("tag", Tokens::string(tag))
        .with("derives", derives)
        .list("variants", variants.iter().map(|v| variant(v, tag, &slots)))
        .list("slots", slots.iter().map(Slot::context))
        .list("debug_blocks", sensitive.then(Context::new))
        .list("settle_blocks", settles.then(Context::new))
        .list("normalize_blocks", arms(variants, rules::normalize))
        .list("check_blocks", arms(variants, rules::check_field)))
}

fn variant(variant: &Variant<'_>, tag: &str, slots: &[Slot]) -> Context {
    let ours = format!("Tag {}.", code(&variant.declared.stored));
    let docs = Docs::with(variant.declared.doc.as_deref(), ours);
    let own = tokens!("Self::{}", variant.name);
    let reads = Reads::new(
        variant
            .fields
            .iter()
            .map(|field| (field, slot_of(field, slots))),
    );
    let required = reads.has_required().then(|| reads.required());
    let with = |value: &dyn Fn(&FieldCode<'_>) -> Tokens| {
        let fields = variant.fields.iter().map(|field| (field, value(field)));
        with_fields(&own, fields, variant.of_rest(tokens!("rest")))
    };
    let declared = variant.declared(tag);
    // Before the fields are bound, of which one may be called `fields`.
    let read_rest = Context::new().with("read", tokens!("fields.rest({})", declared));
    let write_rest = Context::new().with("write", tokens!(".write_rest({}, rest)", declared));
    let shown_rest = debug::entry("rest", tokens!("&rt::Names(rest)"));
    let rest = variant.of_rest(tokens!("rest: rest?"));
    Context::new()
        .with("docs", docs.into_tokens())
        .with("label", Tokens::string(&variant.declared.rust_name))
        .with("stored", Tokens::string(&variant.declared.stored))
        .with("definition", definition(variant))
        .with("pattern", with(&|field| field.local.clone()))
        .with("debug_pattern", with(&debug_binding))
        .with("read", with_fields(&own, reads.taken(), rest))
        .list("rest", variant.of_rest(read_rest))
        .list("required", required)
        .with(
            "settled",
            with(&|field| codec::settled(field, field.local.clone())),
        )
        .list("write_blocks", (!variant.is_unit()).then(Context::new))
        .list(
            "writes",
            variant
                .fields
                .iter()
                .map(write)
                .chain(variant.of_rest(write_rest)),
        )
        .list(
            "shown",
            variant
                .fields
                .iter()
                .map(shown)
                .chain(variant.of_rest(shown_rest)),
        )
}

fn definition(variant: &Variant<'_>) -> Tokens {
    if variant.is_unit() {
        return variant.name.clone();
    }
    let fields = variant.fields.iter();
    let fields = fields.map(|field| tokens!("{}\n{}: {}", field.docs, field.name, field.ty));
    let rest = (variant.keeps_unknown)
        .then(|| tokens!("{}\nrest: {}", structs::rest_docs(), structs::rest_type()));
    let fields = Tokens::comma_separated(fields.chain(rest));
    tokens!("{} {{ {} }}", variant.name, fields)
}

/// A variant as a pattern or an expression.
fn with_fields<'f>(
    name: &Tokens,
    fields: impl Iterator<Item = (&'f FieldCode<'f>, Tokens)>,
    rest: Option<Tokens>,
) -> Tokens {
    let fields = fields.map(|(field, value)| codec::initialized(field, value));
    let fields: Vec<_> = fields.chain(rest).collect();
    if fields.is_empty() {
        return name.clone();
    }
    tokens!("{} {{ {} }}", name, Tokens::comma_separated(fields))
}

/// The call for a field and a reference to it, if one is needed.
type Call = fn(&FieldCode<'_>, &Tokens) -> Option<Tokens>;

/// The arms of a match that makes a call for every field that needs it; nothing if none does.
fn arms(variants: &[Variant<'_>], call: Call) -> Option<Context> {
    let idle = |variant: &&Variant<'_>| variant.fields.iter().all(|it| !is_called(it, call));
    let (idle, busy): (Vec<_>, Vec<_>) = variants.iter().partition(idle);
    let arms = busy.into_iter().map(|variant| {
        let calls = variant
            .fields
            .iter()
            .filter_map(|field| call(field, &field.local));
        let calls = calls.map(|call| Context::new().with("call", call));
        let pattern = pattern_of(variant, |field| is_called(field, call));
        Context::new().with("pattern", pattern).list("calls", calls)
    });
    let arms: Vec<_> = arms.collect();
    let idle = idle
        .into_iter()
        .map(|variant| pattern_of(variant, |_| false));
    let idle: Vec<_> = idle
        .map(|pattern| Context::new().with("pattern", pattern))
        .collect();
    (!arms.is_empty()).then(|| Context::new().list("arms", arms).list("idle", idle))
}

fn is_called(field: &FieldCode<'_>, call: Call) -> bool {
    call(field, &field.local).is_some()
}

/// A variant as a pattern that binds some of its fields.
fn pattern_of(variant: &Variant<'_>, is_bound: impl Fn(&FieldCode<'_>) -> bool) -> Tokens {
    let own = tokens!("Self::{}", variant.name);
    if variant.is_unit() {
        return own;
    }
    let bound: Vec<_> = variant
        .fields
        .iter()
        .filter(|field| is_bound(field))
        .collect();
    let is_partial = variant.keeps_unknown || bound.len() < variant.fields.len();
    let rest = is_partial.then(|| tokens!(".."));
    let bindings = bound
        .iter()
        .map(|field| tokens!("{}: {}", field.name, field.local));
    let bindings = Tokens::comma_separated(bindings.chain(rest));
    tokens!("{} {{ {} }}", own, bindings)
}

fn debug_binding(field: &FieldCode<'_>) -> Tokens {
    if field.field.sensitive {
        tokens!("_")
    } else {
        field.local.clone()
    }
}

/// The slot of a field, of which there is one for each attribute.
fn slot_of<'s>(field: &FieldCode<'_>, slots: &'s [Slot]) -> &'s Slot {
    let position = slots
        .iter()
        .take_while(|slot| slot.attribute != field.attribute)
        .count();
    &slots[position]
}

fn write(field: &FieldCode<'_>) -> Context {
    Context::new().with("write", codec::write(field, None, &field.local))
}

fn shown(field: &FieldCode<'_>) -> Context {
    let value = if field.field.sensitive {
        tokens!("&rt::Redacted")
    } else {
        field.local.clone()
    };
    debug::entry(&field.field.rust_name, value)
}

/// The slots that the attributes of all variants are read into before the variant is known: the tag
/// may come after them, because the members of a map have no order.
fn slots(fields: &[&FieldCode<'_>]) -> Result<Vec<Slot>, GenerateError> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut locals = names::of_fields(fields.iter().map(|field| field.field));
    for field in fields {
        let shared = slots
            .iter_mut()
            .find(|slot| slot.attribute == field.attribute);
        if let Some(slot) = shared {
            slot.share(field);
        } else {
            // Variants may give one Rust name to two attributes.
            slots.push(Slot::new(field, names::local(field.field, &mut locals)?));
        }
    }
    Ok(slots)
}
