//! The programs of a project, and what they depend on.

use super::{MANIFEST, paths};
use crate::sandbox::Sandbox;

/// What `cargo new` writes.
const STUB: &str = "fn main() {\n    println!(\"Hello, world!\");\n}\n";

#[test]
fn only_the_dev_dependency_has_the_embedded_engine() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["init"]);
    let manifest = sandbox.read("Cargo.toml");
    let (service, rest) = manifest.split_once("[dev-dependencies]\n").unwrap();
    let (examples, _) = rest.split_once("[build-dependencies]\n").unwrap();
    assert!(!service.contains("embedded"), "{manifest}");
    assert!(examples.contains("features = [\"embedded\"]"), "{manifest}");
    let note = "note the embedded engine is a dev-dependency: examples and tests have it, \
                `cargo build` leaves it out\n";
    assert!(run.out.contains(note), "{run:?}");
}

#[test]
fn the_engine_is_of_the_runtime_that_the_package_has() {
    let sandbox = Sandbox::new();
    let existing = "dynamite = { workspace = true, features = [\"aws\"] }\n";
    let package = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    sandbox.write(
        "Cargo.toml",
        &format!("{package}\n[dependencies]\n{existing}"),
    );
    let run = sandbox.run(&["init"]);
    assert_eq!(run.code, 0, "{run:?}");
    let manifest = sandbox.read("Cargo.toml");
    assert!(manifest.contains(existing), "{manifest}");
    let engine = "dynamite = { workspace = true, features = [\"embedded\"] }\n";
    assert!(manifest.contains(engine), "{manifest}");
}

#[test]
fn an_untouched_stub_becomes_the_service() {
    for stub in [STUB.to_owned(), STUB.replace('\n', "\r\n")] {
        let sandbox = Sandbox::new();
        sandbox.write("Cargo.toml", MANIFEST);
        sandbox.write("src/main.rs", &stub);
        let run = sandbox.run(&["init"]);
        assert_eq!(run.code, 0, "{run:?}");
        let said = "replaced src/main.rs (it was as `cargo new` writes it)\n";
        assert!(run.out.contains(said), "{run:?}");
        assert!(!run.out.contains("by hand"), "{run:?}");
        let service = sandbox.read("src/main.rs");
        assert!(
            service.contains("dynamite::include_models!();"),
            "{service}"
        );
        assert!(service.contains("cargo run --example first"), "{service}");
    }
}

#[test]
fn a_touched_stub_stays() {
    let sandbox = Sandbox::new();
    sandbox.write("Cargo.toml", MANIFEST);
    let touched = STUB.replace("world", "Ada");
    sandbox.write("src/main.rs", &touched);
    let run = sandbox.run(&["init"]);
    assert_eq!(sandbox.read("src/main.rs"), touched);
    let said =
        "by hand to use the models in your own program, add to it: dynamite::include_models!();";
    assert!(run.out.contains(said), "{run:?}");
}

#[test]
fn an_existing_program_gets_an_example_and_keeps_every_byte_of_its_own() {
    let sandbox = Sandbox::new();
    sandbox.write("Cargo.toml", MANIFEST);
    sandbox.write("src/main.rs", "fn main() { /* mine */ }\n");
    let run = sandbox.run(&["init"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(sandbox.read("src/main.rs"), "fn main() { /* mine */ }\n");
    assert!(
        sandbox
            .read("examples/first.rs")
            .contains("dynamite::include_models!();")
    );
    assert!(run.out.contains("cargo run --example first"), "{run:?}");
    let manifest = sandbox.read("Cargo.toml");
    let added: Vec<_> = manifest
        .lines()
        .filter(|line| !MANIFEST.contains(line))
        .collect();
    assert_eq!(added.len(), 8, "{manifest}");
    let kept: Vec<_> = manifest
        .lines()
        .filter(|line| !added.contains(line))
        .collect();
    assert_eq!(kept.join("\n").trim_end(), MANIFEST.trim_end());
    let sorted = manifest.find("anyhow") < manifest.find("dynamite =")
        && manifest.find("tokio") < manifest.find("zoo");
    assert!(sorted, "{manifest}");
}

#[test]
fn a_schema_of_the_users_own_gets_no_example_program() {
    let sandbox = Sandbox::new();
    sandbox.write("Cargo.toml", MANIFEST);
    sandbox.write("dynamite.toml", "format = 1\nschemas = \"db\"\n");
    sandbox.write("db/mine.yaml", crate::sandbox::SCHEMA);
    let run = sandbox.run(&["init"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        paths(&sandbox),
        [
            "Cargo.toml",
            "build.rs",
            "db/dynamite.schema.json",
            "db/mine.yaml",
            "dynamite.toml"
        ]
    );
    assert!(
        sandbox
            .read("build.rs")
            .contains("dynamite_codegen::build(\"db\");")
    );
}

#[test]
fn checked_in_models_need_no_build_script() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["init", "--checked-in"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(!sandbox.path("build.rs").exists());
    assert!(!sandbox.read("Cargo.toml").contains("build-dependencies"));
    assert!(sandbox.read("src/main.rs").contains("\nmod models;\n"));
    let next = "next dynamite-gen generate\n             cargo run --example first\n";
    assert!(run.out.ends_with(next), "{run:?}");
    assert_eq!(sandbox.run(&["generate"]).code, 0);
    assert!(sandbox.path("src/models/mod.rs").is_file());
}
