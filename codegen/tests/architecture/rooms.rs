//! Rooms are modules that have a place in an order: a room uses those that are listed above it.

use std::collections::{BTreeMap, BTreeSet};

use crate::listed::{Listed, listed, workspace};
use crate::modules::{Module, of_crate};

/// The crates whose rooms are listed.
const CRATES: [&str; 7] = [
    "core", "language", "codegen", "runtime", "migrate", "cli", "testkit",
];

#[test]
fn every_crate_has_its_list() {
    let folders: Vec<_> = listed().into_iter().map(|it| it.folder).collect();
    assert_eq!(folders, CRATES);
}

#[test]
fn every_room_is_listed_and_uses_those_above_it_in_the_list() {
    let problems = listed().into_iter().flat_map(|listed| {
        let modules = of_crate(&workspace().join(&listed.folder));
        problems(&listed, &modules)
    });
    let problems: Vec<_> = problems.collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// What is not as it is listed.
fn problems(listed: &Listed, modules: &[Module]) -> Vec<String> {
    let rooms = &listed.rooms;
    let folder = &listed.folder;
    let names = Names::of(modules);
    let is_module = |room: &&String| modules.iter().any(|it| it.path.join("::") == **room);
    let mut problems: Vec<_> = (rooms.iter().filter(|room| !is_module(room)))
        .map(|room| format!("{folder}: `{room}` is listed and no module"))
        .collect();
    // The root of a crate declares its rooms and gives their items names.
    for module in modules.iter().filter(|module| !module.path.is_empty()) {
        let path = module.path.join("::");
        let Some(at) = room_of(&module.path, rooms) else {
            problems.push(format!("{folder}: `{path}` is in no room that is listed"));
            continue;
        };
        for used in &module.uses {
            let used = names.declared(used);
            if let Some(other) = room_of(&used, rooms).filter(|other| *other > at) {
                let (room, used, other) = (&rooms[at], used.join("::"), &rooms[other]);
                problems.push(format!(
                    "{folder}: `{path}` in `{room}` uses `{used}` of `{other}`, which is listed below it"
                ));
            }
        }
    }
    problems
}

/// The place in the list of the innermost room that a module or an item is in.
fn room_of(path: &[String], rooms: &[String]) -> Option<usize> {
    let mut inside = (1..=path.len()).rev().map(|end| path[..end].join("::"));
    inside.find_map(|path| rooms.iter().position(|room| *room == path))
}

#[test]
fn no_files_of_the_generator_use_each_other_in_a_circle() {
    let modules = of_crate(&workspace().join("codegen"));
    let is_inside = |module: &&Module| module.path.starts_with(&["generate".to_owned()]);
    let names: BTreeSet<_> = modules.iter().map(|it| it.path.clone()).collect();
    let mut edges: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for module in modules.iter().filter(is_inside) {
        let used = module.uses.iter().filter_map(|used| {
            let ends = (1..=used.len()).rev();
            ends.map(|end| used[..end].to_vec())
                .find(|it| names.contains(it))
        });
        let used = used.filter(|used| *used != module.path);
        edges.entry(module.path.clone()).or_default().extend(used);
    }
    // What is used by nothing that is left, or uses nothing, is in no circle.
    while let Some(done) = edges.iter().find_map(|(module, used)| {
        let is_done = !used.iter().any(|used| edges.contains_key(used));
        is_done.then(|| module.clone())
    }) {
        edges.remove(&done);
    }
    let left: Vec<_> = edges.keys().map(|path| path.join("::")).collect();
    assert!(left.is_empty(), "in or above a circle: {left:?}");
}

/// The names that the root of a crate gives to items of its rooms.
struct Names(BTreeMap<String, Vec<String>>);

impl Names {
    fn of(modules: &[Module]) -> Self {
        let root = modules.iter().find(|module| module.path.is_empty());
        let uses = root.map(|root| &root.uses).into_iter().flatten();
        let named = uses.filter_map(|path| Some((path.last()?.clone(), path.clone())));
        let is_module = |name: &String| modules.iter().any(|it| it.path == [name.clone()]);
        let items = named.filter(|(name, path)| path.len() > 1 && !is_module(name));
        Self(items.collect())
    }

    /// Where an item is declared that is named by way of the root.
    fn declared(&self, path: &[String]) -> Vec<String> {
        match path {
            [name] => self.0.get(name).cloned().unwrap_or_else(|| path.to_vec()),
            _ => path.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Listed, Module, problems};
    use crate::paths::used;

    fn module(path: &str, text: &str) -> Module {
        let path: Vec<_> = path.split("::").filter(|it| !it.is_empty()).collect();
        let path: Vec<_> = path.into_iter().map(str::to_owned).collect();
        let uses = used(&syn::parse_str(text).expect("Rust"), &path);
        Module { path, uses }
    }

    /// What is wrong with a file of the room `low`, below which `high` is listed.
    fn of_low(text: &str) -> usize {
        let listed = Listed {
            folder: "test".to_owned(),
            rooms: vec!["low".to_owned(), "high".to_owned()],
        };
        let root = "mod low; mod high; pub use high::Thing;";
        let modules = [
            module("", root),
            module("low", ""),
            module("low::file", text),
            module("high", "use crate::low;"),
        ];
        problems(&listed, &modules).len()
    }

    #[test]
    fn every_way_up_is_found() {
        for up in [
            "use crate::high;",
            "use crate::{low, high::{self, inside::Other}};",
            "use super::super::high::Other as Another;",
            "fn f() -> crate::high::Other { loop {} }",
            "fn f() { crate::high::f::<u8>() }",
            "fn f() { println!(\"{}\", crate::high::VALUE) }",
            "macro_rules! m { () => { $crate::high::Other } }",
            "use crate::Thing;",
            "mod inside { use super::super::super::high::Other; }",
        ] {
            assert!(of_low(up) > 0, "{up}");
        }
    }

    #[test]
    fn nothing_else_is() {
        for fine in [
            "use super::other; use self::inside::Thing; use crate::low::file;",
            "use std::high::Other;",
            "#[cfg(test)] mod tests { use crate::high; }",
            "/// See [`crate::high`].\nfn f() {}",
            "pub(in crate::high) fn f() {}",
        ] {
            assert_eq!(of_low(fine), 0, "{fine}");
        }
    }

    #[test]
    fn what_is_not_listed_is_found() {
        let listed = Listed {
            folder: "test".to_owned(),
            rooms: vec!["low".to_owned(), "gone".to_owned()],
        };
        let modules = [module("", ""), module("low", ""), module("new", "")];
        assert_eq!(problems(&listed, &modules).len(), 2);
    }
}
