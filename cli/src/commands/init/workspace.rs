//! The workspace around a new package.

use std::fs;
use std::path::Path;

use toml_edit::{DocumentMut, Item};

use crate::files::read_regular;

/// Returns the step left to the user for cargo to accept a package in this folder: below a
/// workspace, it must be a member.
pub(super) fn membership(folder: &Path) -> Option<String> {
    let folder = fs::canonicalize(folder).ok()?;
    for root in folder.ancestors().skip(1) {
        let file = root.join("Cargo.toml");
        let document: Option<DocumentMut> =
            read_regular(&file).ok().and_then(|text| text.parse().ok());
        let Some(workspace) = document
            .as_ref()
            .and_then(|document| document.get("workspace"))
        else {
            continue;
        };
        let member = folder.strip_prefix(root).ok()?;
        let known = lists(workspace, "members", member) || lists(workspace, "exclude", member);
        return (!known).then(|| {
            let member = member.to_string_lossy().replace('\\', "/");
            format!(
                "add {member:?} to `members` of the workspace in {}",
                file.display()
            )
        });
    }
    None
}

/// Returns `true` if a list of folders names this one, or all folders beside it.
fn lists(workspace: &Item, key: &str, member: &Path) -> bool {
    let Some(folders) = workspace.get(key).and_then(Item::as_array) else {
        return false;
    };
    let siblings = member.with_file_name("*");
    folders.iter().filter_map(|one| one.as_str()).any(|one| {
        let one = Path::new(one);
        one == member || one == siblings
    })
}
