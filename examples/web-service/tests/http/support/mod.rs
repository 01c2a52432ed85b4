//! What the tests share: the program, and a client of it.

mod caller;
mod program;

pub(crate) use caller::{Answer, Caller};
pub(crate) use program::{Program, run};

use dynamite_testkit::Engine;
use serde_json::{Value, json};

/// A service on an engine of its own, with its tables.
pub(crate) struct Shop {
    pub(crate) engine: Engine,
    pub(crate) caller: Caller,
    _program: Program,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let engine = Engine::selected().await;
        let sync = run(engine.endpoint(), engine.access_key(), &["sync"], &[]).await;
        assert!(sync.status.success(), "{sync:?}");
        let program = Program::start(engine.endpoint(), engine.access_key(), &[]).await;
        let caller = Caller::new(program.url());
        Self {
            engine,
            caller,
            _program: program,
        }
    }

    /// A user who has signed up.
    pub(crate) async fn user(&self, name: &str) -> Value {
        let email = format!("{name}@example.com");
        let body = json!({ "email": email, "name": name, "nickname": "nick" });
        self.created("/users", body).await
    }

    /// A product, with this many pieces.
    pub(crate) async fn product(&self, sku: &str, stock: u32) {
        let body = json!({ "sku": sku, "name": sku, "stock": stock });
        self.created("/products", body).await;
    }

    pub(crate) async fn created(&self, path: &str, body: Value) -> Value {
        let answer = self.caller.post(path, &body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.body
    }
}

/// The path of a user, and what comes after it.
pub(crate) fn path(user: &Value, rest: &str) -> String {
    format!("/users/{}{rest}", user["id"].as_str().unwrap())
}
