//! A table behind a proxy, and a traveller.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;
use dynamite_testkit::{Engine, FaultProxy};

use crate::models::expand;
use crate::stored::{self, Item};

/// A table behind a proxy.
pub(crate) struct Bed {
    pub(crate) db: Client,
    /// Past the proxy.
    pub(crate) direct: Client,
    pub(crate) proxy: FaultProxy,
    _engine: Engine,
}

impl Bed {
    pub(crate) async fn new() -> Self {
        let engine = Engine::selected().await;
        let direct = crate::client(engine.endpoint(), engine.access_key());
        direct.sync(expand::TABLES).await.expect("tables");
        let proxy = FaultProxy::start(&engine).await;
        Self {
            db: crate::client(proxy.endpoint(), proxy.access_key()),
            direct,
            proxy,
            _engine: engine,
        }
    }

    /// The only traveller.
    pub(crate) async fn stored(&self) -> Item {
        let all = stored::all(&self.direct).await;
        assert_eq!(all.len(), 1);
        all.into_iter().next().unwrap_or_default()
    }

    pub(crate) async fn assert_equal(&self) {
        assert_eq!(stored::unequal(&self.direct).await, Vec::<String>::new());
    }
}

pub(crate) fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

pub(crate) fn n(number: u32) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

pub(crate) fn m<const N: usize>(entries: [(&str, AttributeValue); N]) -> AttributeValue {
    AttributeValue::M(item(entries))
}

pub(crate) fn item<const N: usize>(attributes: [(&str, AttributeValue); N]) -> Item {
    attributes
        .map(|(name, value)| (name.to_owned(), value))
        .into()
}

/// The home that an older program has stored, in this city now, with both attributes.
pub(crate) fn home_in(city: &str) -> AttributeValue {
    m([("town", s(city)), ("city", s(city)), ("floor", s("3"))])
}

/// A traveller as a program from before has stored it.
pub(crate) fn by_older() -> Item {
    item([
        ("id", s("a")),
        ("nick", s("n")),
        ("name", s("Ada")),
        ("stays", n(3)),
        ("tags", AttributeValue::Ss(vec!["old".to_owned()])),
        ("log", AttributeValue::L(vec![s("1")])),
        ("address", m([("town", s("London")), ("floor", s("3"))])),
        ("rates", m([])),
    ])
}

pub(crate) fn ada() -> expand::Traveller {
    expand::Traveller {
        id: "a".to_owned(),
        nick: "n".to_owned(),
        full_name: "Ada".to_owned(),
        visits: 3,
        labels: ["old".to_owned()].into(),
        journal: vec!["1".to_owned()],
        home: Some(expand::Home {
            city: "London".to_owned(),
            zip: None,
        }),
        office: None,
        prices: std::iter::empty().collect(),
    }
}
