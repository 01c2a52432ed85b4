//! What one program writes, the other reads and changes, on one engine. Nothing is lost.

use crate::by_hand::{item, s};
use crate::support::{Bed, SESSIONS, both_orders};

use super::program::Program;
use super::{id, stored};

#[tokio::test]
async fn sessions_are_read_changed_and_read_back() {
    for (_bed, first, second) in both_orders(Program::store, Program::by_hand).await {
        let opened = first.open("ada", "theme", "dark").await;
        assert_eq!(second.get(&opened.id).await.as_ref(), Some(&opened));
        assert_eq!(second.of_user("ada").await, std::slice::from_ref(&opened));

        second.read_and_save(&opened.id, "cart", "lamp").await;
        assert!(first.remember(&opened.id, "page", "2").await);
        assert!(second.touch(&opened.id).await);
        let changed = first.get(&opened.id).await.unwrap();
        let data = [("theme", s("dark")), ("cart", s("lamp")), ("page", s("2"))];
        assert_eq!(changed.data, item(data));
        assert!(changed.last_seen >= opened.last_seen, "{changed:?}");
        assert_eq!(changed.created_at, opened.created_at);
        assert_eq!(second.get(&opened.id).await, Some(changed));

        assert!(second.close(&opened.id).await);
        assert_eq!(first.get(&opened.id).await, None);
    }
}

#[tokio::test]
async fn each_program_closes_the_sessions_of_the_other() {
    for (bed, first, second) in both_orders(Program::store, Program::by_hand).await {
        for program in [&first, &second] {
            program.open("ada", "theme", "dark").await;
        }
        let of_eve = second.open("eve", "theme", "light").await;
        assert_eq!(first.close_all("ada").await, 2);
        assert_eq!(second.of_user("ada").await, []);
        assert_eq!(bed.all(SESSIONS).await.len(), 1);
        assert_eq!(first.of_user("eve").await, [of_eve]);
    }
}

/// Whatever a program does, only what it declares changes, to the byte.
#[tokio::test]
async fn columns_of_other_programs_stay() {
    let bed = Bed::open().await;
    let id = id(1);
    for program in [Program::store(&bed), Program::by_hand(&bed)] {
        let before = stored(&id, "ada");
        bed.store(SESSIONS, before.clone()).await;
        program.touch(&id).await;
        program.remember(&id, "page", "2").await;
        program.read_and_save(&id, "cart", "lamp").await;
        let after = bed.stored(SESSIONS, item([("sessionId", s(&id))])).await;
        let mut changed: Vec<_> = before
            .keys()
            .filter(|name| after.as_ref().unwrap()[*name] != before[*name])
            .collect();
        changed.sort();
        assert_eq!(changed, ["data", "expires", "lastSeen"]);
        assert_eq!(after.unwrap().len(), before.len());
    }
}
