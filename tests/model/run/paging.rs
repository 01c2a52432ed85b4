//! Queries in pages.

use dynamite::model::Index;
use dynamite::ops::Query;

use super::Result;
use crate::subject::{IndexQuery, Subject};
use crate::value::Item;

/// Reads all rows of a query, page after page by their cursors.
pub(crate) async fn pages<I, S>(
    query: Query<I, S>,
    how: &IndexQuery<'_>,
    item: impl Fn(&I::Row) -> Item + Send,
) -> Result<Vec<Item>>
where
    I: Index<Model: Subject>,
    S: Send,
    I::Row: Clone,
{
    let query = match how.filter {
        Some(filter) => query.filter(I::Model::condition(filter)),
        None => query,
    };
    let query = if how.descending {
        query.descending()
    } else {
        query
    };
    let mut items = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let page = query
            .clone()
            .limit(how.page)
            .page(cursor.as_deref())
            .await?;
        assert!(page.bad.is_empty(), "{:?}", page.bad);
        assert!(
            page.items.len() <= how.page,
            "a page of {}",
            page.items.len()
        );
        items.extend(page.items.iter().map(&item));
        match page.cursor {
            Some(next) => cursor = Some(next.to_string()),
            None => return Ok(items),
        }
    }
}
