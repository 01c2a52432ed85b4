//! Items of generated files, found by how they begin.

use dynamite_codegen::generate::Layout;

use crate::support::generated;

/// The items of a file, as text without attributes, documentation and blanks.
pub(super) struct Items {
    path: String,
    items: Vec<String>,
}

impl Items {
    /// The items of a file that is generated from a schema.
    pub(super) fn of(schema: &str, path: &str) -> Self {
        let files = generated(schema, Layout::CheckedIn);
        let text = files.get(path).unwrap_or_else(|| panic!("no {path}"));
        let file = syn::parse_file(text).unwrap();
        let items = file.items.into_iter().map(|item| {
            let file = syn::File {
                shebang: None,
                frontmatter: None,
                attrs: Vec::new(),
                items: vec![item],
            };
            squeezed(&prettyplease::unparse(&file))
        });
        Self {
            path: format!("{schema}/{path}"),
            items: items.collect(),
        }
    }

    /// The only item that begins so.
    #[track_caller]
    pub(super) fn item(&self, head: &str) -> Item<'_> {
        let squeezed = squeezed(head);
        let is_it = |item: &&String| {
            let rest = item.strip_prefix(&squeezed);
            let is_whole =
                |rest: &str| !squeezed.ends_with(is_of_name) || !rest.starts_with(is_of_name);
            rest.is_some_and(is_whole)
        };
        let found: Vec<_> = self.items.iter().filter(is_it).collect();
        assert!(found.len() == 1, "{}: {head}: {found:#?}", self.path);
        Item(found[0])
    }

    /// The names of the items that begin so, in order.
    pub(super) fn names(&self, kind: &str) -> Vec<&str> {
        let kind = squeezed(kind);
        let rests = self
            .items
            .iter()
            .filter_map(|item| item.strip_prefix(&kind));
        rests
            .map(|rest| rest.split(|c| !is_of_name(c)).next().unwrap())
            .collect()
    }
}

/// An item as text without blanks.
#[derive(Clone, Copy)]
pub(super) struct Item<'a>(&'a str);

impl Item<'_> {
    /// Each of the pieces of code is part of the item.
    #[track_caller]
    pub(super) fn has<const N: usize>(self, pieces: [&str; N]) {
        for piece in pieces {
            let is_there = self.0.contains(&squeezed(piece));
            assert!(is_there, "no `{piece}` in {}", self.0);
        }
    }

    /// None of the pieces of code is part of the item.
    #[track_caller]
    pub(super) fn lacks<const N: usize>(self, pieces: [&str; N]) {
        for piece in pieces {
            let is_there = self.0.contains(&squeezed(piece));
            assert!(!is_there, "`{piece}` in {}", self.0);
        }
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '#'
}

/// Code without attributes, documentation, blanks and commas at the end of lists.
fn squeezed(code: &str) -> String {
    let lines = code.lines().map(str::trim);
    let lines = lines.filter(|line| !line.starts_with("///") && !line.starts_with("#["));
    let text: String = lines.flat_map(str::split_whitespace).collect();
    ["]", "}", ")", ">"]
        .iter()
        .fold(text, |text, end| text.replace(&format!(",{end}"), end))
}
