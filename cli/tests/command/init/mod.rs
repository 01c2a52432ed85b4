//! The files that `init` writes.

mod programs;

use std::fs;

use crate::sandbox::Sandbox;

const NEW_PACKAGE: [&str; 8] = [
    ".gitignore",
    "Cargo.toml",
    "build.rs",
    "dynamite.toml",
    "examples/first.rs",
    "schemas/app.yaml",
    "schemas/dynamite.schema.json",
    "src/main.rs",
];

const MANIFEST: &str = "\
# mine
[package]
name    = \"shop\"   # odd spacing
version = \"1.2.3\"
edition = \"2021\"

[dependencies]
anyhow = \"1\" # errors
zoo = \"1\"

[profile.release]
lto = true
";

fn paths(sandbox: &Sandbox) -> Vec<String> {
    sandbox.files().into_iter().map(|(path, _)| path).collect()
}

#[test]
fn an_empty_folder_becomes_a_package() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["init", "My Shop"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        paths(&sandbox),
        NEW_PACKAGE.map(|path| format!("My Shop/{path}"))
    );
    let manifest = sandbox.read("My Shop/Cargo.toml");
    assert!(
        manifest.starts_with("[package]\nname = \"my-shop\"\n"),
        "{manifest}"
    );
    assert!(
        manifest.contains("dynamite = { package = \"dynamite-runtime\", path = "),
        "{manifest}"
    );
    assert!(
        manifest.contains("[build-dependencies]\ndynamite-codegen = { path = "),
        "{manifest}"
    );
    assert!(
        manifest.contains(
            "[dependencies]\n# For `Client::from_env`, add the feature `aws`: credentials"
        ),
        "{manifest}"
    );
    let next = "cd 'My Shop'\n             cargo run --example first\n";
    assert!(run.out.ends_with(next), "{run:?}");
}

#[test]
fn the_schema_that_init_writes_is_clean_and_names_its_json_schema() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["init"]).code, 0);
    let run = sandbox.run(&["check", "--deny-warnings"]);
    assert_eq!(run.code, 0, "{run:?}");
    let schema = sandbox.read("schemas/app.yaml");
    assert!(schema.starts_with("# yaml-language-server: $schema=./dynamite.schema.json\n"));
    assert_eq!(
        sandbox.read("schemas/dynamite.schema.json"),
        sandbox.run(&["schema"]).out
    );
}

#[test]
fn a_second_run_changes_nothing() {
    let sandbox = Sandbox::new();
    for arguments in [&["init", "a"][..], &["init", "b", "--checked-in"]] {
        assert_eq!(sandbox.run(arguments).code, 0);
        let before = sandbox.files();
        let run = sandbox.run(arguments);
        assert_eq!(run.code, 0, "{run:?}");
        assert_eq!(sandbox.files(), before);
        assert!(
            !run.out.contains("created") && !run.out.contains("changed"),
            "{run:?}"
        );
        assert!(!run.out.contains("by hand"), "{run:?}");
    }
}

#[test]
fn what_exists_is_left_alone_and_said_to_be_done_by_hand() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "Cargo.toml",
        "[package]\nname = \"shop\"\n\n[dependencies]\ntokio = \"1\"\n",
    );
    sandbox.write("build.rs", "fn main() { mine(); }\n");
    sandbox.write("src/lib.rs", "// mine\n");
    let run = sandbox.run(&["init"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(sandbox.read("build.rs"), "fn main() { mine(); }\n");
    assert!(sandbox.read("Cargo.toml").contains("\ntokio = \"1\"\n"));
    assert!(
        run.out.contains("kept build.rs (exists already)"),
        "{run:?}"
    );
    assert!(
        run.out
            .contains("by hand add to `main` in build.rs: dynamite_codegen::build(\"schemas\");"),
        "{run:?}"
    );
    assert!(
        run.out
            .contains("by hand see that the dependency `tokio` has the features"),
        "{run:?}"
    );
}

#[test]
fn a_folder_with_other_things_in_it_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.txt", "mine");
    let run = sandbox.run(&["init"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("not empty: it holds notes.txt"), "{run:?}");
    assert_eq!(paths(&sandbox), ["notes.txt"]);
}

#[test]
fn a_fresh_repository_counts_as_empty() {
    let sandbox = Sandbox::new();
    for path in [".git/HEAD", "README.md", "LICENSE"] {
        sandbox.write(path, "mine");
    }
    assert_eq!(sandbox.run(&["init"]).code, 0);
}

#[test]
fn in_a_workspace_only_the_package_is_changed() {
    let sandbox = Sandbox::new();
    let workspace = "[workspace]\nmembers = [\"known\"]\n";
    sandbox.write("Cargo.toml", workspace);
    let run = sandbox.run(&["init"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("has no [package]"), "{run:?}");
    assert!(!sandbox.run(&["init", "known"]).out.contains("by hand"));
    let run = sandbox.run(&["init", "other"]);
    assert!(
        run.out
            .contains("by hand add \"other\" to `members` of the workspace"),
        "{run:?}"
    );
    assert_eq!(sandbox.read("Cargo.toml"), workspace);
}

#[test]
fn a_checkout_that_is_none_is_refused_before_anything_is_written() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["init", "--dynamite", "elsewhere"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("elsewhere is not a checkout of Dynamite"),
        "{run:?}"
    );
    assert!(paths(&sandbox).is_empty());
    for package in ["runtime", "codegen"] {
        sandbox.write(&format!("elsewhere/{package}/Cargo.toml"), "");
    }
    assert_eq!(
        sandbox
            .run(&["init", "shop", "--dynamite", "elsewhere"])
            .code,
        0
    );
    let expected = fs::canonicalize(sandbox.path("elsewhere"))
        .unwrap()
        .join("runtime");
    let manifest = sandbox.read("shop/Cargo.toml");
    assert!(manifest.contains(expected.to_str().unwrap()), "{manifest}");
}

#[test]
fn json_tells_each_file() {
    let run = Sandbox::new().run(&["init", "--format", "json"]);
    let objects = run.json();
    let created = objects
        .iter()
        .filter(|one| one["kind"] == "file" && one["status"] == "created");
    assert_eq!(created.count(), NEW_PACKAGE.len());
    assert_eq!(objects.last().unwrap()["kind"], "next");
}

#[test]
fn quiet_leaves_only_what_is_to_be_done_by_hand() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["init", "-q", "new"]).out, "");
    sandbox.write("old/Cargo.toml", MANIFEST);
    sandbox.write("old/build.rs", "fn main() { mine(); }\n");
    sandbox.write("old/src/lib.rs", "");
    let run = sandbox.run(&["init", "-q", "old"]);
    assert!(
        run.out
            .lines()
            .all(|line| line.trim_start().starts_with("by hand ")),
        "{run:?}"
    );
    assert!(run.out.contains("to `main` in build.rs"), "{run:?}");
}
