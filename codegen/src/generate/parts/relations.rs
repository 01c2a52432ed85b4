//! Relations: a function for each, beside the handles.

use std::collections::HashSet;

use super::codec;
use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::docs::{Docs, code};
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::models::ModelCode;
use crate::generate::view::names::{self, ModelNames};
use crate::generate::view::roles::KeyUse;
use crate::generate::view::stored_forms;
use dynamite_schema::ir::{
    Children, FieldId, KeyPart, Model, ModelId, Pairs, Relation, RelationKind, Route, Schema,
};

const TEMPLATE: Template = template!("relations.rs.jinja");

/// The models that many-to-many relations go through.
pub(crate) fn joins(schema: &Schema) -> HashSet<ModelId> {
    let relations = schema.models.iter().flat_map(|model| &model.relations);
    relations
        .filter_map(|relation| match &relation.kind {
            RelationKind::ManyToMany(pairs) => Some(pairs.join),
            _ => None,
        })
        .collect()
}

/// Adds the relations of a model and, if many-to-many relations go through it (`is_join`), the
/// conversion of its key into a new item.
pub(crate) fn add(
    file: SourceFile,
    code: &ModelCode<'_>,
    is_join: bool,
) -> Result<SourceFile, GenerateError> {
    let relations = code.model.relations.iter();
    let relations = relations
        .map(|relation| RelationCode { code, relation }.context())
        .collect::<Result<Vec<_>, _>>()?;
    let context = Context::new()
        .list("relations", relations)
        .list("pairs", (is_join && is_key_only(code)).then(|| pair(code)));
    Ok(file.add(TEMPLATE, context))
}

/// Returns true if an item can be made from its key alone.
fn is_key_only(code: &ModelCode<'_>) -> bool {
    let mut fields = (0..).map(FieldId).zip(&code.model.fields);
    fields.all(|(id, field)| field.is_required() == code.model.is_key(id))
}

fn pair(code: &ModelCode<'_>) -> Context {
    let names = code
        .key_fields()
        .into_iter()
        .map(|field| field.name.clone());
    let fields = names.map(|name| tokens!("{}: key.{}", name, name));
    Context::new()
        .with("model", code.names.model.clone())
        .with("key", code.names.key.clone())
        .with("draft", code.names.draft.clone())
        .with("new", code.names.new.clone())
        .with("fields", Tokens::comma_separated(fields))
}

/// A relation, with the model that has it.
struct RelationCode<'a> {
    code: &'a ModelCode<'a>,
    relation: &'a Relation,
}

