//! Each operation returns what it returns by hand, stores the same, and takes the same requests.

use crate::by_hand::{Item, Session, n, now_ms, s};
use crate::support::{Comparison, LIFETIME, SESSIONS};

use super::program::Program;
use super::{CREATED_AT, id, stored};

async fn comparison() -> Comparison<Program> {
    Comparison::of(SESSIONS, Program::store, Program::by_hand, settled).await
}

/// Replaces the times of the last seconds and the ids that are random by words for them.
fn settled(mut item: Item) -> Item {
    let now = now_ms().unwrap();
    let number = |name: &str| item[name].as_n().unwrap().parse::<i64>().unwrap();
    let is_seen = now - number("lastSeen") < 30_000;
    let end = now / 1000 + i64::try_from(LIFETIME.as_secs()).unwrap();
    let is_prolonged = end - number("expires") < 30;
    if item["createdAt"] != s(CREATED_AT) {
        item.insert("createdAt".to_owned(), s("by this test"));
        item.insert("sessionId".to_owned(), s("random"));
    }
    if is_seen {
        item.insert("lastSeen".to_owned(), s("now"));
    }
    if is_prolonged {
        item.insert("expires".to_owned(), s("after a lifetime"));
    }
    item
}

/// A session that has ended, and that DynamoDB has not deleted yet.
fn expired(id: &str, user_id: &str) -> Item {
    let mut session = stored(id, user_id);
    session.insert("expires".to_owned(), n(1_700_000_000));
    session
}

// The operations with their arguments, for either program.

fn get(id: &str) -> impl AsyncFn(&Program) -> Option<Session> {
    async move |it| it.get(id).await
}

fn touch(id: &str) -> impl AsyncFn(&Program) -> bool {
    async move |it| it.touch(id).await
}

fn remember(id: &str, text: &str) -> impl AsyncFn(&Program) -> bool {
    async move |it| it.remember(id, "page", text).await
}

fn of_user(user_id: &str) -> impl AsyncFn(&Program) -> Vec<Session> {
    async move |it| it.of_user(user_id).await
}

fn close(id: &str) -> impl AsyncFn(&Program) -> bool {
    async move |it| it.close(id).await
}

fn close_all(user_id: &str) -> impl AsyncFn(&Program) -> u64 {
    async move |it| it.close_all(user_id).await
}

#[tokio::test]
async fn of_one_session() {
    let mut table = comparison().await;
    let (live, ended, none) = (&id(1), &id(2), &id(3));
    table.given(stored(live, "ada")).await;
    table.given(expired(ended, "ada")).await;
    let open = async |it: &Program| it.open("eve", "theme", "dark").await.data;
    table.same("open", open).await;
    table.same("get", get(live)).await;
    table.same("get, ended", get(ended)).await;
    table.same("get, none", get(none)).await;
    table.same("touch", touch(live)).await;
    table.same("touch, ended", touch(ended)).await;
    table.same("touch, none", touch(none)).await;
    table.same("remember", remember(live, "2")).await;
    table.same("remember, ended", remember(ended, "2")).await;
    table.same("remember, none", remember(none, "2")).await;
    let read_and_save = async |it: &Program| it.read_and_save(live, "cart", "lamp").await;
    table.same("get and save", read_and_save).await;
    table.same("close", close(live)).await;
    table.same("close, none", close(none)).await;
    table.finish();
}

#[tokio::test]
async fn of_the_sessions_of_a_user() {
    let mut table = comparison().await;
    for number in 1..=30 {
        let has_ended = number % 10 == 0;
        let of_ada = if has_ended { expired } else { stored };
        let mut session = of_ada(&id(number), "ada");
        let seen = now_ms().unwrap() - 60_000 - i64::from(number);
        session.insert("lastSeen".to_owned(), n(seen));
        table.given(session).await;
    }
    table.given(stored(&id(31), "eve")).await;
    table.same("of user", of_user("ada")).await;
    table.same("of user, none", of_user("joe")).await;
    table.same("close all, 30", close_all("ada")).await;
    table.same("close all, none", close_all("ada")).await;
    table.finish();
}

/// Programs that store no data until there is some have left a session without the map.
#[tokio::test]
async fn of_a_session_without_data() {
    let mut table = comparison().await;
    let id = &id(1);
    let mut bare = stored(id, "ada");
    bare.remove("data");
    table.given(bare).await;
    table.same("get, no data", get(id)).await;
    let requests: &[_] = &["UpdateItem", "GetItem consistent", "UpdateItem"];
    let exception = (requests, "it reads which parents are missing, at any depth");
    let first = remember(id, "1");
    table.except("remember, no data", exception, first).await;
    table.same("remember", remember(id, "2")).await;
    table.finish();
}
