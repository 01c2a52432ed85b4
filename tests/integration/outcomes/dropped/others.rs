//! Batches, tables and reads.

use dynamite::model::TableDescriptor;
use dynamite_sample::models::{User, Users, tables};
use dynamite_testkit::{Fault, Operation};
use futures_util::future::BoxFuture;
use futures_util::{FutureExt as _, StreamExt as _};

use super::{known, operation, polled};
use crate::support::{Proxied, USERS, new_user, stored_all};

static TABLES: &[&TableDescriptor] = &[&tables::USERS, &tables::SHOP_RESERVATIONS];

#[tokio::test]
async fn of_a_batch_each_write_is_made_or_not() {
    for polls in 0.. {
        let bed = Proxied::with(USERS).await;
        let users = Users::new(&bed.db);
        let all: Vec<_> = (0..30)
            .map(|number| users.build(new_user(&format!("user-{number}"))))
            .collect();
        let put = polled(operation(users.put_many(all.clone())), polls).await;
        bed.proxy.settled().await;
        let there = Users::new(&bed.direct).scan().all().await.unwrap();
        assert!(there.iter().all(|user| all.contains(user)), "{there:?}");

        let keys: Vec<_> = there.iter().map(|user| user.id).collect();
        let deleted = polled(operation(users.delete_many(keys)), polls).await;
        bed.proxy.settled().await;
        let left = Users::new(&bed.direct).scan().all().await.unwrap();
        // A request that was sent before the drop may arrive after the scan.
        assert!(left.iter().all(|user| all.contains(user)), "{left:?}");
        if put && deleted {
            assert_eq!((there.len(), left.len()), (30, 0));
            return;
        }
    }
}

#[tokio::test]
async fn another_sync_goes_on_where_one_was_dropped() {
    for polls in 0.. {
        let bed = Proxied::empty().await;
        let ended = polled(operation(bed.db.sync(TABLES)), polls).await;
        bed.proxy.settled().await;
        bed.direct.sync(TABLES).await.unwrap();
        assert_eq!(bed.db.sync(TABLES).await.unwrap().changes(), []);
        if ended {
            return;
        }
    }
}

#[tokio::test]
async fn reads_change_nothing_and_can_be_begun_again() {
    let reads: [fn(&Users, &User) -> BoxFuture<'static, ()>; 5] = [
        |users, user| operation(users.get(user)),
        |users, user| operation(users.get_many([user])),
        |users, user| {
            let query = users.by_email(&*user.email);
            async move { drop(query.page(None).await.unwrap()) }.boxed()
        },
        |users, user| {
            let query = users.by_email(&*user.email).stream();
            query.for_each(async |it| drop(it.unwrap())).boxed()
        },
        |users, _| {
            let scan = users.scan().segments(2).stream();
            scan.for_each(async |it| drop(it.unwrap())).boxed()
        },
    ];
    for read in reads {
        let (bed, users, user) = known().await;
        let before = stored_all(&bed.direct, "users").await;
        for polls in 0.. {
            let ended = polled(read(&users, &user), polls).await;
            bed.proxy.settled().await;
            if ended {
                break;
            }
        }
        assert_eq!(stored_all(&bed.direct, "users").await, before);
        assert_eq!(users.get(&user).await.unwrap(), Some(user));
    }
}

#[tokio::test]
async fn a_stream_that_is_dropped_has_returned_a_beginning() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.db);
    let put = (0..5).map(|number| users.build(new_user(&number.to_string())));
    users.put_many(put.collect::<Vec<_>>()).await.unwrap();
    let all = users.scan().all().await.unwrap();
    for polls in 0.. {
        bed.proxy.clear();
        let short = Fault::ShortPage { limit: 2 };
        bed.proxy.on(Operation::Scan).always().fail(short);
        let mut read = Vec::new();
        let stream = users.scan().stream();
        let gather = stream.for_each(|it| {
            read.push(it.unwrap());
            std::future::ready(())
        });
        let ended = polled(gather.boxed(), polls).await;
        assert_eq!(read, all[..read.len()], "after {polls} polls");
        if ended {
            assert_eq!(read, all);
            return;
        }
    }
}
