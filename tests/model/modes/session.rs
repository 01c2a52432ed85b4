//! What all modes do before a command.

use crate::bed::Bed;
use crate::command::{Batch, Command, Write};
use crate::subject::nested;
use crate::time::Time;

/// Sets time and ids to what the model expects.
pub(crate) fn prepare(bed: &Bed, command: &Command, now: Time) {
    bed.set_time(now);
    let drafts = match command {
        Command::Write(write) => std::slice::from_ref(write),
        Command::Transaction { writes, .. } => writes,
        Command::Batch(Batch::Build(_, draft)) if draft.generate => {
            bed.set_id(nested::ulid(&draft.key["id"]));
            return;
        }
        _ => return,
    };
    let generated = drafts.iter().find_map(|write| match write {
        Write::Create(_, draft) if draft.generate => draft.key.get("id"),
        _ => None,
    });
    if let Some(id) = generated {
        bed.set_id(nested::ulid(id));
    }
}
