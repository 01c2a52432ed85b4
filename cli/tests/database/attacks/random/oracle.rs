//! What programs and commands do at random, and what may become of items.

use std::fmt::Write as _;

use super::super::s;
use super::world::{Items, World};
use super::{Rng, Schema, Step};

impl World {
    pub(super) fn write(&mut self, random: &mut Rng) {
        let statuses = self.statuses();
        let in_force =
            |it: &String| matches!(it.as_str(), "APPLIED" | "CONTRACTED" | "CONTRACTING");
        let is_gap = statuses.iter().skip(self.version()).any(in_force);
        if is_gap
            || statuses
                .iter()
                .any(|it| matches!(it.as_str(), "RUNNING" | "FAILED" | "REVERTING" | "PENDING"))
        {
            return;
        }
        let schema = self.schemas[self.version()].clone();
        let id = format!("u{}", random.of(7));
        let items = self.items();
        let stamp = random.of(1000);
        let clears = self.clears;
        if random.one_in(4) || !items.contains_key(&id) {
            let mut item = vec![("id".to_owned(), id.clone())];
            for (name, required) in &schema {
                if *required || !clears || random.one_in(2) {
                    item.push((name.clone(), format!("p{stamp}")));
                }
            }
            self.trace.push(format!("program puts {item:?}"));
            self.put(item);
            return;
        }
        let fields: Vec<_> = schema.into_iter().collect();
        if fields.is_empty() {
            return;
        }
        let (name, required) = random.pick(&fields);
        let update = self
            .bed
            .db
            .sdk()
            .update_item()
            .table_name("users")
            .key("id", s(&id));
        let update = update.expression_attribute_names("#n", &name);
        let update = if clears && !required && random.one_in(3) {
            self.trace.push(format!("program clears {id}.{name}"));
            update.update_expression("REMOVE #n")
        } else {
            self.trace
                .push(format!("program sets {id}.{name} = w{stamp}"));
            update
                .update_expression("SET #n = :v")
                .expression_attribute_values(":v", s(&format!("w{stamp}")))
        };
        self.bed.block_on(update.send()).unwrap();
    }

    /// What programs with a schema see.
    fn seen(items: &Items, schema: &Schema) -> Items {
        let seen = items.iter().map(|(id, item)| {
            let item = item.iter().filter(|(name, _)| schema.contains_key(*name));
            (
                id.clone(),
                item.map(|(n, v)| (n.clone(), v.clone())).collect(),
            )
        });
        seen.collect()
    }

    fn differences(before: &Items, after: &Items) -> String {
        let mut all = String::new();
        for (id, item) in before {
            if after.get(id) != Some(item) {
                let _ = write!(all, "{id}: {item:?} -> {:?}; ", after.get(id));
            }
        }
        all
    }

    fn checked(&mut self, revision: usize, arguments: &[&str]) -> (i32, String) {
        let (before, version) = (self.items(), self.version());
        let done = self.run(revision, arguments);
        let (after, now) = (self.items(), self.version());
        if matches!(arguments[0], "verify" | "gate") && before != after {
            self.report("something was written");
        }
        let is_told = arguments.contains(&"--overwrite") && arguments.contains(&"--again");
        let statuses = self.statuses();
        let in_force =
            |it: &String| matches!(it.as_str(), "APPLIED" | "CONTRACTED" | "CONTRACTING");
        let is_gap = statuses.iter().skip(now).any(in_force);
        if is_told || is_gap {
        } else if now == version || arguments[0] == "contract" {
            let schema = self.schemas[version].clone();
            let (was, is) = (Self::seen(&before, &schema), Self::seen(&after, &schema));
            if was != is {
                let what = format!(
                    "LOST for programs of {version}: {}",
                    Self::differences(&was, &is)
                );
                self.report(&what);
            }
        } else if now < version {
            let schema = self.schemas[now].clone();
            let (was, is) = (Self::seen(&before, &schema), Self::seen(&after, &schema));
            if was != is {
                let what = format!(
                    "LOST by the way back to {now}: {}",
                    Self::differences(&was, &is)
                );
                self.report(&what);
            }
        } else {
            self.check_forward(version, now, &before, &after);
        }
        let is_removed = self
            .trace
            .iter()
            .any(|it| it.contains("remove") || it.contains("--overwrite"));
        for (id, item) in &after {
            if !is_removed
                && statuses
                    .iter()
                    .all(|it| matches!(it.as_str(), "APPLIED" | "CONTRACTED" | "not"))
            {
                for (name, required) in self.schemas[now].clone() {
                    if required && !item.contains_key(&name) {
                        self.report(&format!("REQUIRED {id}.{name} is absent in version {now}"));
                        return done;
                    }
                }
            }
        }
        done
    }

