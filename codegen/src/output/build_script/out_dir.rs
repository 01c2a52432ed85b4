//! The output folder of a build script, in which only files whose inputs changed are generated.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::record::{Hashes, RECORD, Record};
use crate::disk::{self, LockedFolder};
use crate::generate::{GenerateError, Layout, SourceFile, Templates, for_each_file};
use crate::output::manifest::{MANIFEST, Manifest};
use dynamite_schema::ir::Schema;

/// An error while a folder is brought up to date.
pub(super) enum UpdateError {
    /// The generator failed. Nothing is written.
    Generator(GenerateError),
    /// The folder cannot be read or written.
    Folder(io::Error),
}

/// Writes the models of a schema, whose folder is called `origin`, to the output folder of a build
/// script, and removes those that are gone. Returns the names of the files that were generated.
///
/// The folder is the build script's own: it lists what it has written, and replaces what it finds.
pub(super) fn update(
    path: &Path,
    schema: &Schema,
    origin: &str,
) -> Result<Vec<String>, UpdateError> {
    let folder = LockedFolder::open(path).map_err(UpdateError::Folder)?;
    let mut files = Update::new(path);
    for_each_file(schema, Layout::BuildScript, |name, file| {
        files.add(name, file)
    })
    .map_err(UpdateError::Generator)?;
    files.write(&folder, origin).map_err(UpdateError::Folder)?;
    Ok(files.generated.into_iter().map(|(name, _)| name).collect())
}

/// The update of a folder: the files of a schema, of which those that are not current are
/// generated.
struct Update<'a> {
    path: &'a Path,
    before: Record,
    now: Record,
    templates: Templates,
    /// Names and texts of the files that have to be written.
    generated: Vec<(String, String)>,
}

impl<'a> Update<'a> {
    fn new(path: &'a Path) -> Self {
        let before = Record::read(path);
        Self {
            path,
            now: before.successor(),
            before,
            templates: Templates::new(Layout::BuildScript),
            generated: Vec::new(),
        }
    }

    fn add(&mut self, name: String, file: SourceFile) -> Result<(), GenerateError> {
        let inputs = file.inputs();
        let hashes = match self.before.unchanged(self.path, &name, inputs) {
            Some(hashes) => hashes,
            None => self.generate(name.clone(), file, inputs)?,
        };
        if self.now.add(&name, hashes) {
            Ok(())
        } else {
            Err(GenerateError::File { path: name })
        }
    }

    fn generate(
        &mut self,
        name: String,
        file: SourceFile,
        inputs: u64,
    ) -> Result<Hashes, GenerateError> {
        let text = file.render(&mut self.templates)?;
        let hashes = Hashes::new(inputs, &text);
        self.generated.push((name, text));
        Ok(hashes)
    }

    fn write(&self, folder: &LockedFolder, origin: &str) -> io::Result<()> {
        let names: BTreeSet<String> = self.now.names().map(str::to_owned).collect();
        let now = Manifest::new(origin, names);
        let mut all = now.clone();
        all.files.extend(listed(self.path)?);
        folder.sweep(|name| [MANIFEST, RECORD].contains(&name) || all.files.contains(name));
        let generated = self.generated.iter();
        let generated = generated.map(|(name, text)| (name.as_str(), Some(text.as_str())));
        let gone = all.files.difference(&now.files);
        let gone = gone.map(|name| (name.as_str(), None));
        now.apply(&all, generated.chain(gone), |name, text| {
            folder.put(name, text)
        })?;
        // Last: its hashes are checked against the files.
        folder.write(RECORD, &self.now.to_text())
    }
}

