//! Debug output of generated types.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Debug, Display, Formatter};

use crate::types::{Document, Ulid};

/// Stands for the value of a sensitive field in debug output.
pub struct Redacted;

impl Debug for Redacted {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("(sensitive)")
    }
}

/// Stands for attributes that a type does not declare in debug output: their names, since a newer
/// schema may declare the values as sensitive.
pub struct Names<'a>(pub &'a BTreeMap<String, Document>);

impl Debug for Names<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// The debug output of a draft, of which only what had to be given is shown.
pub fn fmt_draft<N: Debug>(name: &str, new: &N, f: &mut Formatter<'_>) -> fmt::Result {
    f.debug_struct(name)
        .field("new", new)
        .finish_non_exhaustive()
}

/// The debug output of a struct: its fields by name.
pub fn fmt_struct(f: &mut Formatter<'_>, name: &str, fields: &[(&str, &dyn Debug)]) -> fmt::Result {
    let mut output = f.debug_struct(name);
    for (name, value) in fields {
        output.field(name, value);
    }
    output.finish()
}

/// Shows ULIDs in debug output as text. Their own shows the number of 128 bits.
pub struct Readable<'a, T>(pub &'a T);

impl<T: ReadableDebug> Debug for Readable<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt_readable(f)
    }
}

/// A type that holds ULIDs.
pub trait ReadableDebug {
    /// Writes debug output in which ULIDs are text.
    fn fmt_readable(&self, f: &mut Formatter<'_>) -> fmt::Result;
}

impl ReadableDebug for Ulid {
    fn fmt_readable(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl<T: ReadableDebug> ReadableDebug for Option<T> {
    fn fmt_readable(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.as_ref().map(Readable).fmt(f)
    }
}

impl<T: ReadableDebug> ReadableDebug for Vec<T> {
    fn fmt_readable(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(Readable)).finish()
    }
}

impl<T: ReadableDebug> ReadableDebug for BTreeSet<T> {
    fn fmt_readable(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Readable)).finish()
    }
}

impl<T: ReadableDebug> ReadableDebug for BTreeMap<String, T> {
    fn fmt_readable(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let entries = self.iter().map(|(key, value)| (key, Readable(value)));
        f.debug_map().entries(entries).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Readable, fmt_struct};
    use crate::types::Ulid;

    struct Item(Ulid);

    impl std::fmt::Debug for Item {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            fmt_struct(f, "Item", &[("id", &Readable(&self.0)), ("n", &1)])
        }
    }

    #[test]
    fn ulids_are_shown_as_text_wherever_they_are() {
        let id = Ulid::from_string("01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap();
        assert_eq!(
            format!("{:?}", Item(id)),
            "Item { id: 01ARZ3NDEKTSV4RRFFQ69G5FAV, n: 1 }"
        );
        let shown = [
            format!("{:?}", Readable(&Some(id))),
            format!("{:?}", Readable(&vec![id])),
            format!("{:?}", Readable(&BTreeSet::from([id]))),
            format!("{:?}", Readable(&BTreeMap::from([("a".to_owned(), id)]))),
        ];
        let expected = ["Some(@)", "[@]", "{@}", "{\"a\": @}"];
        assert_eq!(shown, expected.map(|it| it.replace('@', &id.to_string())));
        assert_eq!(format!("{:?}", Readable(&None::<Ulid>)), "None");
    }
}
