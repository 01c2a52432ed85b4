//! A schema that is put back as it was, with the time that it had.
//!
//! Cargo runs a build script again when a watched file has become newer. What a backup, `cp -p` or
//! a move puts back has not.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::project::{Needs, Project, SCHEMA};

/// Says how many problems are in what the build script has generated. The models are not
/// compiled, so that nothing else is.
const PROGRAM: &str = "\
fn main() {
    let models = include_str!(concat!(env!(\"OUT_DIR\"), \"/dynamite/mod.rs\"));
    println!(\"{} problems\", models.matches(\"compile_error!\").count());
}
";

const NONE: &str = "0 problems\n";
const ONE: &str = "1 problems\n";

/// A project whose schema is in this folder, seen from the package, and has been built.
fn project(name: &'static str, folder: &str) -> Project {
    let project = Project::new(name, &[Needs::CodegenToBuild]);
    let script = format!("fn main() {{ dynamite_codegen::build({folder:?}); }}\n");
    project.write("build.rs", &script);
    project.write("src/main.rs", PROGRAM);
    age(&project.path("schemas"));
    project
}

fn broken() -> String {
    SCHEMA.replace("title: string", "title: strin")
}

fn shown(project: &Project) -> String {
    project.cargo_succeeds(&["run", "--quiet"]).out
}

/// Gives a file, or a folder with all that is in it, a time long before any build.
fn age(path: &Path) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            age(&entry.unwrap().path());
        }
    }
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    File::open(path).unwrap().set_modified(long_ago).unwrap();
}

#[test]
fn a_file_and_a_folder_that_are_restored_are_read() {
    let project = project("door-old-times", "schemas");
    assert_eq!(shown(&project), NONE);
    let (schemas, file) = (project.path("schemas"), project.path("schemas/tasks.yaml"));

    // As `cp -p` does.
    fs::write(&file, broken()).unwrap();
    assert_eq!(shown(&project), ONE);
    assert_eq!(shown(&project), ONE);
    fs::write(&file, SCHEMA).unwrap();
    age(&file);
    assert_eq!(shown(&project), NONE);

    // As `rsync` does: another file takes the place, and the folder gets its time as well.
    fs::write(&file, broken()).unwrap();
    assert_eq!(shown(&project), ONE);
    fs::write(project.path("schemas/.tasks"), SCHEMA).unwrap();
    fs::rename(project.path("schemas/.tasks"), &file).unwrap();
    age(&schemas);
    assert_eq!(shown(&project), NONE);

    // A folder that was moved away and comes back.
    fs::rename(&schemas, project.path("away")).unwrap();
    assert_eq!(shown(&project), ONE);
    fs::rename(project.path("away"), &schemas).unwrap();
    assert_eq!(shown(&project), NONE);
}

#[test]
fn a_folder_beside_the_package_is_read_again_too() {
    let project = project("door-beside", "../beside");
    fs::rename(project.path("schemas"), project.path("../beside")).unwrap();
    assert_eq!(shown(&project), NONE);
    let file = project.path("../beside/tasks.yaml");
    fs::write(&file, broken()).unwrap();
    assert_eq!(shown(&project), ONE);
    fs::write(&file, SCHEMA).unwrap();
    age(&file);
    assert_eq!(shown(&project), NONE);
}

#[cfg(unix)]
#[test]
fn links_whose_targets_return_are_read_again() {
    use std::os::unix::fs::symlink;

    let project = project("door-links", "linked");
    fs::create_dir(project.path("linked")).unwrap();
    let link = project.path("linked/tasks.yaml");
    symlink("../schemas/tasks.yaml", &link).unwrap();
    assert_eq!(shown(&project), NONE);
    fs::rename(project.path("schemas"), project.path("away")).unwrap();
    assert_eq!(shown(&project), ONE);
    fs::rename(project.path("away"), project.path("schemas")).unwrap();
    assert_eq!(shown(&project), NONE);

    // The folder itself becomes a link, to a broken schema and back to the good one.
    fs::remove_dir_all(project.path("linked")).unwrap();
    project.write("broken/tasks.yaml", &broken());
    symlink("broken", project.path("linked")).unwrap();
    assert_eq!(shown(&project), ONE);
    fs::remove_file(project.path("linked")).unwrap();
    symlink("schemas", project.path("linked")).unwrap();
    assert_eq!(shown(&project), NONE);
}
