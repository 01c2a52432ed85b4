//! `relations`: every kind of relation, read by a key or an index, under stored names.

use super::items::Items;

#[test]
fn children_are_read_by_the_stored_name_of_their_foreign_key() {
    let reader = Items::of("relations", "reader.rs");
    reader.item("pub fn loans").has([
        "-> rt::HasMany<Reader, super::Loan>",
        "name: \"loans\", attributes: &[\"r\"], index: rt::Some(\"by_reader\")",
        "link.write_index_partition_key::<rt::Ulid>(\"r\", &item.id)",
    ]);
    reader.item("pub fn card").has([
        "-> rt::HasOneByKey<Reader, super::Card>",
        "name: \"card\", attributes: &[\"r\"], index: rt::None",
    ]);
}

#[test]
fn parents_are_read_by_their_key() {
    let loan = Items::of("relations", "loan.rs");
    loan.item("pub fn reader").has([
        "-> rt::BelongsTo<Loan, super::Reader>",
        "name: \"reader\", attributes: &[\"id\"], index: rt::None",
        "link.write_optional_partition_key::<rt::Ulid>(\"id\", &item.reader_id)",
    ]);
    loan.item("pub fn place").has([
        "-> rt::BelongsTo<Loan, super::Place>",
        "name: \"place\", attributes: &[\"library\", \"s\"], index: rt::None",
        ".write_partition_key::<rt::String>(\"library\", &item.library)
         .write_sort_key::<u16>(\"s\", &item.shelf)",
    ]);
}

#[test]
fn pairs_are_read_from_either_end() {
    let reader = Items::of("relations", "reader.rs");
    reader.item("pub fn r#type").has([
        "-> rt::ManyToMany<Reader, super::Genre, super::Taste, rt::ByTable>",
        "name: \"type\", attributes: &[\"reader\"], index: rt::None",
        "other: \"g\", check: rt::check_key::<rt::String>",
        "super::TasteKey { reader: mine.id, genre: other.name }",
    ]);
    let genre = Items::of("relations", "genre.rs");
    genre.item("pub fn readers").has([
        "-> rt::ManyToMany<Genre, super::Reader, super::Taste, rt::ByIndex>",
        "name: \"readers\", attributes: &[\"g\"], index: rt::Some(\"by_genre\")",
        "other: \"reader\", check: rt::check_key::<rt::Ulid>",
        "super::TasteKey { genre: mine.name, reader: other.id }",
    ]);
}
