//! A variant of a union, as a definition, a pattern and an expression.

use std::collections::HashSet;

use crate::generate::error::GenerateError;
use crate::generate::parts::codec::{self, Reads};
use crate::generate::parts::rules::Statics;
use crate::generate::parts::{debug, structs};
use crate::generate::text::context::Context;
use crate::generate::text::docs::{Docs, code};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use dynamite_schema::ir::{NamedType, Schema, UnionVariant};

/// The attributes of a union itself.
#[derive(Clone, Copy)]
pub(super) struct Layout<'a> {
    pub(super) tag: &'a str,
    /// The attribute that holds the fields, if they are not beside the tag.
    pub(super) content: Option<&'a str>,
}

/// A variant, with its fields.
pub(super) struct Variant<'a> {
    layout: Layout<'a>,
    declared: &'a UnionVariant,
    name: Tokens,
    pub(super) fields: Vec<FieldCode<'a>>,
    /// Values hold the attributes that the schema does not declare.
    keeps_unknown: bool,
    /// The attributes that are sensitive in some variant.
    secret: &'a HashSet<&'a str>,
}

impl<'a> Variant<'a> {
    /// Prepares a variant and declares the rules of its fields.
    pub(super) fn new(
        schema: &Schema,
        ty: &NamedType,
        layout: Layout<'a>,
        (variant, secret): (&'a UnionVariant, &'a HashSet<&'a str>),
        rules: &mut Statics,
    ) -> Result<Self, GenerateError> {
        let mut fields = FieldCode::all_nested(schema, &variant.fields)?;
        rules.declare(&variant.rust_name, &mut fields)?;
        // Without fields there is no content that could hold more.
        let has_content = layout.content.is_none() || !fields.is_empty();
        Ok(Self {
            layout,
            declared: variant,
            name: Tokens::ident(&variant.rust_name)?,
            fields,
            keeps_unknown: ty.keeps_unknown() && has_content,
            secret,
        })
    }

    /// Returns true if values hold nothing.
    pub(super) fn is_unit(&self) -> bool {
        self.fields.is_empty() && !self.keeps_unknown
    }

    /// The code for undeclared attributes, if values hold them.
    fn of_rest<T>(&self, code: T) -> Option<T> {
        self.keeps_unknown.then_some(code)
    }

    /// The declared attributes where the fields are. Beside them, the tag is the first.
    fn declared(&self) -> Tokens {
        let fields = self.fields.iter().map(|field| field.attribute.clone());
        let tag = self
            .layout
            .content
            .is_none()
            .then(|| Tokens::string(self.layout.tag));
        let all = tag.into_iter().chain(fields);
        tokens!("&[{}]", Tokens::comma_separated(all))
    }

    /// The variant as the template of unions takes it.
    pub(super) fn context(&self) -> Context {
        let generated = format!("Tag {}.", code(&self.declared.stored));
        let docs = Docs::with(self.declared.doc.as_deref(), generated);
        let settled = |field: &FieldCode<'_>| codec::settled(field, field.local.clone());
        let context = Context::new()
            .with("docs", docs.into_tokens())
            .with("label", Tokens::string(&self.declared.rust_name))
            .with("stored", Tokens::string(&self.declared.stored))
            .with("definition", self.definition())
            .with("pattern", self.with_every(|field| field.local.clone()))
            .with("debug_pattern", self.with_every(debug_binding))
            .with("settled", self.with_every(settled));
        self.with_debug(self.with_writes(self.with_reads(context)))
    }

    /// Adds the reading of a value, whose variant is known by now.
    fn with_reads(&self, context: Context) -> Context {
        let unit = self.with_every(|field| field.local.clone());
        let unit = Context::new().with("read", unit);
        let (units, blocks) = if self.is_unit() {
            (Some(unit), None)
        } else {
            (None, Some(self.read_block()))
        };
        context
            .list("unit_blocks", units)
            .list("read_blocks", blocks)
    }

    /// The reading of the fields.
    fn read_block(&self) -> Context {
        let reads = Reads::new(&self.fields).with_secret(self.secret);
        // Before the fields are read, which moves the reader.
        let rest = tokens!("rt::undeclared(reader, {})", self.declared());
        let rest = Context::new().with("read", rest);
        let value = self.with_fields(reads.taken(), self.of_rest(tokens!("rest: rest?")));
        Context::new()
            .with("fields", reads.statement(&reads.attributes()))
            .list("rest", self.of_rest(rest))
            .with("read", value)
    }

    /// Adds the writing of a value.
    fn with_writes(&self, context: Context) -> Context {
        let rest = tokens!(".write_rest({}, rest)", self.declared());
        let rest = Context::new().with("write", rest);
        let fields = self.fields.iter().map(write);
        let block = Context::new().list("writes", fields.chain(self.of_rest(rest)));
        let block = (!self.is_unit()).then_some(block);
        let (flat, inner) = match self.layout.content {
            None => (block, None),
            Some(name) => (
                None,
                block.map(|block| block.with("content", Tokens::string(name))),
            ),
        };
        context
            .list("write_blocks", flat)
            .list("content_blocks", inner)
    }

    /// Adds the debug output of a value.
    fn with_debug(&self, context: Context) -> Context {
        let rest = debug::entry("rest", tokens!("&rt::Names(rest)"));
        let fields = self.fields.iter().map(shown);
        context.list("shown", fields.chain(self.of_rest(rest)))
    }

    /// The declaration.
    fn definition(&self) -> Tokens {
        if self.is_unit() {
            return self.name.clone();
        }
        let fields = self.fields.iter();
        let fields = fields.map(|field| tokens!("{}\n{}: {}", field.docs, field.name, field.ty));
        let rest = (self.keeps_unknown)
            .then(|| tokens!("{}\nrest: {}", structs::rest_docs(), structs::rest_type()));
        let fields = Tokens::comma_separated(fields.chain(rest));
        tokens!("{} {{ {} }}", self.name, fields)
    }

    /// The tag, as a literal.
    pub(super) fn tag(&self) -> Tokens {
        Tokens::string(&self.declared.stored)
    }

    /// The variant as an expression, made of these fields and without undeclared attributes.
    pub(super) fn without_rest<'f>(
        &self,
        fields: impl Iterator<Item = (&'f FieldCode<'f>, Tokens)>,
    ) -> Tokens {
        let rest = tokens!("rest: ::std::collections::BTreeMap::new()");
        self.with_fields(fields, self.of_rest(rest))
    }