    fn check_forward(&mut self, from: usize, to: usize, before: &Items, after: &Items) {
        let mut expected = before.clone();
        for number in from..to {
            for item in expected.values_mut() {
                for step in &self.steps[number] {
                    match step {
                        Step::Rename(x, y) => {
                            match item.get(x).cloned() {
                                Some(value) => item.insert(y.clone(), value),
                                None => item.remove(y),
                            };
                        }
                        Step::Copy(x, y) => {
                            if let (Some(value), None) = (item.get(x).cloned(), item.get(y)) {
                                item.insert(y.clone(), value);
                            }
                        }
                        Step::Add(y) => {
                            item.entry(y.clone()).or_insert_with(|| "dflt".to_owned());
                        }
                        Step::Drop(_) => {}
                    }
                }
            }
        }
        if *after != expected {
            let what = format!("RUN {from}..{to}: {}", Self::differences(&expected, after));
            self.report(&what);
        }
    }

    pub(super) fn command(&mut self, random: &mut Rng) {
        let all = self.names.len();
        let revision = if random.one_in(3) {
            1 + random.of(all)
        } else {
            all
        };
        let number = 1 + random.of(revision.min(self.version() + 1));
        let name = self.names[number - 1].clone();
        let changed = random.pick(&["reject", "reject", "keep", "remove"]);
        match random.of(12) {
            0 | 1 => self.checked(revision, &["run", "--exclusive"]),
            2 | 3 => self.checked(revision, &["run", &name, "--exclusive"]),
            4 => self.checked(revision, &["run", &name, "--exclusive", "--again"]),
            5 => self.checked(
                revision,
                &["run", &name, "--exclusive", "--overwrite", "--no-rollback"],
            ),
            6 => self.checked(revision, &["resume", "--exclusive", "--changed", changed]),
            7 => self.checked(
                revision,
                &["rollback", &name, "--exclusive", "--changed", changed],
            ),
            8 | 9 => self.checked(
                revision,
                &["contract", &name, "--exclusive", "--changed", changed],
            ),
            10 => {
                self.checked(revision, &["verify", &name, "--oldest-client", "expand"]);
                self.checked(revision, &["verify", &name, "--oldest-client", "after"]);
                self.checked(revision, &["verify", &name, "--oldest-client", "after"]);
                self.checked(revision, &["gate", "contract", &name, "--apart", "0"]);
                self.checked(
                    revision,
                    &["contract", &name, "--apart", "0", "--changed", changed],
                )
            }
            _ => self.checked(
                revision,
                &["run", &name, "--exclusive", "--again", "--overwrite"],
            ),
        };
    }

    /// Follows what messages say until all migrations are applied.
    pub(super) fn end(&mut self) {
        let all = self.names.len();
        for _ in 0..30 {
            let (code, said) =
                self.checked(all, &["run", "--exclusive", "--overwrite", "--no-rollback"]);
            if code == 0 {
                return self.contracts();
            }
            let before = (self.items(), self.statuses());
            let named = self
                .names
                .iter()
                .find(|it| said.contains(it.as_str()))
                .cloned();
            if said.contains("REVERTED") {
                let name = named.unwrap();
                self.checked(
                    all,
                    &[
                        "run",
                        &name,
                        "--again",
                        "--exclusive",
                        "--overwrite",
                        "--no-rollback",
                    ],
                );
            } else if let Some(of) = self
                .names
                .clone()
                .iter()
                .find(|it| said.contains(&format!("migrate contract {it}")))
            {
                self.contract(of, 0);
            } else if said.contains("resume") {
                self.checked(all, &["resume", "--exclusive", "--changed", "remove"]);
            }
            if before == (self.items(), self.statuses()) {
                return self.report(&format!("NO WAY ON: {said}"));
            }
        }
        self.report("NO END");
    }

    /// Contracts a migration from whatever revision does, and before it those that messages name.
    fn contract(&mut self, name: &str, depth: usize) -> Option<String> {
        let all = self.names.len();
        let mut first = None;
        let ways = (1..=all)
            .rev()
            .flat_map(|it| [(it, "remove"), (it, "remove-all")]);
        for (revision, changed) in ways {
            let arguments = ["contract", name, "--exclusive", "--changed", changed];
            let (code, told) = self.checked(revision, &arguments);
            if code == 0 {
                return None;
            }
            let other = self
                .names
                .iter()
                .find(|it| told.contains(&format!("migrate contract {it}")))
                .cloned();
            if let Some(other) = other.filter(|it| depth < 4 && it != name)
                && self.contract(&other, depth + 1).is_none()
                && self.checked(revision, &arguments).0 == 0
            {
                return None;
            }
            first.get_or_insert(told);
        }
        first
    }

    fn removes(&self, name: &str) -> bool {
        let at = self.names.iter().position(|it| it == name).unwrap();
        self.steps[at].iter().any(|it| !matches!(it, Step::Add(_)))
    }

    fn contracts(&mut self) {
        for name in self.names.clone() {
            let said = self.contract(&name, 0);
            if let Some(said) =
                said.filter(|said| self.removes(&name) && !said.contains("in the schema again"))
            {
                self.report(&format!("NO CONTRACT of {name}: {said}"));
            }
        }
    }
}
