//! Generated files in a folder of the project.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use dynamite_codegen::output::folder::{Entry, Reason, State};

use crate::project::Project;

const TWO_MODELS: &str = "
models:
  User: { key: id, fields: { id: ulid } }
  Order: { key: id, fields: { id: ulid } }
";

const ONE_MODEL: &str = "
models:
  User: { key: id, fields: { id: ulid, name: string } }
";

const MANIFEST: &str = "generated-files.txt";

fn paths(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|one| one.path.as_str()).collect()
}

#[test]
fn a_written_folder_does_not_differ() {
    let project = Project::new(TWO_MODELS);
    let missing = project.check().unwrap();
    let expected = [MANIFEST, "mod.rs", "order.rs", "tables.rs", "user.rs"];
    assert_eq!(paths(&missing), expected);
    project.generate().unwrap();
    assert!(project.check().unwrap().is_empty());
    let list = project.read("models/generated-files.txt");
    let end = "\nschema: ../schemas\nmod.rs\norder.rs\ntables.rs\nuser.rs\n";
    assert!(list.ends_with(end), "{list}");
}

#[test]
fn changed_missing_and_orphaned_files_are_found() {
    let project = Project::new(TWO_MODELS);
    project.generate().unwrap();
    fs::remove_file(project.path("models/tables.rs")).unwrap();
    project.write("schemas/shop.yaml", ONE_MODEL);
    let states = project.check().unwrap();
    let states = states
        .iter()
        .map(|entry| (entry.path.as_str(), entry.state()));
    let expected = [
        (MANIFEST, State::Changed),
        ("mod.rs", State::Changed),
        ("order.rs", State::Orphan),
        ("tables.rs", State::Missing),
        ("user.rs", State::Changed),
    ];
    assert_eq!(states.collect::<Vec<_>>(), expected);
}

#[test]
fn files_of_a_model_that_is_gone_are_removed_and_those_of_others_are_kept() {
    let project = Project::new(TWO_MODELS);
    project.generate().unwrap();
    project.write("models/mine.rs", "// Mine.\n");
    let copy = project.read("models/order.rs");
    project.write("models/old_order.rs", &copy);
    project.write("schemas/shop.yaml", ONE_MODEL);
    project.generate().unwrap();
    assert!(!project.exists("models/order.rs"));
    assert!(project.exists("models/mine.rs"));
    assert_eq!(project.read("models/old_order.rs"), copy, "a copy");
    assert!(project.check().unwrap().is_empty());
}

#[test]
fn a_file_that_is_not_listed_is_not_overwritten() {
    let project = Project::new(ONE_MODEL);
    project.generate().unwrap();
    let user = project.read("models/user.rs");
    for foreign in ["// Mine.\n".to_owned(), format!("{user}// Mine.\n")] {
        project.write("models/order.rs", &foreign);
        project.write("schemas/shop.yaml", TWO_MODELS);
        let error = project.generate().unwrap_err();
        assert!(matches!(error.reason, Reason::Foreign), "{error}");
        assert_eq!(error.path, project.path("models/order.rs"));
        assert_eq!(project.read("models/order.rs"), foreign);
        assert_eq!(project.read("models/user.rs"), user, "nothing is written");
    }
    fs::remove_file(project.path("models/order.rs")).unwrap();
    project.generate().unwrap();
}

#[test]
fn a_listed_file_that_was_replaced_is_neither_overwritten_nor_removed() {
    let project = Project::new(TWO_MODELS);
    project.generate().unwrap();
    project.write("models/order.rs", "// Mine.\n");
    let error = project.generate().unwrap_err();
    assert!(matches!(error.reason, Reason::Foreign), "{error}");
    project.write("schemas/shop.yaml", ONE_MODEL);
    project.generate().unwrap();
    assert_eq!(project.read("models/order.rs"), "// Mine.\n");
}

#[test]
fn a_generated_file_that_a_merge_took_off_the_list_is_listed_again() {
    let project = Project::new(TWO_MODELS);
    project.generate().unwrap();
    let list = project.read("models/generated-files.txt");
    project.write("models/generated-files.txt", &list.replace("user.rs\n", ""));
    assert_eq!(paths(&project.check().unwrap()), [MANIFEST]);
    project.generate().unwrap();
    assert_eq!(project.read("models/generated-files.txt"), list);
}

#[test]
fn two_schemas_do_not_share_a_folder() {
    let project = Project::new(TWO_MODELS);
    project.write("other/shop.yaml", ONE_MODEL);
    project.generate().unwrap();
    let before = project.models();
    let error = project.generate_from("other", "models").unwrap_err();
    let Reason::OtherSchema { other, this } = &error.reason else {
        panic!("{error}");
    };
    assert!(other.ends_with("schemas"), "{error}");
    assert_eq!(this, &project.path("other"));
    assert_eq!(project.models(), before);
}

#[test]
fn a_schema_that_was_moved_keeps_its_models() {
    let project = Project::new(TWO_MODELS);
    project.generate().unwrap();
    fs::create_dir(project.path("db")).unwrap();
    fs::rename(project.path("schemas"), project.path("db/schemas")).unwrap();
    project.generate_from("db/schemas", "models").unwrap();
    let list = project.read("models/generated-files.txt");
    assert!(list.contains("\nschema: ../db/schemas\n"), "{list}");
}

