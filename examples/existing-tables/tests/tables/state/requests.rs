//! Each operation returns what it returns by hand, stores the same, and takes the same requests.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::types::NEVER;

use crate::by_hand::{Value, item, n, s};
use crate::support::{Comparison, STATE, in_seconds};

use super::program::Program;

async fn comparison() -> Comparison<Program> {
    Comparison::of(STATE, Program::store, Program::by_hand, |item| item).await
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn binary(bytes: &[u8]) -> Value {
    Value::Binary(bytes.to_vec())
}

#[tokio::test]
async fn of_values() {
    let mut table = comparison().await;
    let until = in_seconds(60);
    table.same("get, none", async |it| it.get("a").await).await;
    table
        .same("put, none", async |it| it.put("a", text("1"), until).await)
        .await;
    table.same("get", async |it| it.get("a").await).await;
    table
        .same("put", async |it| {
            it.put("a", binary(&[0, 255]), NEVER).await
        })
        .await;
    table
        .same("get, never expires", async |it| it.get("a").await)
        .await;

    table
        .same("put new, none", async |it| {
            it.put_new("b", text("1"), until).await
        })
        .await;
    table
        .same("put new, there is one", async |it| {
            it.put_new("b", text("2"), until).await
        })
        .await;

    table
        .same("set, version", async |it| {
            it.compare_and_set("a", 2, text("3"), until).await
        })
        .await;
    table
        .same("set, other version", async |it| {
            it.compare_and_set("a", 2, text("4"), until).await
        })
        .await;
    table
        .same("set, version 0", async |it| {
            it.compare_and_set("a", 0, text("4"), until).await
        })
        .await;
    table
        .same("set, none", async |it| {
            it.compare_and_set("c", 1, text("4"), until).await
        })
        .await;
    table
        .same("set, none, version 0", async |it| {
            it.compare_and_set("c", 0, text("4"), until).await
        })
        .await;

    table.same("delete", async |it| it.delete("a").await).await;
    table
        .same("delete, none", async |it| it.delete("a").await)
        .await;
    table.finish();
}

#[tokio::test]
async fn of_counters() {
    let mut table = comparison().await;
    let (until, later) = (in_seconds(60), in_seconds(90));
    table
        .same("count, none", async |it| it.count("hits", 1, until).await)
        .await;
    table
        .same("count", async |it| it.count("hits", 41, later).await)
        .await;
    table
        .same("count, down", async |it| it.count("hits", -2, later).await)
        .await;
    table.same("get", async |it| it.get("hits").await).await;
    table.finish();
}

#[tokio::test]
async fn of_leases() {
    let mut table = comparison().await;
    let (past, until, later) = (in_seconds(-1), in_seconds(60), in_seconds(90));
    table
        .same("acquire, none", async |it| {
            it.acquire("job", "ada", until).await
        })
        .await;
    table
        .same("acquire, held", async |it| {
            it.acquire("job", "eve", until).await
        })
        .await;
    table
        .same("renew", async |it| it.renew("job", "ada", later).await)
        .await;
    table
        .same("renew, held by another", async |it| {
            it.renew("job", "eve", later).await
        })
        .await;
    table
        .same("release, held by another", async |it| {
            it.release("job", "eve").await
        })
        .await;
    table
        .same("release", async |it| it.release("job", "ada").await)
        .await;
    table
        .same("release, free", async |it| it.release("job", "ada").await)
        .await;
    table
        .same("acquire, free", async |it| {
            it.acquire("job", "eve", past).await
        })
        .await;
    table
        .same("renew, expired", async |it| {
            it.renew("job", "eve", later).await
        })
        .await;
    table
        .same("acquire, expired", async |it| {
            it.acquire("job", "ada", until).await
        })
        .await;
    table
        .same("renew, none", async |it| {
            it.renew("none", "ada", until).await
        })
        .await;
    table
        .same("release, none", async |it| it.release("none", "ada").await)
        .await;
    table
        .same("acquire, ends at once", async |it| {
            it.acquire("old", "ada", past).await
        })
        .await;
    table
        .same("count", async |it| it.count("old", 1, past).await)
        .await;
    table
        .same("put new, expired lease", async |it| {
            it.put_new("old", text("1"), until).await
        })
        .await;
    table.finish();
}

/// Items as older programs have left them: without a version or a count, with NULL, expired.
#[tokio::test]
async fn of_older_items() {
    let mut table = comparison().await;
    let until = in_seconds(60);
    let null = || AttributeValue::Null(true);
    let old = |key: &str, exp: i64| {
        item([
            ("pk", s(key)),
            ("v", s("old")),
            ("exp", n(exp)),
            ("by", s("batch")),
        ])
    };
    for (key, exp) in [
        ("put", i64::MAX),
        ("count", i64::MAX),
        ("set", 253_402_300_799),
        ("gone", 1_700_000_000),
        ("lease", 1_700_000_000),
    ] {
        table.given(old(key, exp)).await;
    }
    table
        .given(item([
            ("pk", s("null")),
            ("v", null()),
            ("own", null()),
            ("exp", n(i64::MAX)),
        ]))
        .await;

    table
        .same("put, without version", async |it| {
            it.put("put", text("1"), until).await
        })
        .await;
    table
        .same("count, without count", async |it| {
            it.count("count", 2, until).await
        })
        .await;
    table
        .same("set, without version", async |it| {
            it.compare_and_set("set", 0, text("1"), until).await
        })
        .await;
    table
        .same("set again, version 0", async |it| {
            it.compare_and_set("set", 0, text("1"), until).await
        })
        .await;
    table
        .same("set, expired", async |it| {
            it.compare_and_set("gone", 0, text("1"), until).await
        })
        .await;
    table
        .same("get, expired", async |it| it.get("gone").await)
        .await;
    table
        .same("put new, expired", async |it| {
            it.put_new("gone", text("1"), until).await
        })
        .await;
    table
        .same("acquire, expired value", async |it| {
            it.acquire("lease", "ada", until).await
        })
        .await;
    table
        .same("get, value NULL", async |it| it.get("null").await)
        .await;
    table
        .same("acquire, owner NULL", async |it| {
            it.acquire("null", "ada", until).await
        })
        .await;
    table
        .same("delete, without version", async |it| it.delete("put").await)
        .await;
    table.finish();
}
