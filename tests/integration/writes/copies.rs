//! Items as the input of `create`.

use dynamite_sample::models::{NewUser, Role, Users};

use crate::support::{Bed, USERS, new_user};

#[tokio::test]
async fn the_required_fields_make_another_item() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let new = new_user("ada").role(Role::Admin).nickname("al");
    let ada = users.create(new).await.unwrap();
    let plain = users.create(NewUser::from(ada.clone())).await.unwrap();

    assert_ne!(plain.id, ada.id);
    assert_eq!((plain.role, plain.nickname), (Role::Customer, None));
    assert_eq!((&plain.email, &plain.name), (&ada.email, &ada.name));
}