#[cfg(unix)]
#[test]
fn a_schema_has_one_name_however_it_is_reached() {
    let project = Project::new(TWO_MODELS);
    project.generate().unwrap();
    std::os::unix::fs::symlink("schemas", project.path("linked")).unwrap();
    let before = project.models();
    project.generate_from("linked", "models").unwrap();
    let round_about = "models/../schemas/.";
    project.generate_from(round_about, "models").unwrap();
    assert_eq!(project.models(), before);
}

#[cfg(unix)]
#[test]
fn a_linked_folder_is_that_of_one_schema() {
    let project = Project::new(TWO_MODELS);
    project.write("other/shop.yaml", ONE_MODEL);
    fs::create_dir_all(project.path("far/away/models")).unwrap();
    std::os::unix::fs::symlink("far/away/models", project.path("models")).unwrap();
    for written in ["models", "far/away/models"] {
        project.generate_from("schemas", written).unwrap();
        let before = project.models();
        for folder in ["models", "far/away/models"] {
            project.generate_from("schemas", folder).unwrap();
            let error = project.generate_from("other", folder).unwrap_err();
            assert!(
                matches!(error.reason, Reason::OtherSchema { .. }),
                "{error}"
            );
            assert_eq!(project.models(), before, "{written} {folder}");
        }
        fs::remove_dir_all(project.path("far/away/models")).unwrap();
        fs::create_dir(project.path("far/away/models")).unwrap();
    }
}

#[test]
fn line_ends_of_a_checkout_do_not_count_and_stay() {
    let project = Project::new(ONE_MODEL);
    project.generate().unwrap();
    for (name, text) in project.models() {
        project.write(&format!("models/{name}"), &text.replace('\n', "\r\n"));
    }
    let before = project.models();
    assert!(project.check().unwrap().is_empty());
    project.generate().unwrap();
    assert_eq!(project.models(), before);
}

#[test]
fn unchanged_files_are_not_touched() {
    let project = Project::new(ONE_MODEL);
    project.generate().unwrap();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let times = || {
        let names = ["user.rs", MANIFEST].map(|name| project.path("models").join(name));
        names.map(|path| fs::metadata(path).unwrap().modified().unwrap())
    };
    for (name, _) in project.models() {
        let file = File::open(project.path("models").join(name)).unwrap();
        file.set_modified(long_ago).unwrap();
    }
    project.generate().unwrap();
    assert_eq!(times(), [long_ago; 2]);
}

#[test]
fn what_an_interrupted_run_left_is_removed_by_the_next() {
    let project = Project::new(ONE_MODEL);
    project.generate().unwrap();
    project.write("models/.user.rs.4711-0.tmp", "// @gen");
    project.write("models/.generated-files.txt.4711-0.tmp", "");
    project.write("models/.mine.rs.4711-0.tmp", "");
    project.generate().unwrap();
    let hidden = project.models().into_iter().map(|(name, _)| name);
    let hidden: Vec<_> = hidden.filter(|name| name.starts_with('.')).collect();
    assert_eq!(hidden, [".mine.rs.4711-0.tmp"]);
}

#[test]
fn runs_at_the_same_time_leave_what_one_of_them_writes() {
    let project = Project::new(TWO_MODELS);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| project.generate().unwrap());
        }
    });
    assert!(project.check().unwrap().is_empty());
    assert_eq!(project.models().len(), 5, "{:?}", project.models());
}

#[test]
fn a_generated_file_in_a_conflict_is_made_again() {
    let project = Project::new(ONE_MODEL);
    project.generate().unwrap();
    let user = project.read("models/user.rs");
    let (first, rest) = user.split_once('\n').unwrap();
    let other = first.replace("shop.yaml", "people.yaml");
    let conflict = format!("<<<<<<< HEAD\n{first}\n=======\n{other}\n>>>>>>> topic\n{rest}");
    project.write("models/user.rs", &conflict);
    project.generate().unwrap();
    assert_eq!(project.read("models/user.rs"), user);
}

#[test]
fn a_list_of_two_sides_or_of_other_folders() {
    let project = Project::new(TWO_MODELS);
    project.generate().unwrap();
    let list = project.read("models/generated-files.txt");
    let conflict = "<<<<<<< HEAD\nuser.rs\n=======\nuser.rs\n>>>>>>> topic\n";
    project.write(
        "models/generated-files.txt",
        &list.replace("user.rs\n", conflict),
    );
    project.generate().unwrap();
    assert_eq!(project.read("models/generated-files.txt"), list);

    project.write("mine.rs", "// @generated by dynamite-gen from a.yaml\n");
    let outside = format!("{list}../mine.rs\n");
    project.write("models/generated-files.txt", &outside);
    let error = project.generate().unwrap_err();
    assert!(
        matches!(error.reason, Reason::Manifest { line: 8 }),
        "{error}"
    );
    assert!(project.exists("mine.rs"));
}

#[test]
fn messages_say_what_is_wrong_and_what_to_do() {
    let project = Project::new(TWO_MODELS);
    project.write("models/notes.txt", "mine");
    let error = project.generate().unwrap_err().to_string();
    let models = project.path("models");
    let expected = format!(
        "{} is not a folder of generated models: it holds notes.txt, and no generated-files.txt; \
         name a folder that is empty or not there yet",
        models.display()
    );
    assert_eq!(error, expected);
}
