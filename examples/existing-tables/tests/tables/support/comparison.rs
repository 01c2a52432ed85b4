//! A table of operations, each done by a store and by hand.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};

use aws_sdk_dynamodb::types::AttributeValue;

use crate::by_hand::Item;

use super::Bed;

type Sorted = BTreeMap<String, AttributeValue>;

/// Two engines with the same items. An operation is done on one by the store, and on the other by
/// hand: both have to return the same and to leave the same items, by the same requests.
pub(crate) struct Comparison<P> {
    store: (Bed, P),
    by_hand: (Bed, P),
    table: &'static str,
    /// Replaces what differs by nature, such as times and random ids.
    settle: fn(Item) -> Item,
    rows: Vec<Row>,
}

/// Other requests than those by hand, and the reason.
type Exception = (&'static [&'static str], &'static str);

struct Row {
    operation: &'static str,
    store: Vec<String>,
    by_hand: Vec<String>,
    exception: Option<Exception>,
}

impl<P> Comparison<P> {
    /// The programs are made for their engines by `store` and `by_hand`.
    pub(crate) async fn of(
        table: &'static str,
        store: fn(&Bed) -> P,
        by_hand: fn(&Bed) -> P,
        settle: fn(Item) -> Item,
    ) -> Self {
        let (with_store, with_hand) = (Bed::open().await, Bed::open().await);
        Self {
            store: (with_store.clone(), store(&with_store)),
            by_hand: (with_hand.clone(), by_hand(&with_hand)),
            table,
            settle,
            rows: Vec::new(),
        }
    }

    /// Stores an item on both engines.
    pub(crate) async fn given(&self, item: Item) {
        self.store.0.store(self.table, item.clone()).await;
        self.by_hand.0.store(self.table, item).await;
    }

    /// Does an operation both ways. Its requests have to be the same.
    pub(crate) async fn same<T: Debug + PartialEq>(
        &mut self,
        operation: &'static str,
        run: impl AsyncFn(&P) -> T,
    ) {
        self.compare(operation, run, None).await;
    }

    /// Does an operation both ways. The store needs these requests, for a reason.
    pub(crate) async fn except<T: Debug + PartialEq>(
        &mut self,
        operation: &'static str,
        exception: Exception,
        run: impl AsyncFn(&P) -> T,
    ) {
        self.compare(operation, run, Some(exception)).await;
    }

    async fn compare<T: Debug + PartialEq>(
        &mut self,
        operation: &'static str,
        run: impl AsyncFn(&P) -> T,
        exception: Option<Exception>,
    ) {
        let (store, by_hand) = (&self.store, &self.by_hand);
        let before = [store.0.sent().len(), by_hand.0.sent().len()];
        let returned = run(&store.1).await;
        assert_eq!(
            returned,
            run(&by_hand.1).await,
            "what `{operation}` returns"
        );
        let items = self.items(&store.0).await;
        assert_eq!(items, self.items(&by_hand.0).await, "after `{operation}`");
        self.rows.push(Row {
            operation,
            store: store.0.sent().split_off(before[0]),
            by_hand: by_hand.0.sent().split_off(before[1]),
            exception,
        });
    }

    async fn items(&self, bed: &Bed) -> Vec<Sorted> {
        let items = bed.all(self.table).await;
        let settled = items.into_iter().map(self.settle);
        let mut items: Vec<Sorted> = settled.map(|item| item.into_iter().collect()).collect();
        items.sort_by_key(|item| format!("{item:?}"));
        items
    }

    /// Checks the requests of every operation. The table is printed, which shows it if they differ.
    pub(crate) fn finish(self) {
        print!("{}", self.shown());
        let wrong = self.rows.iter().filter(|row| !row.is_as_expected());
        let wrong: Vec<_> = wrong.map(|row| row.operation).collect();
        assert!(wrong.is_empty(), "other requests than expected: {wrong:?}");
    }

    fn shown(&self) -> String {
        let mut table = String::new();
        for row in &self.rows {
            let (store, by_hand) = (row.store.join(" + "), row.by_hand.join(" + "));
            let _ = write!(table, "{:<32} {store:<40} {by_hand}", row.operation);
            if let Some((_, reason)) = row.exception {
                let _ = write!(table, " ({reason})");
            }
            table.push('\n');
        }
        table
    }
}

impl Row {
    fn is_as_expected(&self) -> bool {
        match self.exception {
            Some((expected, _)) => self.store == expected,
            None => self.store == self.by_hand,
        }
    }
}
