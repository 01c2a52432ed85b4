//! Conditions near the limits of DynamoDB, beside those that guards need.

use dynamite::ErrorKind;
use dynamite::expr::{Condition, ExpressionError};
use dynamite::limits::MAX_EXPRESSION_OPERATORS;
use dynamite_sample::models::{People, Person, person as field};
use dynamite_testkit::Operation;

use super::{PEOPLE, person};
use crate::support::Proxied;

/// A condition of `2 * terms - 1` operators, which holds.
fn condition(terms: u32) -> Condition<Person> {
    Condition::all((0..terms).map(|number| field::visits().ne(1000 + number)))
}

#[tokio::test]
async fn what_is_sent_is_counted_and_refused_before_it_is() {
    let bed = Proxied::with(PEOPLE).await;
    let ada = People::new(&bed.direct).create(person("ada").badge(1));
    let ada = ada.await.unwrap();
    let people = People::new(&bed.db);
    let (mut sent, mut refused) = (0, 0);
    for terms in 130..=150 {
        let update = people.update(ada.id).set(field::badge(), terms);
        match update.only_if(condition(terms)).await {
            Ok(now) => {
                assert_eq!(refused, 0, "{terms}");
                assert_eq!(people.get(ada.id).await.unwrap(), Some(now));
                sent += 1;
            }
            Err(error) => {
                let ErrorKind::Expression(ExpressionError::TooManyOperators { operators }) =
                    error.kind()
                else {
                    panic!("{error}");
                };
                assert!(*operators > MAX_EXPRESSION_OPERATORS, "{operators}");
                assert!(error.to_string().contains(&operators.to_string()));
                refused += 1;
            }
        }
    }
    assert!(sent > 5 && refused > 2, "{sent} {refused}");
    let transactions = bed
        .proxy
        .counts()
        .requests_of(Operation::TransactWriteItems);
    assert_eq!(transactions, sent);

    // Without unique fields there is room for more.
    let visit = people.update(ada.id).add(field::visits(), 1);
    let visit = visit.only_if(condition(145));
    visit.await.unwrap();
}

#[tokio::test]
async fn an_expression_of_more_than_four_kilobytes_is_refused_before_it_is_sent() {
    let bed = Proxied::with(PEOPLE).await;
    let ada = People::new(&bed.direct)
        .create(person("ada"))
        .await
        .unwrap();
    let people = People::new(&bed.db);
    let nicks = (0..900).map(|number| number.to_string());
    let none = !field::nick().is_in(nicks);
    let update = people.update(ada.id).set(field::badge(), 1).only_if(none);
    let error = update.await.unwrap_err();
    assert!(
        matches!(
            error.kind(),
            ErrorKind::Expression(ExpressionError::TooLong { .. })
        ),
        "{error}"
    );
    let transactions = bed
        .proxy
        .counts()
        .requests_of(Operation::TransactWriteItems);
    assert_eq!(transactions, 0);
}
