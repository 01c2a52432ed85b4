//! Secondary indexes.

use super::object::Object;
use super::{meant_by, text, yaml_keys};
use crate::diagnostics::{Problems, catalogue};
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Value};

/// An index as written.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) name: Spanned<String>,
    /// The name in DynamoDB, if it is another.
    pub(crate) name_in_dynamodb: Option<Spanned<String>>,
    /// The name in DynamoDB of the index that it takes over from.
    pub(crate) renamed_from: Option<Spanned<String>>,
    /// Empty if not given, which is allowed only for a local index, or if it cannot be read.
    pub(crate) partition: Vec<Spanned<String>>,
    pub(crate) sort: Vec<Spanned<String>>,
    pub(crate) projection: Projection,
    /// The place of `local: true`, if it is given.
    pub(crate) local: Option<Span>,
    pub(crate) sparse: bool,
    pub(crate) doc: Option<String>,
}

/// A projection as written.
#[derive(Debug)]
pub(crate) enum Projection {
    All,
    /// `project: keys`, with its place.
    Keys(Span),
    Fields(Vec<Spanned<String>>),
}

impl Index {
    /// Returns its name in DynamoDB.
    pub(crate) fn name_in_dynamodb(&self) -> &Spanned<String> {
        self.name_in_dynamodb.as_ref().unwrap_or(&self.name)
    }

    /// Returns its name in DynamoDB, and that of the index that it takes over from.
    pub(crate) fn names_in_dynamodb(&self) -> impl Iterator<Item = &Spanned<String>> {
        std::iter::once(self.name_in_dynamodb()).chain(&self.renamed_from)
    }
}

pub(super) fn read(name: &Spanned<String>, node: &Node, problems: &mut Problems) -> Option<Index> {
    if let Some(scalar) = node.scalar() {
        if scalar.has_several_lines() {
            problems.push(catalogue::several_lines(node, yaml_keys::INDEX.what));
            return None;
        }
        let partition = vec![Spanned::new(scalar.text.clone(), node.span)];
        let partition = without_templates(partition, problems);
        return Some(Index {
            name: name.clone(),
            name_in_dynamodb: None,
            renamed_from: None,
            partition,
            sort: Vec::new(),
            projection: Projection::All,
            local: None,
            sparse: false,
            doc: None,
        });
    }
    let index = Object::open(node, name.span, &yaml_keys::INDEX, problems)?;
    let partition = side(&index, "partition", problems);
    let sort = side(&index, "sort", problems);
    let local = index.flag("local");
    if !index.is_given("local") && !index.is_given("partition") {
        problems.push(catalogue::missing_key(
            index.span(),
            yaml_keys::INDEX.what,
            "partition",
        ));
    }
    Some(Index {
        name: name.clone(),
        name_in_dynamodb: index.text("name"),
        renamed_from: index.text("renamed_from"),
        partition,
        sort,
        projection: index
            .get("project")
            .map_or(Projection::All, |node| projection(node, problems)),
        local,
        sparse: index.flag("sparse").is_some(),
        doc: index.doc(),
    })
}

fn side(index: &Object<'_>, key: &str, problems: &mut Problems) -> Vec<Spanned<String>> {
    let Some(node) = index.get(key) else {
        return Vec::new();
    };
    without_templates(text::names(node, &format!("`{key}`"), problems), problems)
}

fn without_templates(names: Vec<Spanned<String>>, problems: &mut Problems) -> Vec<Spanned<String>> {
    let (templates, names): (Vec<_>, Vec<_>) = names
        .into_iter()
        .partition(|name| name.contains(['{', '#']));
    for template in templates {
        let what = "a template in a key";
        problems.push(catalogue::not_supported_yet(template.span, what));
    }
    names
}

fn projection(node: &Node, problems: &mut Problems) -> Projection {
    match &node.value {
        Value::Scalar(scalar) if scalar.text == "all" => Projection::All,
        Value::Scalar(scalar) if scalar.text == "keys" => Projection::Keys(node.span),
        Value::List(_) => Projection::Fields(text::names(node, "`project`", problems)),
        _ => {
            let word = node.scalar().map(|scalar| scalar.text.as_str());
            let meant = word.and_then(|word| meant_by(word, &["all", "keys"]));
            problems.push(catalogue::projection_shape(node, meant));
            Projection::All
        }
    }
}
