//! Each operation returns what it returns by hand, stores the same, and takes the same requests.

use crate::by_hand::{Item, n, now_ms, s};
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

#[tokio::test]
async fn of_one_session() {
    let mut table = comparison().await;
    let (live, ended, none) = (&id(1), &id(2), &id(3));
    table.given(stored(live, "ada")).await;
    let mut expired = stored(ended, "ada");
    expired.insert("expires".to_owned(), n(1_700_000_000));
    table.given(expired).await;

    table
        .same("open", async |it| {
            it.open("eve", "theme", "dark").await.data
        })
        .await;
    table.same("get", async |it| it.get(live).await).await;
    table
        .same("get, ended", async |it| it.get(ended).await)
        .await;
    table.same("get, none", async |it| it.get(none).await).await;
    table.same("touch", async |it| it.touch(live).await).await;
    table
        .same("touch, ended", async |it| it.touch(ended).await)
        .await;
    table
        .same("touch, none", async |it| it.touch(none).await)
        .await;
    table
        .same("remember", async |it| it.remember(live, "page", "2").await)
        .await;
    table
        .same("remember, ended", async |it| {
            it.remember(ended, "page", "2").await
        })
        .await;
    table
        .same("remember, none", async |it| {
            it.remember(none, "page", "2").await
        })
        .await;
    table
        .same("get and save", async |it| {
            it.read_and_save(live, "cart", "lamp").await;
        })
        .await;
    table.same("close", async |it| it.close(live).await).await;
    table
        .same("close, none", async |it| it.close(none).await)
        .await;
    table.finish();
}

#[tokio::test]
async fn of_the_sessions_of_a_user() {
    let mut table = comparison().await;
    for number in 1..=30 {
        let mut session = stored(&id(number), "ada");
        let seen = now_ms().unwrap() - 60_000 - i64::from(number);
        session.insert("lastSeen".to_owned(), n(seen));
        if number % 10 == 0 {
            session.insert("expires".to_owned(), n(1_700_000_000));
        }
        table.given(session).await;
    }
    table.given(stored(&id(31), "eve")).await;

    table
        .same("of user", async |it| it.of_user("ada").await)
        .await;
    table
        .same("of user, none", async |it| it.of_user("joe").await)
        .await;
    table
        .same("close all, 30", async |it| it.close_all("ada").await)
        .await;
    table
        .same("close all, none", async |it| it.close_all("ada").await)
        .await;
    table.finish();
}

/// Sessions of programs that store no data until there is some.
#[tokio::test]
async fn of_a_session_without_data() {
    let mut table = comparison().await;
    let mut bare = stored(&id(1), "ada");
    bare.remove("data");
    table.given(bare).await;

    let id = &id(1);
    table
        .same("get, no data", async |it| it.get(id).await)
        .await;
    let reads = "it reads what there is, so that it works for parents at any depth";
    table
        .except(
            "remember, no data",
            (&["UpdateItem", "GetItem consistent", "UpdateItem"], reads),
            async |it| it.remember(id, "page", "1").await,
        )
        .await;
    table
        .same("remember", async |it| it.remember(id, "page", "2").await)
        .await;
    table.finish();
}
