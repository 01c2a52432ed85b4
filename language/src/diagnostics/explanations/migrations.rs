//! Migration files.

use super::{Explanation, of_file, of_migration};
use crate::diagnostics::code;

const NAME: &str = "models:\n  User:\n    key: id\n    fields: { id: ulid, name: string }\n";

const FULL_NAME: &str =
    "models:\n  User:\n    key: id\n    fields: { id: ulid, full_name: string }\n";

const AND_COUNTRY: &str =
    "models:\n  User:\n    key: id\n    fields: { id: ulid, name: string, country: string }\n";

const CENTS: &str = "models:\n  Order:\n    key: id\n    fields: { id: ulid, price: u64 }\n";

const AMOUNT: &str =
    "models:\n  Order:\n    key: id\n    fields: { id: ulid, price: u64, cents: u64 }\n";

const BY_NAME: &str = "models:\n  User:\n    key: id\n    fields: { id: ulid, name: string, team: string }\n    indexes: { by_name: name }\n";

const BY_NAME_AND_TEAM: &str = "models:\n  User:\n    key: id\n    fields: { id: ulid, name: string, team: string }\n    indexes: { by_name: name, by_team: team }\n";

const RENAME: &str = "model: User\nsteps:\n  - rename: { from: name, to: full_name }\n";

pub(super) const ALL: &[Explanation] = &[
    of_file(
        code::MIGRATION_NAME,
        "The files of the folder `migrations` are applied in the order of their numbers, and the \
         database remembers which are by their names. A name is four or more digits, `_`, and a word \
         of small letters, digits and `_`: `0007_full_name.yaml`.\n",
    ),
    of_migration(
        code::NOT_ONE_STEP,
        "A step of a migration is one change, so that what is said about it is about one thing. A new \
         field gets one value: a constant, the value of an expression, the time of the run, or a \
         generated id.",
        [NAME, FULL_NAME],
        [
            "model: User\nsteps:\n  - { rename: { from: name, to: full_name }, drop: name }\n",
            RENAME,
        ],
    ),
    of_migration(
        code::UNFIT_STEP,
        "A step moves or makes values of a field, and what it makes has to be a value of the field \
         after the migration. Values that change their type or stored form are not moved by `rename` \
         and `copy`.",
        [NAME, AND_COUNTRY],
        [
            "model: User\nsteps:\n  - add: { field: country, now: true }\n",
            "model: User\nsteps:\n  - add: { field: country, value: unknown }\n",
        ],
    ),
    of_migration(
        code::STEP_OF_OTHER_FIELD,
        "`add` and the target of `rename` are new: if items had the attribute before, there is no \
         telling which value is meant. `drop` and the source of `rename` are gone: programs with the \
         new schema would miss the attribute.",
        [NAME, AND_COUNTRY],
        [
            "model: User\nsteps:\n  - add: { field: country, value: unknown }\n  - drop: name\n",
            "model: User\nsteps:\n  - add: { field: country, value: unknown }\n",
        ],
    ),
    of_migration(
        code::STEPS_OVERLAP,
        "All steps of a migration are made in one update of each item, and an update has no order: of \
         two changes of one attribute, none is the first. Nor does a step read what another one \
         changes: when it is made again, it would find another value there. Two migrations have an \
         order. What a step only removes can be read by others, since that is done last.",
        [NAME, AND_COUNTRY],
        [
            "model: User\nsteps:\n  - add: { field: country, value: unknown }\n  - copy: { from: name, to: country }\n",
            "model: User\nsteps:\n  - copy: { from: name, to: country }\n",
        ],
    ),
    of_migration(
        code::CHANGE_WITHOUT_STEP,
        "The schema changes in a way that leaves items behind which can no longer be read, or whose \
         values are lost from sight, and no step of the migration makes up for it. A change that needs \
         no step, such as a new optional field, is not reported.",
        [NAME, FULL_NAME],
        ["model: User\nsteps:\n  - drop: name\n", RENAME],
    ),
    of_file(
        code::NO_MIGRATION,
        "The schema has changed since the last snapshot of the folder `migrations`, or since the \
         schema that `--against` names, in a way that leaves items behind: they can no longer be \
         read, or a value of theirs is lost from sight. `dynamite-gen migrate new NAME` drafts a \
         migration that changes them, and records the new schema.\n",
    ),
    of_file(
        code::MISSTATED,
        "`renamed_from:` and `retyped_from:` say what a field was before, and `renamed_from:` of an index \
         which one it takes over from. Programs of the phase `expand` read that, so if it is wrong they can \
         read no item that is stored. It is compared with the last snapshot of the folder `migrations` \
         that does not have the new attribute or index yet. Say what that snapshot says.\n",
    ),
    of_migration(
        code::STEP_NOT_REPEATABLE,
        "A migration can be interrupted at any moment, and goes on where it was, so a step is made again \
         on items that it has changed already. `lower(email)` is the same however often it is \
         computed, and so is what does not depend on the field that it is written to. Of everything \
         else, the item does not tell if it was done. Write the value to a new field. With \
         `exclusive: true`, the step leaves a marker in the item, in the attribute \
         `dynamite_migrated`; programs must not replace whole items until the migration is done, since \
         that removes the marker, and the step would be made twice.",
        [CENTS, AMOUNT],
        [
            "model: Order\nsteps:\n  - set: { field: price, to: price * 100 }\n  - set: { field: cents, to: price * 100 }\n",
            "model: Order\nsteps:\n  - set: { field: cents, to: price * 100 }\n",
        ],
    ),
    of_migration(
        code::UNFIT_TABLE_STEP,
        "`index` and `ttl` follow a difference between the schemas before and after the migration: an \
         added index is one of the schema after it alone, a dropped one of the schema before it. \
         Neither keys nor projections of an index can be changed in DynamoDB, so an index that changes \
         is another one with another `name:`, and its step is `replace`. Local indexes are made with \
         their table only.",
        [BY_NAME, BY_NAME_AND_TEAM],
        [
            "model: User\nsteps:\n  - index: { add: by_name }\n  - index: { add: by_team }\n",
            "model: User\nsteps:\n  - index: { add: by_team }\n",
        ],
    ),
];
