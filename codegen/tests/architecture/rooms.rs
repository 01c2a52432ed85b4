//! Rooms are modules that have a place in the order from bottom to top. A room uses those below it.

use std::collections::{BTreeMap, BTreeSet};

use crate::listed::{listed, workspace};
use crate::modules::{Module, of_crate};

/// The crates whose rooms are listed.
const CRATES: [&str; 6] = ["core", "language", "codegen", "runtime", "cli", "testkit"];

#[test]
fn every_crate_has_its_list() {
    let folders: Vec<_> = listed().into_iter().map(|it| it.folder).collect();
    assert_eq!(folders, CRATES);
}

#[test]
fn every_room_is_listed_and_uses_those_below_it() {
    let mut problems = Vec::new();
    for listed in listed() {
        let modules = of_crate(&workspace().join(&listed.folder));
        let names = Names::of(&modules);
        let rooms = &listed.rooms;
        let place = |path: &[String]| room_of(path, rooms);
        for room in rooms {
            if !modules.iter().any(|it| it.path.join("::") == *room) {
                problems.push(format!(
                    "{}: `{room}` is listed and no module",
                    listed.folder
                ));
            }
        }
        // The root of a crate declares its rooms and gives their items names.
        for module in modules.iter().filter(|module| !module.path.is_empty()) {
            let Some(at) = place(&module.path) else {
                let room = &module.path[0];
                problems.push(format!("{}: `{room}` is not listed", listed.folder));
                continue;
            };
            for used in &module.uses {
                let used = names.declared(used);
                if let Some(other) = place(&used).filter(|other| *other > at) {
                    problems.push(format!(
                        "{}: {} in `{}` uses `{}` of `{}`, which is above it",
                        listed.folder,
                        module.path.join("::"),
                        rooms[at],
                        used.join("::"),
                        rooms[other],
                    ));
                }
            }
        }
    }
    problems.dedup();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The place in the list of the innermost room that a module or an item is in.
fn room_of(path: &[String], rooms: &[String]) -> Option<usize> {
    let inside = (1..=path.len()).rev().map(|end| path[..end].join("::"));
    inside
        .filter_map(|path| rooms.iter().position(|room| *room == path))
        .next()
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
        Self(named.filter(|(_, path)| path.len() > 1).collect())
    }

    /// Where an item is declared that is named by way of the root.
    fn declared(&self, path: &[String]) -> Vec<String> {
        match path {
            [name] => self.0.get(name).cloned().unwrap_or_else(|| path.to_vec()),
            _ => path.to_vec(),
        }
    }
}
