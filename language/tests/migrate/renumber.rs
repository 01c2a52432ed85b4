//! Renumbered migrations are what they would be had the branches been one from the beginning.

use std::collections::{BTreeMap, BTreeSet};

use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{
    Checksum, Hints, MigrationFolder, MigrationName, ORDER, Order, RenumberProblem, Renumbered,
    draft, renumber,
};
use fastrand::Rng;

use crate::schema;

/// The models, each with its fields.
type Models = BTreeMap<&'static str, BTreeSet<String>>;

/// Models that both branches change.
const SHARED: [&str; 2] = ["Ant", "Bee"];

/// A branch: the word that its names begin with, and models that only it adds, changes and removes.
struct Branch {
    word: &'static str,
    own: [&'static str; 2],
}

const BASE: Branch = Branch {
    word: "base",
    own: ["Cat", "Eel"],
};

const THEIRS: Branch = Branch {
    word: "theirs",
    own: ["Cat", "Dog"],
};

const OURS: Branch = Branch {
    word: "ours",
    own: ["Eel", "Fox"],
};

/// The files of a project's migrations, by their paths, and the models after them.
#[derive(Clone)]
struct Project {
    files: BTreeMap<String, String>,
    models: Models,
}

/// A change of the schema: a field is added, a model is added or removed.
#[derive(Clone, Debug)]
enum Change {
    Field(&'static str, String),
    Model(&'static str),
    Gone(&'static str),
}

fn compiled(models: &Models) -> Schema {
    let models = models.iter().map(|(name, fields)| {
        let fields = fields.iter();
        let fields = fields.map(|it| format!(", {it}: {{ type: string, default: {it} }}"));
        let fields = fields.collect::<Vec<_>>().concat();
        format!("{name}: {{ key: id, fields: {{ id: ulid{fields} }} }}")
    });
    let models = models.collect::<Vec<_>>().join(", ");
    schema(&format!("models: {{ {models} }}"))
}

impl Project {
    fn new(models: Models) -> Self {
        let snapshot = MigrationFolder::default().snapshot_of(&compiled(&models), 0);
        let files = snapshot.into_iter().map(|file| (file.path, file.text));
        let files = files
            .chain([(ORDER.to_owned(), Order::default().to_string())])
            .collect();
        Self { files, models }
    }

    fn folder(&self) -> MigrationFolder {
        MigrationFolder::of_files(self.files.clone())
    }

    fn change(&mut self, change: &Change) {
        match change {
            Change::Field(model, field) => {
                if let Some(fields) = self.models.get_mut(model) {
                    fields.insert(field.clone());
                }
            }
            Change::Model(model) => {
                self.models.entry(model).or_default();
            }
            Change::Gone(model) => {
                self.models.remove(model);
            }
        }
    }

    /// Makes a change, and adds the migration for it as `migrate new` does. One without steps still
    /// has a file here, so that it has a number.
    fn migrate(&mut self, word: &str, change: &Change) {
        let before = compiled(&self.models);
        self.change(change);
        let after = compiled(&self.models);
        let folder = self.folder();
        let number = folder.next_number();
        let drafted = draft(&before, &after, &Hints::default()).expect("a draft");
        let text = drafted.text.unwrap_or_else(|| format!("model: {word}\n"));
        let name = MigrationName::parse(&format!("{number:04}_{word}")).expect("a name");
        let checksum = Checksum::of(&text).expect("YAML");
        let order = folder.order().expect("a list").with(name.clone(), checksum);
        for file in folder.snapshot_of(&after, number) {
            self.files.insert(file.path, file.text);
        }
        self.files.insert(format!("{name}.yaml"), text);
        self.files.insert(ORDER.to_owned(), order.to_string());
    }

    /// The files as git merges them: what both have added or changed is in conflict.
    fn merged(&self, base: &Self, theirs: &Self) -> BTreeMap<String, String> {
        let mut files = self.files.clone();
        for (path, text) in &theirs.files {
            let ours = files.entry(path.clone()).or_insert_with(|| text.clone());
            if ours != text {
                let is_ours = base.files.get(path) == Some(text);
                let conflict = format!("<<<<<<<\n{ours}=======\n{text}>>>>>>>\n");
                *ours = if is_ours { ours.clone() } else { conflict };
            }
        }
        files
    }
}

impl Branch {
    /// A random change of the models as they are.
    fn change(&self, models: &Models, rng: &mut Rng) -> Change {
        let own = self.own[rng.usize(..2)];
        let model = [own, SHARED[0], SHARED[1]][rng.usize(..3)];
        if !models.contains_key(model) {
            Change::Model(model)
        } else if model == own && rng.bool() {
            Change::Gone(model)
        } else {
            Change::Field(model, format!("{}{}", self.word, rng.u16(..)))
        }
    }

    /// Adds some migrations to a project, and returns their changes.
    fn extend(&self, project: &mut Project, rng: &mut Rng) -> Vec<Change> {
        let mut migrations = Vec::new();
        for number in 0..rng.usize(1..4) {
            let change = self.change(&project.models, rng);
            migrations.push(change);
            self.migrate(project, number, &migrations[number]);
        }
        migrations
    }

    fn migrate(&self, project: &mut Project, number: usize, change: &Change) {
        project.migrate(&format!("{}{number}", self.word), change);
    }
}

/// The models that a branch changes.
fn touched(changes: &[Change]) -> BTreeSet<&'static str> {
    changes
        .iter()
        .map(|change| match change {
            Change::Field(model, _) | Change::Model(model) | Change::Gone(model) => *model,
        })
        .collect()
}

/// The project that both branches begin with.
fn base(rng: &mut Rng) -> Project {
    let models = [SHARED[0], SHARED[1], THEIRS.own[0], OURS.own[0]];
    let models = models.map(|name| (name, BTreeSet::new()));
    let mut base = Project::new(models.into());
    BASE.extend(&mut base, rng);
    base
}

#[test]
fn the_result_is_that_of_one_branch() {
    let (mut moved, mut refused) = (0, 0);
    for seed in 0..300 {
        let mut rng = Rng::with_seed(seed);
        let base = base(&mut rng);
        let (mut theirs, mut ours) = (base.clone(), base.clone());
        let of_theirs = THEIRS.extend(&mut theirs, &mut rng);
        let of_ours = OURS.extend(&mut ours, &mut rng);
        let mut linear = theirs.clone();
        for (number, change) in of_ours.iter().enumerate() {
            OURS.migrate(&mut linear, number, change);
        }

        let mut files = ours.merged(&base, &theirs);
        let folder = MigrationFolder::of_files(files.clone());
        match renumber(&folder, &theirs.folder(), &compiled(&linear.models)) {
            Ok(Renumbered { changes, .. }) => {
                files.retain(|path, _| !changes.remove.contains(path));
                files.extend(changes.write.into_iter().map(|it| (it.path, it.text)));
                assert_eq!(
                    files, linear.files,
                    "seed {seed}: {of_theirs:?} {of_ours:?}"
                );
                moved += 1;
            }
            Err(RenumberProblem::Entangled(..)) => {
                let (last, others) = of_ours.split_last().expect("a migration");
                let both = !touched(others).is_disjoint(&touched(&of_theirs));
                assert!(both, "seed {seed}: {of_theirs:?} {others:?} {last:?}");
                refused += 1;
            }
            Err(other) => panic!("seed {seed}: {other}"),
        }
    }
    assert!(
        moved > 50 && refused > 50,
        "{moved} moved, {refused} refused"
    );
}

#[test]
fn files_of_the_other_branch_keep_the_layout_that_they_have_here() {
    let mut base = Project::new([("Ant", BTreeSet::new())].into());
    base.migrate("first", &Change::Field("Ant", "a".to_owned()));
    let mut ours = base.clone();
    ours.migrate("ours", &Change::Field("Ant", "o".to_owned()));
    base.migrate("theirs", &Change::Field("Ant", "t".to_owned()));
    let (file, theirs) = ("0001_first.yaml", "0002_theirs.yaml");
    let laid_out = format!("# A comment.\n{}", ours.files[file]);
    ours.files.insert(file.to_owned(), laid_out);
    ours.files
        .insert(theirs.to_owned(), base.files[theirs].clone());
    ours.change(&Change::Field("Ant", "t".to_owned()));
    let result = renumber(&ours.folder(), &base.folder(), &compiled(&ours.models));
    let changes = result.expect("a result").changes;
    let written = changes.write.iter().map(|file| file.path.as_str());
    assert_eq!(
        written.collect::<Vec<_>>(),
        [
            "0003_ours.yaml",
            "snapshots/0002/Ant.yaml",
            "snapshots/0003/Ant.yaml",
            ORDER
        ]
    );
    assert_eq!(changes.remove, ["0002_ours.yaml"]);
}
