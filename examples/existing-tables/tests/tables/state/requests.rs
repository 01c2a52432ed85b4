//! Each operation returns what it returns by hand, stores the same, and takes the same requests.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Timestamp;
use dynamite::types::NEVER;

use crate::by_hand::{Entry, Value, Write, item, n, s};
use crate::support::{Comparison, STATE, in_seconds};

use super::program::Program;

async fn comparison() -> Comparison<Program> {
    Comparison::of(STATE, Program::store, Program::by_hand, |item| item).await
}

// The operations with their arguments, for either program.

fn get(key: &str) -> impl AsyncFn(&Program) -> Option<Entry> {
    async move |it| it.get(key).await
}

fn put(key: &str, value: Value, until: Timestamp) -> impl AsyncFn(&Program) -> Entry {
    async move |it| it.put(key, value.clone(), until).await
}

fn put_new(key: &str, value: Value, until: Timestamp) -> impl AsyncFn(&Program) -> Write {
    async move |it| it.put_new(key, value.clone(), until).await
}

fn set(key: &str, version: u64, until: Timestamp) -> impl AsyncFn(&Program) -> Write {
    async move |it| it.compare_and_set(key, version, text("set"), until).await
}

fn count(key: &str, by: i64, until: Timestamp) -> impl AsyncFn(&Program) -> i64 {
    async move |it| it.count(key, by, until).await
}

fn acquire(key: &str, owner: &str, until: Timestamp) -> impl AsyncFn(&Program) -> Write {
    async move |it| it.acquire(key, owner, until).await
}

fn renew(key: &str, owner: &str, until: Timestamp) -> impl AsyncFn(&Program) -> Write {
    async move |it| it.renew(key, owner, until).await
}

fn release(key: &str, owner: &str) -> impl AsyncFn(&Program) -> Write {
    async move |it| it.release(key, owner).await
}

fn delete(key: &str) -> impl AsyncFn(&Program) -> bool {
    async move |it| it.delete(key).await
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[tokio::test]
async fn of_values() {
    let mut table = comparison().await;
    let until = in_seconds(60);
    table.same("get, none", get("a")).await;
    table.same("put, none", put("a", text("1"), until)).await;
    table.same("get", get("a")).await;
    let binary = Value::Binary(vec![0, 255]);
    table.same("put", put("a", binary, NEVER)).await;
    table.same("get, never expires", get("a")).await;
    table.same("put new", put_new("b", text("1"), until)).await;
    let again = put_new("b", text("2"), until);
    table.same("put new, there is one", again).await;
    table.same("delete", delete("a")).await;
    table.same("delete, none", delete("a")).await;
    table.finish();
}

#[tokio::test]
async fn of_compare_and_set() {
    let mut table = comparison().await;
    let until = in_seconds(60);
    table.same("put", put("a", text("1"), until)).await;
    table.same("set, its version", set("a", 1, until)).await;
    table.same("set, other version", set("a", 1, until)).await;
    table.same("set, version 0", set("a", 0, until)).await;
    table.same("set, none", set("b", 1, until)).await;
    table.same("set, none, version 0", set("b", 0, until)).await;
    table.finish();
}

#[tokio::test]
async fn of_counters() {
    let mut table = comparison().await;
    let (until, later) = (in_seconds(60), in_seconds(90));
    table.same("count, none", count("hits", 1, until)).await;
    table.same("count", count("hits", 41, later)).await;
    table.same("count, down", count("hits", -2, later)).await;
    table.same("get", get("hits")).await;
    table.finish();
}

#[tokio::test]
async fn of_leases() {
    let mut table = comparison().await;
    let (until, later) = (in_seconds(60), in_seconds(90));
    table
        .same("acquire, none", acquire("job", "ada", until))
        .await;
    table
        .same("acquire, held", acquire("job", "eve", until))
        .await;
    table.same("renew", renew("job", "ada", later)).await;
    table
        .same("renew, of another", renew("job", "eve", later))
        .await;
    table
        .same("release, of another", release("job", "eve"))
        .await;
    table.same("release", release("job", "ada")).await;
    table.same("release, free", release("job", "ada")).await;
    table
        .same("acquire, free", acquire("job", "eve", until))
        .await;
    table.same("renew, none", renew("none", "ada", until)).await;
    table.same("release, none", release("none", "ada")).await;
    table.finish();
}

#[tokio::test]
async fn of_expired_entries() {
    let mut table = comparison().await;
    let until = in_seconds(60);
    for key in ["value", "lease"] {
        let entry = [
            ("pk", s(key)),
            ("v", s("1")),
            ("own", s("eve")),
            ("n", n(7)),
            ("ver", n(2)),
            ("exp", n(1)),
        ];
        table.given(item(entry)).await;
    }
    table.same("get", get("value")).await;
    table.same("set", set("value", 2, until)).await;
    table
        .same("put new", put_new("value", text("2"), until))
        .await;
    table.same("renew", renew("lease", "eve", until)).await;
    table.same("acquire", acquire("lease", "ada", until)).await;
    table.finish();
}

/// Items as older programs have left them, without a version and a count.
#[tokio::test]
async fn of_older_items() {
    let mut table = comparison().await;
    let until = in_seconds(60);
    for key in ["put", "count", "set", "lease", "deleted"] {
        let entry = [
            ("pk", s(key)),
            ("v", s("1")),
            ("by", s("batch")),
            ("exp", n(i64::MAX)),
        ];
        table.given(item(entry)).await;
    }
    table.same("get", get("put")).await;
    table.same("put", put("put", text("2"), until)).await;
    table.same("count", count("count", 2, until)).await;
    table.same("set, version 0", set("set", 0, until)).await;
    table
        .same("set again, version 0", set("set", 0, until))
        .await;
    table.same("acquire", acquire("lease", "ada", until)).await;
    table.same("delete", delete("deleted")).await;
    table.finish();
}

/// NULL is written for what is absent.
#[tokio::test]
async fn of_items_with_null() {
    let mut table = comparison().await;
    let until = in_seconds(60);
    let null = || AttributeValue::Null(true);
    let entry = [
        ("pk", s("a")),
        ("v", null()),
        ("own", null()),
        ("exp", n(i64::MAX)),
    ];
    table.given(item(entry)).await;
    table.same("get", get("a")).await;
    table.same("acquire", acquire("a", "ada", until)).await;
    table.same("put", put("a", text("1"), until)).await;
    table.finish();
}
