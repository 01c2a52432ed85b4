//! Indexes over fields that are being renamed: the one over the former attributes, and the one that takes
//! over from it.

use dynamite::{Client, CursorProblem, ErrorKind, TableProblem};
use dynamite_testkit::{Engine, Operation};

use crate::bed::{Bed, ada};
use crate::models::{after, before, contract, expand, switch};
use crate::stored;

/// The table with travellers that programs from before have written, and what keeps it.
async fn table() -> (Client, Engine) {
    let engine = Engine::selected().await;
    let db = crate::client(engine.endpoint(), engine.access_key());
    db.sync(before::TABLES).await.expect("tables");
    for id in ["a", "b", "c"] {
        let traveller = before::Traveller {
            id: id.to_owned(),
            nick: "n".to_owned(),
            full_name: format!("Ada {id}"),
            visits: 0,
            labels: std::iter::empty().collect(),
            journal: Vec::new(),
            home: None,
            office: None,
            prices: std::iter::empty().collect(),
        };
        let put = before::Travellers::new(&db).put(&traveller).await;
        put.expect("a traveller");
    }
    (db, engine)
}

/// The indexes that the table has.
async fn indexes(db: &Client) -> Vec<String> {
    let describe = db.sdk().describe_table().table_name("travellers");
    let table = describe.send().await.expect("a table").table;
    let table = table.expect("a description");
    let indexes = table.global_secondary_indexes().iter();
    let mut names: Vec<_> = indexes.filter_map(|it| it.index_name.clone()).collect();
    names.sort();
    names
}

const FORMER: [&str; 2] = ["by_name", "by_nick"];
const NEW: [&str; 2] = ["by_full_name", "by_nick_and_full_name"];

#[tokio::test]
async fn a_new_table_has_the_indexes_that_programs_of_its_phase_and_of_the_next_one_query() {
    let all = [
        "by_full_name",
        "by_name",
        "by_nick",
        "by_nick_and_full_name",
    ];
    for (tables, expected) in [
        (before::TABLES, &FORMER[..]),
        (expand::TABLES, &all[..]),
        (switch::TABLES, &all[..]),
        (contract::TABLES, &NEW[..]),
        (after::TABLES, &NEW[..]),
    ] {
        let engine = Engine::selected().await;
        let db = crate::client(engine.endpoint(), engine.access_key());
        db.sync(tables).await.expect("tables");
        assert_eq!(indexes(&db).await, expected);
    }
}

#[tokio::test]
async fn programs_neither_build_what_a_migration_will_nor_bring_back_what_it_has_dropped() {
    let (db, _engine) = table().await;
    // No program in `expand` queries what is not there yet.
    let report = db
        .sync(&[&expand::tables::TRAVELLERS])
        .await
        .expect("tables");
    assert_eq!((report.changes().len(), report.left_out().len()), (0, 2));
    db.verify(&[&expand::tables::TRAVELLERS])
        .await
        .expect("what it queries");
    assert_eq!(indexes(&db).await, FORMER);
    let problem = db.verify(&[&switch::tables::TRAVELLERS]).await;
    let problem = problem.expect_err("what it queries is missing");
    let ErrorKind::Tables { problems } = problem.kind() else {
        panic!("{problem}");
    };
    let missing = problems.iter().map(|problem| match problem {
        TableProblem::IndexMissing { index, .. } => index.as_str(),
        other => panic!("{other:?}"),
    });
    assert_eq!(missing.collect::<Vec<_>>(), NEW);

    stored::copy(&db).await;
    stored::build_indexes(&db).await;
    for tables in [
        &[&before::tables::TRAVELLERS],
        &[&expand::tables::TRAVELLERS],
        &[&switch::tables::TRAVELLERS],
        &[&contract::tables::TRAVELLERS],
    ] {
        db.verify(tables).await.expect("what they query");
    }
    stored::drop_former_indexes(&db).await;
    for tables in [
        &[&switch::tables::TRAVELLERS],
        &[&contract::tables::TRAVELLERS],
        &[&after::tables::TRAVELLERS],
    ] {
        let report = db.sync(tables).await.expect("tables");
        assert_eq!(report.changes(), []);
        db.verify(tables).await.expect("what they query");
    }
    assert_eq!(indexes(&db).await, NEW);
}

#[tokio::test]
async fn a_page_of_one_index_is_not_continued_in_the_other_one() {
    let (db, _engine) = table().await;
    stored::copy(&db).await;
    stored::build_indexes(&db).await;
    macro_rules! page {
        ($phase:ident, $cursor:expr) => {
            $phase::Travellers::new(&db)
                .by_nick("n")
                .limit(2)
                .page($cursor)
        };
    }
    let former = page!(expand, None).await.expect("a page").cursor;
    let new = page!(switch, None).await.expect("a page").cursor;
    let (former, new) = (former.expect("more"), new.expect("more"));
    for refused in [
        page!(switch, Some(&former))
            .await
            .expect_err("another index"),
        page!(contract, Some(&former))
            .await
            .expect_err("another index"),
    ] {
        assert!(
            matches!(refused.kind(), ErrorKind::Cursor(CursorProblem::OtherQuery)),
            "{refused}"
        );
        assert!(refused.to_string().contains("start again without a cursor"));
    }
    let back = page!(expand, Some(&new)).await.expect_err("another index");
    assert!(matches!(back.kind(), ErrorKind::Cursor(_)), "{back}");
    // Programs whose phases query the same index go on where the other one has ended.
    for page in [
        page!(before, Some(&former))
            .await
            .map(|page| page.items.len()),
        page!(contract, Some(&new))
            .await
            .map(|page| page.items.len()),
        page!(after, Some(&new)).await.map(|page| page.items.len()),
    ] {
        assert_eq!(page.expect("a page"), 1);
    }
}

#[tokio::test]
async fn conditions_are_answered_by_the_index_over_the_attributes_that_are_read() {
    let bed = Bed::new().await;
    let travellers = expand::Travellers::new(&bed.db);
    travellers.insert(&ada()).await.expect("ada");
    bed.assert_equal().await;
    macro_rules! found {
        ($phase:ident) => {{
            let travellers = $phase::Travellers::new(&bed.db);
            let by_nick = travellers.find($phase::traveller::nick().eq("n"));
            let both = by_nick.explain().expect("an index").to_string();
            let by_name = travellers.find($phase::traveller::full_name().eq("Ada"));
            assert_eq!(by_nick.all().await.expect("travellers").len(), 1);
            let name = by_name.explain().expect("an index").to_string();
            assert_eq!(by_name.all().await.expect("travellers").len(), 1);
            [both, name]
        }};
    }
    let [by_nick, by_name] = found!(expand);
    assert!(
        by_nick.contains("by_nick") && !by_nick.contains("full"),
        "{by_nick}"
    );
    assert!(by_name.contains("by_name"), "{by_name}");
    for [by_nick, by_name] in [found!(switch), found!(contract)] {
        assert!(by_nick.contains("by_nick_and_full_name"), "{by_nick}");
        assert!(by_name.contains("by_full_name"), "{by_name}");
    }
    assert_eq!(bed.proxy.counts().requests_of(Operation::Scan), 0);
}
