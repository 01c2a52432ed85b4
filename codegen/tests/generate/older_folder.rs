//! Folders of models that were made before there was a list of generated files in them.

use std::fs;

use dynamite_codegen::output::folder::Reason;

use crate::project::Project;

const SCHEMA: &str = "
models:
  User: { key: id, fields: { id: ulid } }
  Order: { key: id, fields: { id: ulid } }
";

const MANIFEST: &str = "models/generated-files.txt";

/// Models without a list.
fn older(schema: &str) -> Project {
    let project = Project::new(schema);
    project.generate().unwrap();
    fs::remove_file(project.path(MANIFEST)).unwrap();
    project
}

#[test]
fn it_is_taken_over_with_what_is_not_up_to_date_in_it() {
    let project = older(SCHEMA);
    let user = project.read("models/user.rs");
    project.write("models/user.rs", &format!("{user}// by an older version\n"));
    project.write("models/mine.rs", "// Mine.\n");
    let missing = project.check().unwrap();
    let paths: Vec<_> = missing.iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["generated-files.txt", "user.rs"]);
    project.generate().unwrap();
    assert!(project.check().unwrap().is_empty());
    assert_eq!(project.read("models/user.rs"), user);
    assert!(!project.read(MANIFEST).contains("mine.rs"));
    assert!(project.exists("models/mine.rs"));
}

#[test]
fn a_generated_file_that_this_schema_does_not_make_keeps_it_from_being_taken_over() {
    let project = older(SCHEMA);
    let before = project.models();
    project.write("schemas/shop.yaml", &SCHEMA.replace("Order", "Person"));
    let error = project.generate().unwrap_err();
    assert!(matches!(error.reason, Reason::Leftover), "{error}");
    assert_eq!(error.path, project.path("models/order.rs"));
    assert_eq!(project.models(), before);

    fs::remove_file(project.path("models/order.rs")).unwrap();
    project.generate().unwrap();
}

#[test]
fn a_file_of_that_name_from_another_schema_file_is_not_overwritten() {
    let project = older(SCHEMA);
    let order = project
        .read("models/order.rs")
        .replace("shop.yaml", "x.yaml");
    project.write("models/order.rs", &order);
    let error = project.generate().unwrap_err();
    assert!(matches!(error.reason, Reason::Foreign), "{error}");
    assert_eq!(project.read("models/order.rs"), order);
}

#[test]
fn a_folder_of_somebody_elses_is_refused_but_for_names_that_start_with_a_dot() {
    for name in ["main.rs", "notes.txt", "user.rs"] {
        let project = Project::new(SCHEMA);
        project.write(&format!("models/{name}"), "mine");
        let error = project.generate().unwrap_err();
        let found = matches!(&error.reason, Reason::NotOurs { found } if found == name);
        assert!(found, "{error}");
        assert_eq!(project.models().len(), 1);
    }
    let project = Project::new(SCHEMA);
    project.write("models/.gitkeep", "");
    project.generate().unwrap();
}
