//! A project with several migrations, a database, and what is done with both.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::{Bed, at, revision, s};
use super::{Rng, Schema, Step, steps, text};

pub(super) type Items = BTreeMap<String, BTreeMap<String, String>>;

pub(super) struct World {
    pub(super) bed: Bed,
    pub(super) schemas: Vec<Schema>,
    pub(super) steps: Vec<Vec<Step>>,
    pub(super) names: Vec<String>,
    revisions: Vec<[String; 4]>,
    pub(super) trace: Vec<String>,
    pub(super) bad: Vec<String>,
    /// `true` if programs clear fields too.
    pub(super) clears: bool,
}

impl World {
    pub(super) fn new(seed: u64, random: &mut Rng) -> Self {
        let bed = Bed::empty(0);
        let mut schema: Schema =
            [("a".to_owned(), false), ("b".to_owned(), random.one_in(2))].into();
        bed.folder.write("schemas/app.yaml", &text(&schema));
        bed.migrate(0, &["baseline"]);
        let mut world = Self {
            bed,
            schemas: vec![schema.clone()],
            steps: Vec::new(),
            names: Vec::new(),
            revisions: Vec::new(),
            trace: vec![format!("seed {seed}")],
            bad: Vec::new(),
            clears: seed % 2 == 1,
        };
        for number in 1..=3 + random.of(2) {
            let (steps, after) = steps(random, &schema);
            let name = format!("{number:04}_m{number}");
            world.bed.folder.write("schemas/app.yaml", &text(&after));
            let mut arguments = vec!["new".to_owned(), format!("m{number}")];
            let mut lines = String::from("model: User\nsteps:\n");
            for step in &steps {
                match step {
                    Step::Rename(x, y) => {
                        arguments.extend(["--rename".to_owned(), format!("User.{x}={y}")]);
                        let _ = writeln!(lines, "  - rename: {{ from: {x}, to: {y} }}");
                    }
                    Step::Drop(x) => {
                        arguments.extend(["--drop".to_owned(), format!("User.{x}")]);
                        let _ = writeln!(lines, "  - drop: {x}");
                    }
                    Step::Add(y) => {
                        let _ = writeln!(lines, "  - add: {{ field: {y}, value: dflt }}");
                    }
                    Step::Copy(x, y) => {
                        arguments.extend(["--drop".to_owned(), format!("User.{x}")]);
                        let _ =
                            writeln!(lines, "  - copy: {{ from: {x}, to: {y} }}\n  - drop: {x}");
                    }
                }
            }
            let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
            world.bed.migrate(0, &arguments);
            world
                .bed
                .folder
                .write(&format!("migrations/{name}.yaml"), &lines);
            world.bed.migrate(0, &["order", &name]);
            world.trace.push(format!("{name}: {steps:?} -> {after:?}"));
            world
                .revisions
                .push(revision(&world.bed, &format!("r{number}")));
            world.steps.push(steps);
            world.names.push(name);
            world.schemas.push(after.clone());
            schema = after;
        }
        for id in 0..5 {
            let mut item = vec![("id".to_owned(), format!("u{id}"))];
            for (name, required) in world.schemas[0].clone() {
                if required || random.of(3) > 0 {
                    item.push((name.clone(), format!("{name}{id}")));
                }
            }
            world.put(item);
        }
        world
    }

    pub(super) fn put(&self, item: Vec<(String, String)>) {
        let item = item
            .into_iter()
            .map(|(name, value)| (name, s(&value)))
            .collect();
        let put = self.bed.db.sdk().put_item().table_name("users");
        self.bed.block_on(put.set_item(Some(item)).send()).unwrap();
    }

    pub(super) fn items(&self) -> Items {
        let items = self.bed.items().into_iter();
        items
            .map(|(id, item)| {
                let item = item
                    .into_iter()
                    .map(|(name, value)| (name, value.as_s().unwrap().clone()));
                (id, item.collect())
            })
            .collect()
    }

    pub(super) fn run(&mut self, revision: usize, arguments: &[&str]) -> (i32, String) {
        let of = self.revisions[revision - 1].clone();
        let run = at(&self.bed, &of, arguments);
        let message: String = run
            .err
            .lines()
            .skip_while(|it| !it.starts_with("error"))
            .collect();
        let message = format!(
            "{}|{message}",
            run.out.trim().chars().take(200).collect::<String>()
        );
        self.trace
            .push(format!("r{revision} {arguments:?}: {} {message}", run.code));
        (run.code, format!("{}\n{}", run.out, run.err))
    }

    /// The status of each migration.
    pub(super) fn statuses(&self) -> Vec<String> {
        let scan = self.bed.db.sdk().scan().table_name("dynamite_migrations");
        let rows = self
            .bed
            .block_on(scan.send())
            .ok()
            .and_then(|it| it.items)
            .unwrap_or_default();
        let of = |name: &String| {
            let row = rows
                .iter()
                .find(|row| row["run"] == s(name) && row["row"] == s("run"));
            row.map_or_else(
                || "not".to_owned(),
                |row| row["status"].as_s().unwrap().clone(),
            )
        };
        self.names.iter().map(of).collect()
    }

    /// The version that may be deployed.
    pub(super) fn version(&self) -> usize {
        let applied = |it: &String| matches!(it.as_str(), "APPLIED" | "CONTRACTED" | "CONTRACTING");
        self.statuses().iter().take_while(|it| applied(it)).count()
    }

    pub(super) fn report(&mut self, what: &str) {
        self.bad.push(format!("{what}\n{}", self.trace.join("\n")));
    }
}
