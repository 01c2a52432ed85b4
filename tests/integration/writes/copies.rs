//! Items as the input of `create`.

use dynamite_sample::models::{NewUser, Role, UserDraft, Users};

use crate::support::{Bed, USERS, new_user};

#[tokio::test]
async fn a_copy_has_everything_but_the_generated_id_and_the_times() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let new = new_user("ada").role(Role::Admin).nickname("al");
    let long_ago = "2020-01-01T00:00:00Z".parse().unwrap();
    let ada = users.create(new.created_at(long_ago)).await.unwrap();

    let copy = users.create(UserDraft::from(ada.clone())).await.unwrap();
    let plain = users.create(NewUser::from(ada.clone())).await.unwrap();

    assert_ne!(copy.id, ada.id);
    assert_ne!(copy.created_at, ada.created_at);
    let (role, nickname) = (Role::Admin, Some("al".to_owned()));
    assert_eq!((copy.role, copy.nickname), (role, nickname));
    assert_eq!((plain.role, plain.nickname), (Role::Customer, None));
    assert_eq!((&plain.email, &plain.name), (&ada.email, &ada.name));
}
