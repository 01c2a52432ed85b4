use crate::sandbox::{SCHEMA, Sandbox};

#[test]
fn dynamite_toml_is_found_upwards_and_its_paths_are_relative_to_it() {
    let sandbox = Sandbox::new();
    sandbox.write("dynamite.toml", "format = 1\nschemas = \"db/schemas\"\n");
    sandbox.write("db/schemas/app.yaml", &SCHEMA.replace("string", "strin"));
    std::fs::create_dir_all(sandbox.path("src/deep")).unwrap();
    let run = sandbox.run_in("src/deep", &["check", "--format", "short"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.out.starts_with("../../db/schemas/app.yaml:6:13: error"),
        "{run:?}"
    );
}

#[test]
fn the_command_line_wins() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    sandbox.write(
        "dynamite.toml",
        "format = 1\nschemas = \"nowhere\"\nout = \"nowhere\"\n",
    );
    assert_eq!(sandbox.run(&["check"]).code, 2);
    assert_eq!(sandbox.run(&["check", "--schemas", "schemas"]).code, 0);
    let run = sandbox.run(&["generate", "--schemas", "schemas", "--out", "models"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(sandbox.path("models/mod.rs").is_file());
    assert!(!sandbox.path("nowhere").exists());
}

#[test]
fn another_file_can_be_named() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    sandbox.write(
        "config/other.toml",
        "format = 1\nschemas = \"../schemas\"\n",
    );
    assert_eq!(
        sandbox
            .run(&["--config", "config/other.toml", "check"])
            .code,
        0
    );
    let run = sandbox.run(&["check", "--config", "missing.toml"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err
            .contains("cannot read missing.toml: no such file or folder"),
        "{run:?}"
    );
}

#[test]
fn a_file_that_is_not_text_is_refused_with_what_it_has_to_be() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    std::fs::write(sandbox.path("dynamite.toml"), b"format = 1 # \xff").unwrap();
    let run = sandbox.run(&["check"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("cannot read dynamite.toml") && run.err.contains("a text file in TOML"),
        "{run:?}"
    );
}

#[test]
fn a_misspelt_key_and_a_newer_format_are_refused() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    sandbox.write("dynamite.toml", "format = 1\nscemas = \"x\"\n");
    let run = sandbox.run(&["check"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err
            .contains("dynamite.toml:2: has the unknown key `scemas`"),
        "{run:?}"
    );
    assert!(run.err.contains("did you mean `schemas`?"), "{run:?}");
    sandbox.write("dynamite.toml", "format = 2\n");
    let run = sandbox.run(&["check"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err
            .contains("has format 2, which is newer than this command reads"),
        "{run:?}"
    );
}

#[test]
fn without_file_and_folder_the_error_says_how_to_start() {
    let run = Sandbox::new().run(&["check"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("the schema folder schemas does not exist"),
        "{run:?}"
    );
    assert!(
        run.err.contains("`dynamite-gen init`") && run.err.contains("`--schemas`"),
        "{run:?}"
    );
}
