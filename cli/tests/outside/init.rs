//! The door of those who start: `dynamite-gen init`, and then the commands that it prints.

use crate::project::Project;

const PRINTED: [&str; 3] = [
    "created Ada with the id ",
    "read    Ada Lovelace, <ada@example.com>",
    "found   Ada Lovelace, since ",
];

const RUN_AND_CHECK: [&str; 2] = ["cargo run --example first", "dynamite-gen check"];

/// Checks that the service is built without the embedded engine and what is inside it, which
/// examples have.
fn assert_without_engine(project: &Project) {
    let tree = |edges: &str| {
        let options = ["tree", "--edges", edges, "--prefix", "none"];
        let run = project.cargo_succeeds(&options);
        let names = run.out.lines().filter_map(|line| line.split(' ').next());
        names.map(str::to_owned).collect::<Vec<String>>()
    };
    let service = tree("normal,build");
    assert!(service.contains(&"dynamite-runtime".to_owned()));
    for engine in ["dynoxide-rs", "rusqlite", "libsqlite3-sys"].map(str::to_owned) {
        assert!(!service.contains(&engine), "{engine} in {service:?}");
        assert!(tree("normal,dev").contains(&engine), "{engine}");
    }
}

/// Starts in the folder of the project, and returns what is to be typed next.
fn init(project: &Project, options: &[&str]) -> Vec<String> {
    let run = project.dynamite_gen(&[&["init", "--format", "json"], options].concat());
    assert_eq!(run.code, 0, "{run:?}");
    project.lock();
    let last = run.out.lines().last().unwrap();
    let next: serde_json::Value = serde_json::from_str(last).unwrap();
    assert_eq!(next["kind"], "next", "{last}");
    let commands = next["text"].as_str().unwrap().lines();
    commands
        .map(|line| line.split('#').next().unwrap().trim().to_owned())
        .collect()
}

/// Runs what was printed, and returns what the first command printed.
fn follow(project: &Project, commands: &[String]) -> String {
    let outputs = commands.iter().map(|command| {
        let words: Vec<&str> = command.split(' ').collect();
        match words[0] {
            "cargo" => project.cargo_succeeds(&words[1..]).out,
            "dynamite-gen" => {
                let run = project.dynamite_gen(&words[1..]);
                assert_eq!(run.code, 0, "{run:?}");
                run.out
            }
            other => panic!("what is {other}?"),
        }
    });
    outputs.collect::<Vec<_>>().swap_remove(0)
}

fn assert_printed(out: &str) {
    let starts = out.lines().zip(PRINTED);
    assert_eq!(out.lines().count(), PRINTED.len(), "{out}");
    assert!(
        starts
            .into_iter()
            .all(|(line, start)| line.starts_with(start)),
        "{out}"
    );
}

#[test]
fn an_empty_folder_leads_to_a_program_that_runs() {
    let project = Project::empty("door-init");
    let commands = init(&project, &[]);
    assert_eq!(commands, RUN_AND_CHECK);
    assert_printed(&follow(&project, &commands));
    assert_without_engine(&project);
}

#[test]
fn a_project_that_exists_gets_an_example_that_runs_beside_its_own_program() {
    let project = Project::new("door-init-existing", &[]);
    std::fs::remove_dir_all(project.path("schemas")).unwrap();
    project.write("src/main.rs", "fn main() { println!(\"mine\"); }\n");
    let commands = init(&project, &[]);
    assert_eq!(commands, RUN_AND_CHECK);
    assert_printed(&follow(&project, &commands));
    assert_eq!(project.cargo_succeeds(&["run"]).out, "mine\n");
}

#[test]
fn checked_in_models_are_generated_and_compile() {
    let project = Project::empty("door-init-checked-in");
    let commands = init(&project, &["--checked-in"]);
    assert_eq!(
        commands,
        ["dynamite-gen generate", "cargo run --example first"]
    );
    follow(&project, &commands[..1]);
    // To run it would build every dependency another time: these models need no generator, and
    // some features of what the generator depends on are for it alone.
    project.cargo_succeeds(&["check", "--bins", "--examples"]);
    assert_without_engine(&project);
}
