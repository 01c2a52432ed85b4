//! The pages of the guide, and the parts they are made of.

use std::fs;
use std::path::{Path, PathBuf};

/// A page: where it is below the guide's folder, and its text.
pub(crate) struct Page {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// A fenced block of code.
pub(crate) struct Block<'t> {
    /// What follows the fence: `yaml,model`.
    pub(crate) info: &'t str,
    /// The line of the fence, from 1.
    pub(crate) line: usize,
    pub(crate) code: String,
}

/// A file or folder of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The text of a file of the repository.
pub(crate) fn read(path: &str) -> String {
    let file = repository(path);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Every Markdown file of the guide.
pub(crate) fn pages() -> Vec<Page> {
    let root = repository("docs/src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the guide is there") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                let text = fs::read_to_string(&path).expect("a page is text");
                let path = path.strip_prefix(&root).expect("below the guide").into();
                found.push(Page { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The page at this path below the guide's folder.
pub(crate) fn page(path: &str) -> Page {
    let found = pages()
        .into_iter()
        .find(|page| page.path == Path::new(path));
    found.unwrap_or_else(|| panic!("the guide has a page {path}"))
}

impl Page {
    /// Its blocks of code.
    pub(crate) fn blocks(&self) -> Vec<Block<'_>> {
        let mut blocks = Vec::new();
        let mut open: Option<Block<'_>> = None;
        for (number, line) in (1..).zip(self.text.lines()) {
            match (&mut open, line.strip_prefix("```")) {
                (None, Some(info)) => {
                    let code = String::new();
                    let line = number;
                    open = Some(Block { info, line, code });
                }
                (Some(_), Some("")) => blocks.extend(open.take()),
                (Some(block), _) => block.code.extend([line, "\n"]),
                (None, None) => {}
            }
        }
        let name = self.path.display();
        assert!(open.is_none(), "{name} ends inside a block of code");
        blocks
    }

    /// Its lines outside of blocks of code.
    pub(crate) fn prose(&self) -> impl Iterator<Item = &str> {
        let mut inside = false;
        self.text.lines().filter(move |line| {
            let fence = line.starts_with("```");
            inside ^= fence;
            !inside && !fence
        })
    }
}
