//! Reads that are not awaited by themselves: a message of rustc that says what to do instead.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{Find, Included, ParallelScan, Query, Scan, Sorted};
use crate::item::Shape;
use crate::model::{Index, Model};

/// A read that says how much is read. No read of many items is one by itself: awaiting it would read
/// a whole table or item collection by accident.
#[diagnostic::on_unimplemented(
    message = "this does not say how much is to be read, so it cannot be awaited",
    label = "add `.all()`, `.page(cursor)`, `.first()`, `.count()` or `.exists()` before `.await`",
    note = "`.stream()` reads item by item"
)]
pub trait Bounded {}

macro_rules! not_awaited {
    ($($read:ty, [$($generics:tt)*];)*) => {$(
        /// No read is `Bounded`: awaiting one does not compile, and rustc says what to do.
        impl<$($generics)*> Future for $read
        where
            // Another type than the read itself, for which rustc would say "is not a future".
            PhantomData<Self>: Bounded,
        {
            type Output = ();

            fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
                Poll::Ready(())
            }
        }
    )*};
}

not_awaited! {
    Query<I, S, L>, [I: Index, S, L];
    Scan<M, L>, [M: Model, L];
    ParallelScan<M, L>, [M: Model, L];
    Find<M, L>, [M: Model, L];
    Sorted<M, L>, [M: Model, L: Shape];
    Included<Query<I, S, L>, R>, [I: Index, S, L, R];
    Included<Scan<M, L>, R>, [M: Model, L, R];
    Included<Find<M, L>, R>, [M: Model, L, R];
}