    /// The variant as a pattern or an expression, with a value made of each field.
    fn with_every(&self, value: impl Fn(&FieldCode<'_>) -> Tokens) -> Tokens {
        let fields = self.fields.iter().map(|field| (field, value(field)));
        self.with_fields(fields, self.of_rest(tokens!("rest")))
    }

    /// The variant as a pattern or an expression.
    fn with_fields<'f>(
        &self,
        fields: impl Iterator<Item = (&'f FieldCode<'f>, Tokens)>,
        rest: Option<Tokens>,
    ) -> Tokens {
        let own = tokens!("Self::{}", self.name);
        let fields = fields.map(|(field, value)| codec::initialized(field, value));
        let fields: Vec<_> = fields.chain(rest).collect();
        if fields.is_empty() {
            return own;
        }
        tokens!("{} {{ {} }}", own, Tokens::comma_separated(fields))
    }

    /// The variant as a pattern that binds some of its fields.
    pub(super) fn pattern(&self, is_bound: impl Fn(&FieldCode<'_>) -> bool) -> Tokens {
        let own = tokens!("Self::{}", self.name);
        if self.is_unit() {
            return own;
        }
        let bound = self.fields.iter().filter(|field| is_bound(field));
        let bound: Vec<_> = bound.collect();
        let is_partial = self.keeps_unknown || bound.len() < self.fields.len();
        let rest = is_partial.then(|| tokens!(".."));
        let bindings = bound
            .iter()
            .map(|field| tokens!("{}: {}", field.name, field.local));
        let bindings = Tokens::comma_separated(bindings.chain(rest));
        tokens!("{} {{ {} }}", own, bindings)
    }
}

fn debug_binding(field: &FieldCode<'_>) -> Tokens {
    if field.field.sensitive {
        tokens!("_")
    } else {
        field.local.clone()
    }
}

fn write(field: &FieldCode<'_>) -> Context {
    Context::new().with("write", codec::write(field, None, &field.local))
}

fn shown(field: &FieldCode<'_>) -> Context {
    let value = debug::shown(field, &field.local);
    debug::entry(&field.field.rust_name, value)
}
