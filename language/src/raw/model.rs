//! Models.

use super::object::Object;
use super::{
    Field, Index, Relation, Serde, UniqueFields, derives, each, field, index, relation, serde,
    text, unique, yaml_keys,
};
use crate::diagnostics::{Problems, catalogue};
use crate::source::Spanned;
use crate::yaml::{Node, Value};

/// A model as written.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) name: Spanned<String>,
    pub(crate) doc: Option<String>,
    /// `None` if it is missing or cannot be read.
    pub(crate) key: Option<Key>,
    /// `None` if they are missing or cannot be read.
    pub(crate) fields: Option<Vec<Field>>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) table: Option<Spanned<String>>,
    pub(crate) plural: Option<Spanned<String>>,
    pub(crate) ttl: Option<Spanned<String>>,
    pub(crate) uniques: Vec<UniqueFields>,
    /// The attributes of fields that are gone.
    pub(crate) removed: Vec<Spanned<String>>,
    pub(crate) derives: Vec<Spanned<String>>,
    /// `None` if the file decides.
    pub(crate) serde: Option<Serde>,
}

impl Model {
    /// Returns the fields that could be read.
    pub(crate) fn fields(&self) -> &[Field] {
        self.fields.as_deref().unwrap_or_default()
    }

    /// Returns a model of which only the name is known.
    pub(super) fn unreadable(name: &Spanned<String>) -> Self {
        Self {
            name: name.clone(),
            doc: None,
            key: None,
            fields: None,
            indexes: Vec::new(),
            relations: Vec::new(),
            table: None,
            plural: None,
            ttl: None,
            uniques: Vec::new(),
            removed: Vec::new(),
            derives: Vec::new(),
            serde: None,
        }
    }
}

/// A primary key as written: names of fields.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) partition: Spanned<String>,
    pub(crate) sort: Option<Spanned<String>>,
}

pub(super) fn read(name: &Spanned<String>, node: &Node, problems: &mut Problems) -> Model {
    let Some(model) = Object::open(node, name.span, &yaml_keys::MODEL, problems) else {
        return Model::unreadable(name);
    };
    let key = model.get("key").and_then(|key| read_key(key, problems));
    let fields = model
        .get("fields")
        .and_then(|node| each(node, "`fields`", problems, field::read));
    let indexes = model
        .get("indexes")
        .and_then(|node| each(node, "`indexes`", problems, index::read));
    let uniques = model
        .get("unique")
        .and_then(|node| each(node, "`unique`", problems, unique::read_fields));
    let relations = model
        .get("relations")
        .and_then(|node| each(node, "`relations`", problems, relation::read));
    let removed = text::removed(&model, problems);
    Model {
        name: name.clone(),
        doc: model.doc(),
        key,
        fields,
        indexes: indexes.into_iter().flatten().flatten().collect(),
        relations: relations.into_iter().flatten().flatten().collect(),
        table: model.text("table"),
        plural: model.text("plural"),
        ttl: model.text("ttl"),
        uniques: uniques.into_iter().flatten().flatten().collect(),
        removed,
        derives: derives::read(&model, problems),
        serde: serde::read(&model, problems),
    }
}

fn read_key(node: &Node, problems: &mut Problems) -> Option<Key> {
    let key = match &node.value {
        Value::Scalar(scalar) if scalar.has_several_lines() => {
            problems.push(catalogue::several_lines(node, "`key`"));
            return None;
        }
        Value::Scalar(scalar) if !scalar.is_null() => Key {
            partition: Spanned::new(scalar.text.clone(), node.span),
            sort: None,
        },
        Value::Map(_) => {
            let key = Object::open(node, node.span, &yaml_keys::COMPOSITE_KEY, problems)?;
            let sort = key.text("sort");
            // With a sort key that cannot be read it is not a key of one part.
            if sort.is_none() && key.is_given("sort") {
                return None;
            }
            Key {
                partition: key.text("partition")?,
                sort,
            }
        }
        Value::List(_) | Value::Scalar(_) => {
            problems.push(catalogue::key_shape(node));
            return None;
        }
    };
    let parts = [Some(&key.partition), key.sort.as_ref()];
    if let Some(template) = parts
        .into_iter()
        .flatten()
        .find(|part| part.contains(['{', '#']))
    {
        problems.push(catalogue::not_supported_yet(
            template.span,
            "a template in a key",
        ));
        return None;
    }
    Some(key)
}
