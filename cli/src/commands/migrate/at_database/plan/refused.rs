//! What a run would be refused for before it looks at items: the order of migrations, and what is recorded.

use dynamite::Timestamp;
use dynamite_migrate::{Direction, State, Status};

use super::super::database::Database;
use super::super::recorded::Recorded;
use crate::failure::Failure;

/// Returns why a run of the migration at a place would be refused, whatever is said of programs.
pub(super) async fn of(database: &Database, place: usize, recorded: &Recorded) -> Vec<String> {
    let order = match database.check_history(&recorded.history) {
        Ok(()) => database.check_run(place, recorded, false).await,
        refused => refused,
    };
    let planned = &database.migrations[place];
    let name = &planned.migration.name;
    let mut all: Vec<_> = order.err().iter().map(Failure::to_string).collect();
    let state = recorded.state(place);
    if let Some(table) = state.and_then(|state| state.other_tables.first()) {
        all.push(format!(
            "table {table} is another one than when {name} was begun: `dynamite-gen migrate repair {name} --yes` \
             verifies it"
        ));
    }
    match state.map(|state| (state.direction, state.status)) {
        Some((Direction::Down, Status::Reverted)) => all.push(format!(
            "{name} was taken back: `dynamite-gen migrate run {name} --again` does it again"
        )),
        Some((Direction::Down, _)) => all.push(format!(
            "{name} is being taken back: unless a process does, `dynamite-gen migrate resume {name}` finishes that"
        )),
        _ if database.is_begun(place, recorded) => {}
        _ => {
            let fields = planned.irreversible();
            if !fields.is_empty() {
                all.push(format!(
                    "there is no record of what is in {} before, so {name} could not be taken back: `--no-rollback` \
                     allows it",
                    fields.join(", ")
                ));
            }
        }
    }
    all
}

/// Lets a migration count as applied for those that are run after it.
pub(super) fn run(recorded: &mut Recorded, place: usize) {
    recorded.states[place] = Some(State {
        direction: Direction::Up,
        status: Status::Applied,
        generation: 1,
        started_at: Timestamp::UNIX_EPOCH,
        changed_at: None,
        failure: None,
        is_anew: false,
        before: None,
        is_paused: false,
        other_tables: Vec::new(),
    });
}
