//! Items go into a request after the SDK has made it, and before it is signed.

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use dynamite::Client;
use dynamite_sample::models::Users;

use crate::support::{Bed, USERS, new_user};

/// The bodies that are signed, with the lengths that the headers say.
#[derive(Clone, Debug, Default)]
struct Signed(Arc<Mutex<Vec<(String, usize)>>>);

impl Intercept for Signed {
    fn name(&self) -> &'static str {
        "Signed"
    }

    fn read_before_signing(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request();
        let body = request.body().bytes().ok_or("a stream")?.to_vec();
        let length = request.headers().get("content-length");
        let length = length.ok_or("no length")?.parse()?;
        let mut signed = self.0.lock().unwrap();
        signed.push((String::from_utf8(body)?, length));
        Ok(())
    }
}

#[tokio::test]
async fn what_is_signed_is_the_whole_request() {
    let bed = Bed::with(USERS).await;
    let signed = Signed::default();
    let config = bed.db.sdk().config().to_builder();
    let config = config.interceptor(signed.clone()).build();
    let users = Users::new(&Client::from_config(config).with_table_prefix(bed.db.table_prefix()));

    users.create(new_user("ada")).await.unwrap();
    let creations = ["eve", "kay"].map(|name| users.create(new_user(name)));
    let transaction = users.client().transaction().and_all(creations);
    transaction.commit().await.unwrap();

    let signed = signed.0.lock().unwrap();
    let names: Vec<usize> = ["ada", "eve", "kay"]
        .iter()
        .map(|name| {
            signed
                .iter()
                .filter(|(body, _)| body.contains(&format!(r#""name":{{"S":"{name}"}}"#)))
                .count()
        })
        .collect();
    assert_eq!(names, [1, 1, 1]);
    for (body, length) in &*signed {
        assert_eq!(body.len(), *length);
        assert!(!body.contains(r#""Item":{}"#), "{body}");
    }
}
