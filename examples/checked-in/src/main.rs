//! A project with checked-in models: `dynamite-gen generate` writes them, nothing is generated at
//! build time, and `dynamite-gen generate --check` verifies that they match the schema.
//!
//! `cargo run -p dynamite-checked-in`
#![forbid(unsafe_code)]

mod models;

use models::{NewNote, Notes};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), dynamite::Error> {
    let db = dynamite::Client::embedded()?;
    db.sync(models::TABLES).await?;

    let notes = Notes::new(&db);
    let plan = NewNote {
        notebook: "work".into(),
        text: "Plan the week".into(),
    };
    notes.create(plan.pinned(true)).await?;
    notes
        .create(NewNote {
            notebook: "work".into(),
            text: "Call Eve".into(),
        })
        .await?;

    for note in notes.by_time("work").descending().all().await? {
        println!("{} {}", if note.pinned { "*" } else { "-" }, note.text);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use dynamite_codegen::Config;
    use dynamite_codegen::output::folder::{ModelFolder, State};

    #[test]
    fn the_committed_models_are_what_the_schema_says() {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let schemas = package.join("schemas");
        let generated = Config::new(&schemas).generate().unwrap();
        let folder = ModelFolder::new(package.join("src/models"), schemas);
        for entry in folder.compare(&generated.files).unwrap() {
            assert_eq!(entry.state(), State::Current, "{}", entry.path);
        }
    }
}
