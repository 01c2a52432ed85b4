//! Projections.

use super::sink::Sink;
use crate::path::{DocumentPath, Step};

/// Returns the shortest paths that contain all of these, without overlaps, which DynamoDB rejects.
pub(super) fn covering(paths: &[DocumentPath], attributes: &[&'static str]) -> Vec<DocumentPath> {
    let attributes = attributes.iter().map(|&name| DocumentPath::attribute(name));
    let mut paths: Vec<_> = paths.iter().map(up_to_list).chain(attributes).collect();
    paths.sort_by_key(|path| path.rest.len());
    let mut covering: Vec<DocumentPath> = Vec::with_capacity(paths.len());
    for path in paths {
        if !covering.iter().any(|shorter| shorter.overlaps(&path)) {
            covering.push(path);
        }
    }
    covering
}

/// Returns the path up to its first list.
fn up_to_list(path: &DocumentPath) -> DocumentPath {
    let steps = path.rest.iter();
    let steps = steps.take_while(|step| matches!(step, Step::Attribute(_)));
    DocumentPath {
        root: path.root,
        rest: steps.cloned().collect(),
    }
}

pub(super) fn render(sink: &mut impl Sink, paths: &[DocumentPath]) {
    for (index, path) in paths.iter().enumerate() {
        if index > 0 {
            sink.text(", ");
        }
        sink.path(path);
    }
}