/// The files that the list of the folder names. Without a valid list no file is removed.
fn listed(path: &Path) -> io::Result<BTreeSet<String>> {
    let text = disk::read(&path.join(MANIFEST))?.unwrap_or_default();
    let manifest = Manifest::parse(&String::from_utf8_lossy(&text));
    Ok(manifest.unwrap_or_default().files)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::files::Files;
    use crate::generate::generate;
    use dynamite_schema::source::Sources;

    const SCHEMA: &str = "
models:
  User:
    key: id
    fields: { id: ulid, name: string }
    relations:
      orders: { has_many: Order, foreign_key: user_id }
  Order:
    key: { partition: user_id, sort: id }
    fields: { user_id: ulid, id: ulid, state: State }
  Parcel:
    key: id
    fields: { id: ulid, place: Place }
types:
  State: { enum: [open, done] }
  Place: { city: string }
";

    fn schema(text: &str) -> Option<Schema> {
        let mut sources = Sources::default();
        sources.add("shop.yaml", text);
        dynamite_schema::check(sources)
            .ok()
            .map(|checked| checked.schema)
    }

    /// Updates a folder, in which everything has to be as if it were generated anew, and returns
    /// what was generated.
    fn updated(folder: &Path, schema: &Schema) -> Vec<String> {
        let generated = match update(folder, schema, "schemas") {
            Ok(generated) => generated,
            Err(UpdateError::Generator(error)) => panic!("{error}"),
            Err(UpdateError::Folder(error)) => panic!("{error}"),
        };
        let mut files = Files::default();
        for entry in fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if ![MANIFEST, RECORD].contains(&name.as_str()) {
                let text = fs::read_to_string(folder.join(&name)).unwrap();
                files.insert(name, text).unwrap();
            }
        }
        assert_eq!(files, generate(schema, Layout::BuildScript).unwrap());
        generated
    }

    fn after_edit(part: &str, other: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        updated(folder.path(), &schema(SCHEMA).unwrap());
        updated(
            folder.path(),
            &schema(&SCHEMA.replace(part, other)).unwrap(),
        )
    }

    #[test]
    fn only_what_depends_on_an_edit_is_generated() {
        assert!(after_edit("x", "x").is_empty());
        for (part, other, generated) in [
            ("name: string", "name: i64", &["user.rs"][..]),
            ("city: string", "city: string?", &["place.rs"]),
            ("[open, done]", "[open, done, lost]", &["state.rs"]),
            (
                "user_id: ulid",
                "user_id: { type: ulid, attribute: owner }",
                &["tables.rs", "user.rs", "order.rs"],
            ),
            ("Order:", "# A comment.\n  Order:", &[]),
            ("  Parcel:", "  Parcel:\n    table: parcels", &[]),
            ("\nmodels:", "\nformat: 1\nmodels:", &[]),
        ] {
            assert_eq!(after_edit(part, other), generated, "{other}");
        }
    }

    #[test]
    fn what_is_gone_or_was_touched_by_hand_is_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let schema = schema(SCHEMA).unwrap();
        let all = updated(folder.path(), &schema);
        assert_eq!(all.len(), 7);
        let user = folder.path().join("user.rs");
        let same_length = fs::read_to_string(&user).unwrap().replace("User", "Usor");
        fs::write(user, same_length).unwrap();
        fs::remove_file(folder.path().join("place.rs")).unwrap();
        assert_eq!(updated(folder.path(), &schema), ["user.rs", "place.rs"]);
        for lost in [RECORD, MANIFEST] {
            fs::remove_file(folder.path().join(lost)).unwrap();
            let again = updated(folder.path(), &schema);
            assert_eq!(again.is_empty(), lost == MANIFEST);
        }
    }

    #[test]
    fn a_record_of_another_generator_is_of_no_use() {
        let folder = tempfile::tempdir().unwrap();
        let schema = schema(SCHEMA).unwrap();
        let all = updated(folder.path(), &schema);
        let record = fs::read_to_string(folder.path().join(RECORD)).unwrap();
        let (_, files) = record.split_once('\n').unwrap();
        fs::write(folder.path().join(RECORD), format!("# another\n{files}")).unwrap();
        assert_eq!(updated(folder.path(), &schema), all);
    }

    #[test]
    fn any_edit_gives_what_would_be_generated_anew() {
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
        let folder = tempfile::tempdir().unwrap();
        let mut edits = 0;
        for golden in fs::read_dir(golden).unwrap() {
            let schemas = golden.unwrap().path().join("schema");
            let file = fs::read_dir(schemas).unwrap().next().unwrap();
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            for left_out in 0..lines.len() {
                let (before, after) = (&lines[..left_out], &lines[left_out + 1..]);
                if let Some(schema) = schema(&[before, after].concat().join("\n")) {
                    updated(folder.path(), &schema);
                    edits += 1;
                }
            }
        }
        assert!(edits > 200, "{edits}");
    }
}
