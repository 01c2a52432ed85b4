//! The session store.

mod exchange;
mod expiry;
mod program;
mod requests;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::by_hand::{Item, item, n, now_ms, s};

const CREATED_AT: &str = "2026-01-31T12:00:00.500Z";

/// A session as another program stores it, with columns that only that program knows.
fn stored(id: &str, user_id: &str) -> Item {
    let now = now_ms().unwrap();
    let location = item([("city", s("Berlin")), ("asn", AttributeValue::Null(true))]);
    item([
        ("sessionId", s(id)),
        ("userId", s(user_id)),
        ("data", AttributeValue::M(item([("theme", s("dark"))]))),
        ("createdAt", s(CREATED_AT)),
        ("lastSeen", n(now - 60_000)),
        ("expires", n(now / 1000 + 60)),
        ("ip", s("192.0.2.7")),
        ("location", AttributeValue::M(location)),
        ("factors", AttributeValue::Ss(vec!["otp".to_owned()])),
    ])
}

/// The id with this number.
fn id(number: u32) -> String {
    format!("01912345-6789-4abc-8def-{number:012}")
}