impl RelationCode<'_> {
    fn context(&self) -> Result<Context, GenerateError> {
        let (maker, types, facts, arguments) = match &self.relation.kind {
            RelationKind::HasMany(children) => self.children("HasMany", children)?,
            RelationKind::HasOne(children) if children.route == Route::Key => {
                self.children("HasOneByKey", children)?
            }
            RelationKind::HasOne(children) => self.children("HasOne", children)?,
            RelationKind::BelongsTo(foreign_key) => self.belongs_to(foreign_key)?,
            RelationKind::ManyToMany(pairs) => self.many_to_many(pairs)?,
        };
        let maker = Tokens::path(&format!("rt::{maker}"))?;
        let docs = Docs::with(self.relation.doc.as_deref(), facts);
        Ok(Context::new()
            .with("docs", docs.into_tokens())
            .with("name", Tokens::ident(&self.relation.function)?)
            .with("ty", tokens!("{}<{}>", maker, types))
            .with("maker", maker)
            .with("arguments", arguments))
    }

    fn target(&self) -> &Model {
        self.code.schema.model(self.relation.target)
    }

    /// The types of both models.
    fn ends(&self) -> Result<Tokens, GenerateError> {
        let target = names::reexported(&self.target().name)?;
        Ok(tokens!("{}, {}", self.code.names.model, target))
    }

    fn children(&self, maker: &'static str, children: &Children) -> Result<Made, GenerateError> {
        let target = self.target();
        let linked = self.code.key_fields().into_iter();
        let linked: Vec<_> = linked.zip(children.foreign_key.iter().copied()).collect();
        let facts = format!(
            "{} that hold its key in {}. Read by {}.",
            articles(maker, &target.name),
            attributes(target, &children.foreign_key),
            route(target, children.route)
        );
        let descriptor = self.descriptor(target, &linked, children.route);
        let link = self.link(target, &linked, children.route);
        let arguments = tokens!("&{}, {}", descriptor, link);
        Ok((maker, self.ends()?, facts, arguments))
    }

    fn belongs_to(&self, foreign_key: &[FieldId]) -> Result<Made, GenerateError> {
        let target = self.target();
        let fields = foreign_key.iter().map(|id| self.code.field(*id));
        let linked: Vec<_> = fields.zip(target.key_fields()).collect();
        let facts = format!(
            "The {} whose key is in {}. Read by its key.",
            code(&target.name),
            attributes(self.code.model, foreign_key),
        );
        let descriptor = self.descriptor(target, &linked, Route::Key);
        let link = self.link(target, &linked, Route::Key);
        let arguments = tokens!("&{}, {}", descriptor, link);
        Ok(("BelongsTo", self.ends()?, facts, arguments))
    }

    fn many_to_many(&self, pairs: &Pairs) -> Result<Made, GenerateError> {
        let (target, join) = (self.target(), self.code.schema.model(pairs.join));
        let own_key = self.code.part(self.code.model.key.partition);
        let linked = [(own_key, pairs.foreign_key)];
        let access_path = match pairs.route {
            Route::Key | Route::Table => tokens!("rt::ByTable"),
            Route::Index(_) => tokens!("rt::ByIndex"),
        };
        let types = tokens!(
            "{}, {}, {}",
            self.ends()?,
            names::reexported(&join.name)?,
            access_path
        );
        let facts = format!(
            "Each {} that it is paired with by a {}. Pairs are read by {}.",
            code(&target.name),
            code(&join.name),
            route(join, pairs.route)
        );
        let other = join.field(pairs.other_key);
        let check = if other.sensitive {
            tokens!("check_sensitive_key")
        } else {
            tokens!("check_key")
        };
        let descriptor = tokens!(
            "rt::PairDescriptor {{ pairs: {}, other: {}, check: rt::{}::<{}> }}",
            self.descriptor(join, &linked, pairs.route),
            Tokens::string(&other.attribute),
            check,
            stored_forms::of_field(self.code.schema, other)?
        );
        let link = self.link(join, &linked, pairs.route);
        let arguments = tokens!("&{}, {}, {}", descriptor, link, self.pair(pairs)?);
        Ok(("ManyToMany", types, facts, arguments))
    }

    /// The closure that makes the key of a joining item from both keys.
    fn pair(&self, pairs: &Pairs) -> Result<Tokens, GenerateError> {
        let (target, join) = (self.target(), self.code.schema.model(pairs.join));
        let field = |model: &Model, id: FieldId| Tokens::ident(&model.field(id).rust_name);
        let only = |model: &Model| {
            let KeyPart::Field(id) = model.key.partition;
            field(model, id)
        };
        let key = |model: &Model| -> Result<Tokens, GenerateError> {
            Ok(tokens!("super::{}", ModelNames::of(model)?.key))
        };
        Ok(tokens!(
            "|mine: {}, other: {}| {} {{ {}: mine.{}, {}: other.{} }}",
            self.code.names.key,
            key(target)?,
            key(join)?,
            field(join, pairs.foreign_key)?,
            only(self.code.model)?,
            field(join, pairs.other_key)?,
            only(target)?
        ))
    }

    fn descriptor(&self, of: &Model, linked: &[Linked<'_>], route: Route) -> Tokens {
        let attributes = linked.iter().map(|(_, id)| of.field(*id));
        let attributes = attributes.map(|field| Tokens::string(&field.attribute));
        let index = match route {
            Route::Key | Route::Table => tokens!("rt::None"),
            Route::Index(at) => {
                let table = self.code.schema.table(of.table);
                let index = &table.indexes[of.indexes[at].index];
                tokens!("rt::Some({})", Tokens::string(&index.name))
            }
        };
        tokens!(
            "rt::RelationDescriptor {{ name: {}, attributes: &[{}], index: {} }}",
            Tokens::string(&self.relation.name),
            Tokens::comma_separated(attributes),
            index
        )
    }

    /// The closure that takes the linking values out of an item, under the attribute names of the
    /// other model.
    fn link(&self, of: &Model, linked: &[Linked<'_>], route: Route) -> Tokens {
        let writes = linked.iter().map(|(field, id)| {
            let attribute = Tokens::string(&of.field(*id).attribute);
            let key = key_use(of, *id, route);
            let place = tokens!("&item.{}", field.name);
            codec::write_as(field, Some(key), &attribute, &place)
        });
        let writes = writes.fold(tokens!("link"), |all, write| tokens!("{}{}", all, write));
        tokens!(
            "|item: &{}, link| {}.finish()",
            self.code.names.model,
            writes
        )
    }
}

/// Runtime type, its generic arguments, documentation, and arguments of the constructor.
type Made = (&'static str, Tokens, String, Tokens);

/// A field of the model that has the relation, and the field of the other model with the same
/// value.
type Linked<'a> = (&'a FieldCode<'a>, FieldId);

fn key_use(of: &Model, id: FieldId, route: Route) -> KeyUse {
    let index = match route {
        Route::Index(at) => of.indexes.get(at),
        Route::Key | Route::Table => None,
    };
    KeyUse::in_key_of(of, index, id)
}

fn articles(maker: &str, model: &str) -> String {
    match maker {
        "HasMany" => format!("All {}", code(model)),
        _ => format!("One of the {}", code(model)),
    }
}

fn attributes(model: &Model, fields: &[FieldId]) -> String {
    let names = fields.iter().map(|id| code(&model.field(*id).attribute));
    names.collect::<Vec<_>>().join(" and ")
}

fn route(of: &Model, route: Route) -> String {
    match route {
        Route::Key => "its key".to_owned(),
        Route::Table => "the key of their table".to_owned(),
        Route::Index(at) => format!("the index {}", code(&of.indexes[at].name)),
    }
}
