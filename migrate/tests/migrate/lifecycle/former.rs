//! Steps that change attributes of the schema before: there is no way back from them.

use aws_sdk_dynamodb::types::AttributeValue as V;

use super::parts::{PLAIN, Part, Writes};
use super::values::{Refused, members, number, set, text};
use crate::support::{n, s};

const MARKER: &str = "0001_users/count";
/// The attribute with markers.
pub(super) const MARKERS: &str = "dynamite_migrated";

pub(super) const FORMER: [Part; 4] = [
    Part {
        before: "status: Status?",
        after: "status: Status?",
        step: "enum: { field: status, map: { o: open } }",
        writes: Writes::Former,
        run: |before, item| {
            let status = match text(before, "status")? {
                Some("o" | "open") => Some(s("open")),
                Some("done") => Some(s("done")),
                Some(_) => return Err(Refused),
                None => None,
            };
            set(item, "status", status);
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "count: u32",
        after: "count: u32",
        step: "set: { field: count, to: count + 1, exclusive: true }",
        writes: Writes::Former,
        run: |before, item| {
            let mut markers = members(before, MARKERS)?;
            if markers.iter().any(|it| it == MARKER) {
                return Ok(());
            }
            let count = number(before, "count")?.ok_or(Refused)? + 1;
            markers.push(MARKER.to_owned());
            set(item, "count", Some(n(count)));
            set(item, MARKERS, Some(V::Ss(markers)));
            Ok(())
        },
        contract: |item| {
            let mut markers = members(item, MARKERS)?;
            markers.retain(|it| it != MARKER);
            let left = (!markers.is_empty()).then_some(V::Ss(markers));
            set(item, MARKERS, left);
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "tags: set<string>?",
        after: "tags: set<string>?",
        step: "add_members: { field: tags, members: [a, b] }",
        writes: Writes::Former,
        run: |before, item| {
            let mut tags = members(before, "tags")?;
            tags.extend(["a", "b"].map(str::to_owned));
            tags.sort();
            tags.dedup();
            set(item, "tags", Some(V::Ss(tags)));
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "flags: set<string>?",
        after: "flags: set<string>?",
        step: "remove_members: { field: flags, members: [b] }",
        writes: Writes::Former,
        run: |before, item| {
            let mut flags = members(before, "flags")?;
            flags.retain(|it| it != "b");
            set(item, "flags", (!flags.is_empty()).then_some(V::Ss(flags)));
            Ok(())
        },
        ..PLAIN
    },
];
