//! Resolves secondary indexes: the table's side, and the model's.

use std::collections::HashMap;

use super::model::Scope;
use super::renamed_index::Indexes;
use super::{identifier, renamed_index};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{
    FieldId, IndexKind, KeyAttribute, KeyPart, ModelIndex, Projection, Rows, TableIndex,
};
use crate::raw;
use crate::source::Spanned;

/// Resolves the indexes of a model, and those of its table. Those that project named fields also
/// project the fields in `always`.
pub(super) fn resolve_all(
    raw: &raw::Model,
    always: &[FieldId],
    scope: &Scope<'_>,
    problems: &mut Problems,
) -> (Vec<ModelIndex>, Vec<TableIndex>) {
    let mut methods: HashMap<String, &Spanned<String>> = HashMap::new();
    let mut of_model = Vec::with_capacity(raw.indexes.len());
    let mut of_table = Vec::with_capacity(raw.indexes.len());
    for index in &raw.indexes {
        let resolved = problems.declaration(index.name.span, |problems| {
            let rust = rust_names(index, &mut methods, scope, problems)?;
            resolve(index, raw, rust, of_table.len(), always, scope, problems)
        });
        if let Some((index, tables)) = resolved {
            of_model.push(index);
            of_table.push(tables.queried);
            of_table.extend(tables.second);
        }
    }
    (of_model, of_table)
}

struct RustNames {
    method: String,
    marker: String,
}

fn rust_names<'r>(
    index: &'r raw::Index,
    methods: &mut HashMap<String, &'r Spanned<String>>,
    scope: &Scope<'_>,
    problems: &mut Problems,
) -> Option<RustNames> {
    let names = identifier::snake(&index.name).zip(identifier::upper_camel(&index.name));
    let Some((method, marker)) = names else {
        // The name itself may be broken.
        if !problems.is_broken(index.name.span) {
            problems.push(catalogue::index_without_method(&index.name));
        }
        return None;
    };
    if let Some(first) = methods.get(&method) {
        let names = [
            (first.as_str(), first.span),
            (index.name.as_str(), index.name.span),
        ];
        let problem = catalogue::name_collision("indexes", scope.model, names, &method);
        problems.push(problem);
    } else {
        methods.insert(method.clone(), &index.name);
    }
    Some(RustNames { method, marker })
}

fn resolve(
    raw: &raw::Index,
    model: &raw::Model,
    rust: RustNames,
    position: usize,
    always: &[FieldId],
    scope: &Scope<'_>,
    problems: &mut Problems,
) -> Option<(ModelIndex, Indexes)> {
    let of_table = model.key.as_ref().map(|key| &key.partition);
    let partition = match of_table {
        Some(of_table) if raw.partition.is_empty() => std::slice::from_ref(of_table),
        _ => &raw.partition,
    };
    let partition = side(partition, scope, problems);
    let sort = side(&raw.sort, scope, problems);
    let selection = selection(raw, scope, problems);
    let ((partition, partition_attributes), (sort, sort_attributes)) = (partition?, sort?);
    let keys = key_fields(model, scope, partition.iter().chain(&sort));
    let projection = Projected {
        keys,
        selection: selection?,
        always,
    };
    let rows = projection.rows(format!("{}{}", scope.model, rust.marker), scope);
    let of_table = TableIndex {
        name: raw.name_in_dynamodb().value.clone(),
        kind: if raw.local.is_some() {
            IndexKind::Local
        } else {
            IndexKind::Global
        },
        partition: partition_attributes,
        sort: sort_attributes,
        projection: projection.of_table(scope),
        renaming: None,
        span: raw.name.span,
    };
    let tables = renamed_index::of(raw, of_table, projection.fields(scope), scope.fields);
    let of_model = ModelIndex {
        name: raw.name.value.clone(),
        method: rust.method,
        marker: rust.marker,
        index: position,
        settled: position + usize::from(tables.is_second_settled),
        renamed_from: raw.renamed_from.as_ref().map(|name| name.value.clone()),
        partition,
        sort,
        rows,
        sparse: raw.sparse,
        doc: raw.doc.clone(),
        span: raw.name.span,
    };
    Some((of_model, tables))
}

fn side(
    names: &[Spanned<String>],
    scope: &Scope<'_>,
    problems: &mut Problems,
) -> Option<(Vec<KeyPart>, Vec<KeyAttribute>)> {
    let parts: Vec<_> = names
        .iter()
        .map(|name| scope.key_part(name, problems))
        .collect();
    parts
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .map(|parts| parts.into_iter().unzip())
}

/// Returns the fields of the table's and the index's key.
fn key_fields<'k>(
    model: &raw::Model,
    scope: &Scope<'_>,
    index: impl Iterator<Item = &'k KeyPart>,
) -> Vec<FieldId> {
    let mut unreported = Problems::default();
    let table = model
        .key
        .iter()
        .flat_map(|key| std::iter::once(&key.partition).chain(&key.sort))
        .filter_map(|name| scope.field(name, &mut unreported));
    let index = index.flat_map(|part| part.fields());
    index.chain(table).collect()
}

/// The fields that `project` selects.
enum Selection {
    All,
    Fields(Vec<FieldId>),
}

fn selection(raw: &raw::Index, scope: &Scope<'_>, problems: &mut Problems) -> Option<Selection> {
    match &raw.projection {
        raw::Projection::All => Some(Selection::All),
        raw::Projection::Keys(_) => Some(Selection::Fields(Vec::new())),
        raw::Projection::Fields(names) => {
            let ids: Vec<_> = names
                .iter()
                .map(|name| scope.field(name, problems))
                .collect();
            ids.into_iter()
                .collect::<Option<Vec<_>>>()
                .map(Selection::Fields)
        }
    }
}

/// The fields of a model that an index holds.
struct Projected<'a> {
    keys: Vec<FieldId>,
    selection: Selection,
    always: &'a [FieldId],
}

impl Projected<'_> {
    /// Returns `true` for named fields, and those that every index needs, besides keys.
    fn includes(&self, id: FieldId) -> bool {
        let named = matches!(&self.selection, Selection::Fields(ids) if ids.contains(&id));
        (named || self.always.contains(&id)) && !self.keys.contains(&id)
    }

    fn of_table(&self, scope: &Scope<'_>) -> Projection {
        if matches!(self.selection, Selection::All) {
            return Projection::All;
        }
        let included: Vec<_> = (0..scope.fields.len())
            .filter(|at| self.includes(FieldId(*at)))
            .flat_map(|at| scope.fields[at].attributes(scope.types))
            .map(str::to_owned)
            .collect();
        if included.is_empty() {
            Projection::KeysOnly
        } else {
            Projection::Include(included)
        }
    }

    fn rows(&self, name: String, scope: &Scope<'_>) -> Rows {
        if matches!(self.selection, Selection::All) {
            return Rows::Model;
        }
        let fields = self.fields(scope).collect();
        Rows::Own { name, fields }
    }

    /// Returns the fields in the keys, and those that are projected by name.
    fn fields(&self, scope: &Scope<'_>) -> impl Iterator<Item = FieldId> {
        let ids = (0..scope.fields.len()).map(FieldId);
        ids.filter(|id| self.keys.contains(id) || self.includes(*id))
    }
}
