//! Reading schema folders.

use std::fs;
use std::path::Path;

use dynamite_schema::diagnostics::{Diagnostics, Format, RenderOptions};
use dynamite_schema::load;
use tempfile::{TempDir, tempdir};

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempdir().expect("a temporary folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

fn refused(path: &Path) -> Diagnostics {
    load(path).expect_err("a folder that cannot be read as a schema")
}

fn codes(problems: &Diagnostics) -> Vec<&'static str> {
    problems.iter().map(|one| one.code.name()).collect()
}

#[test]
fn yaml_files_are_read_in_the_order_of_their_paths() {
    let folder = folder(&[
        ("b.yaml", b"b"),
        ("a/z.yml", b"z"),
        ("a.yaml", b"a"),
        ("a/deep/er/x.yaml", b"x"),
        ("notes.txt", b"no"),
        (".hidden.yaml", b"no"),
        (".git/c.yaml", b"no"),
        ("dynamite.schema.json", b"{}"),
        ("d.yaml/e.yaml", b"e"),
    ]);
    let sources = load(folder.path()).expect("readable files");
    let paths: Vec<_> = sources
        .files()
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "a.yaml",
            "a/deep/er/x.yaml",
            "a/z.yml",
            "b.yaml",
            "d.yaml/e.yaml"
        ]
    );
    assert_eq!(&*sources.files()[1].text, "x");
}

#[test]
fn a_missing_folder_and_a_file_in_its_place_are_reported() {
    let folder = folder(&[("file.yaml", b"models: {}")]);
    for path in ["missing", "file.yaml"] {
        let problems = refused(&folder.path().join(path));
        assert_eq!(codes(&problems), ["DM001"]);
        let text = problems.render(Format::Short, &RenderOptions::default());
        assert!(
            text.contains(path) && text.starts_with("error[DM001]: "),
            "{text}"
        );
    }
}

#[test]
fn a_folder_without_schema_files_is_reported() {
    let folder = folder(&[("notes.txt", b"no")]);
    assert_eq!(codes(&refused(folder.path())), ["DM002"]);
}

#[test]
fn all_files_that_are_not_text_are_reported_at_the_first_bad_byte() {
    let folder = folder(&[
        ("a.yaml", b"models: {}\nx: \xFF"),
        ("b.yaml", b"\x89PNG\r\n\x1a\n\0\0"),
        ("c.yaml", b"mod\0els"),
        ("d.yaml", b"models: {}\n"),
        (
            "e.yaml",
            "\u{FEFF}m"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<_>>()
                .leak(),
        ),
    ]);
    let problems = refused(folder.path());
    assert_eq!(codes(&problems), ["DM003"; 4]);
    let text = problems.render(
        Format::Short,
        &RenderOptions {
            prefix: "schemas/",
            color: false,
        },
    );
    assert_eq!(
        text,
        "schemas/a.yaml:2:4: error[DM003]: this file is not UTF-8 text: it holds the byte 0xff\n\
         schemas/b.yaml:1:1: error[DM003]: this file is not UTF-8 text: it holds the byte 0x89\n\
         schemas/c.yaml:1:4: error[DM003]: this file is not UTF-8 text: it holds the byte 0x00\n\
         schemas/e.yaml:1:1: error[DM003]: this file is not UTF-8 text: it holds the byte 0xff\n"
    );
}

#[test]
fn a_file_beyond_16_mib_is_refused_without_being_parsed() {
    let folder = folder(&[("a.yaml", &vec![b'#'; 16 * 1024 * 1024 + 1])]);
    assert_eq!(codes(&refused(folder.path())), ["DM004"]);
}

#[cfg(unix)]
#[test]
fn a_socket_called_like_a_schema_file_is_refused_and_not_waited_for() {
    let folder = folder(&[("a.yaml", b"models: {}")]);
    let socket = folder.path().join("b.yaml");
    let _listener = std::os::unix::net::UnixListener::bind(socket).expect("a socket");
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("c.yaml")).expect("a link");
    let problems = refused(folder.path());
    let text = problems.render(Format::Short, &RenderOptions::default());
    assert_eq!(
        text,
        "error[DM001]: the schema file `b.yaml` cannot be read: it is not a file\n\
         error[DM001]: the schema file `c.yaml` cannot be read: it is not a file\n"
    );
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_not_followed_and_links_to_files_are() {
    let folder = folder(&[("real/a.yaml", b"models: {}")]);
    let path = folder.path();
    std::os::unix::fs::symlink(path, path.join("real/circle")).expect("a link");
    std::os::unix::fs::symlink(path.join("real/a.yaml"), path.join("b.yaml")).expect("a link");
    std::os::unix::fs::symlink(path.join("nowhere"), path.join("real/c.yaml")).expect("a link");
    let problems = refused(path);
    assert_eq!(
        codes(&problems),
        ["DM001"],
        "the link that leads nowhere, and nothing else"
    );
    fs::remove_file(path.join("real/c.yaml")).expect("the link");
    let sources = load(path).expect("readable files");
    let paths: Vec<_> = sources
        .files()
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(paths, ["b.yaml", "real/a.yaml"]);
}
