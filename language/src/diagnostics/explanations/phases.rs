//! Phases of fields.

use super::{Explanation, entry};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
    entry(
        code::BAD_PHASE,
        "While a field is renamed, programs that know its former attribute and programs that know the new \
     one run side by side. `renamed_from:` names the former attribute, `attribute:` (or the name of the \
     field) the new one, and `phase:` says how far the rename is: `expand`, `switch`, `contract`. No \
     other field has either attribute. The primary key keeps its attributes for good. An index \
     holds one of both attributes, so where one has the field in its key, or projects it by name, a second \
     index takes over from it: it has another name, and `renamed_from:` names the former one. A local index, \
     a flattened union, the expiry time, and what Dynamite maintains cannot be renamed in phases, nor can \
     fields of unions, and of nested types with values in lists, maps and unions. Guards of a unique field keep their \
     name: `unique: { guard: name }`.",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      full_name: { type: string, renamed_from: name }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      full_name: { type: string, renamed_from: name, phase: expand }\n",
    ),
    entry(
        code::REMOVED_ATTRIBUTE,
        "`removed:` of a model names attributes of fields that are gone, so that a migration drops them \
         and takes none of them for a field that has another name now. Until then, items keep them. A \
         field of the model, also one that is being renamed, has another attribute.",
        "models:\n  User:\n    key: id\n    fields: { id: ulid, fax: string? }\n    removed: fax\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n    removed: fax\n",
    ),
    entry(
        code::BAD_RETYPE,
        "`retyped_from:` says in which attribute, and in which type or stored form, a field was before. In \
     the phases `expand` and `switch`, programs write every value in both forms, so each value of the new \
     one must have a place in the former, and be the same when it is read from there. These have one: \
     other stored forms of a `uuid`, a `ulid` and a `timestamp`, if the former cuts off no more than the \
     new one; text that becomes a number, a bool, a time, an id or an enum; and other stored values of an \
     enum. Where there is none, the new form is a field of its own, filled by the step `retype` of a \
     migration.",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      age: { type: string, attribute: age_text, retyped_from: { attribute: age, type: u8 }, phase: expand }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      age: { type: u8, attribute: age_number, retyped_from: { attribute: age, type: string }, phase: expand }\n",
    ),
    entry(
        code::BAD_SINCE,
        "`since:` is the number of the migration that brought a field, so that items that are older may \
         lack it. What they have is its `absent:`, or else its `default:`, which is a constant then: one that \
         is generated, or the time, would be another one with every reading. Optional fields and \
         collections need neither: they are `None` and empty there.",
        "models:\n  User:\n    key: id\n    fields: { id: ulid, made: { type: timestamp, default: now, since: 2 } }\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid, made: { type: timestamp, absent: \"2026-01-01T00:00:00Z\", default: now, since: 2 } }\n",
    ),
];
