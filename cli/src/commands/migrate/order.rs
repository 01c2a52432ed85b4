//! `dynamite-gen migrate order`.

use std::path::Path;

use dynamite_schema::migration::{
    Checksum, ListedState, MigrationFile, MigrationFolder, MigrationName, Order,
};

use crate::arguments::MigrateOrder;
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) fn run(
    options: &MigrateOrder,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    let folder = config.migrations_folder(options.folder.migrations.as_deref());
    let migrations = super::read(&folder)?;
    let mut order = super::changeable_order(&migrations, &folder)?;
    for name in &options.names {
        order = with_line(order, name, &migrations, &folder)?;
    }
    super::write(&[super::order_file(&order)], &folder, report)?;
    Ok(Outcome::Clean)
}

/// The list with the line that a migration should have, or without it if there is no file.
fn with_line(
    order: Order,
    name: &str,
    migrations: &MigrationFolder,
    folder: &Path,
) -> Result<Order, Failure> {
    let unknown = || {
        Failure::new(format!("{} has no migration `{name}`", folder.display()))
            .remedy("name one as its file is called, without `.yaml`: `0007_full_name`")
    };
    let name = MigrationName::parse(name).ok_or_else(unknown)?;
    let mut files = migrations.migrations.iter();
    let file = files.find(|file| file.name == name);
    match (order.state(&name), file) {
        (ListedState::Squashed(_), _) => Err(Failure::new(format!("{name} is squashed"))
            .remedy("what it did is in the first snapshot: remove its file")),
        (ListedState::Unknown, None) => Err(unknown()),
        (ListedState::Listed(_), None) => Ok(order.without(&name)),
        (_, Some(file)) => Ok(order.with(name, checksum(file, folder)?)),
    }
}

fn checksum(file: &MigrationFile, folder: &Path) -> Result<Checksum, Failure> {
    Checksum::of(&file.text).ok_or_else(|| {
        let path = folder.join(&file.file);
        Failure::new(format!("{} is no YAML", path.display()))
            .remedy("`dynamite-gen check` shows where")
    })
}
