//! What is known of a write when responses are lost or nobody waits for them.

mod compatible;
mod dropped;
mod frozen;
mod lost;
mod own_work;
mod refused;
mod repeated;
mod winners;

pub(crate) use dropped::polled;

use dynamite_sample::models::{User, Users};
use dynamite_testkit::{Fault, FaultProxy};

use crate::support::{Item, Proxied, USERS, ada, stored, user_key};

/// A user, known to a client behind a proxy.
async fn known() -> (Proxied, Users, User) {
    let bed = Proxied::with(USERS).await;
    let user = ada(&bed.direct).await;
    let users = Users::new(&bed.db);
    (bed, users, user)
}

async fn now(bed: &Proxied, user: &User) -> Option<Item> {
    stored(&bed.direct, "users", user_key(user)).await
}

/// How many requests the proxy has seen.
fn requests(proxy: &FaultProxy) -> u64 {
    proxy.counts().all_requests()
}

/// The ways in which an answer to an applied request is lost.
pub(crate) fn losses() -> [Fault; 3] {
    [
        Fault::CutAfter,
        Fault::InternalServerError { applied: true },
        Fault::TruncatedBody,
    ]
}
