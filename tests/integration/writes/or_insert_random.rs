//! Random updates that insert, against an oracle that applies them to a plain value.

use dynamite::model::TableDescriptor;
use dynamite_sample::models::{Bucket, Buckets, NewBucket, bucket, tables};
use fastrand::Rng;

use crate::support::{Bed, raw_delete, raw_put, s, stored};

static BUCKETS: &[&TableDescriptor] = &[&tables::BUCKETS];

/// What the test compares of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    tokens: u32,
    left: u32,
    hits: u64,
    owner: String,
    note: Option<String>,
    log: Vec<String>,
}

impl From<Bucket> for State {
    fn from(bucket: Bucket) -> Self {
        Self {
            tokens: bucket.tokens,
            left: bucket.left,
            hits: bucket.hits,
            owner: bucket.owner,
            note: bucket.note,
            log: bucket.log,
        }
    }
}

/// A change of one field.
#[derive(Clone, Debug)]
enum Change {
    AddTokens(u32),
    SubtractTokens(u32),
    SetTokens(u32),
    SubtractLeft(u32),
    Hit(u64),
    Owner(&'static str),
    Note(Option<&'static str>),
    /// The note becomes what the owner was.
    NoteOfOwner,
    Append(&'static str),
    Prepend(&'static str),
}

fn changes(random: &mut Rng) -> Vec<Change> {
    let mut changes = Vec::new();
    let amount = random.u32(0..60);
    match random.u8(0..6) {
        0 => changes.push(Change::AddTokens(amount)),
        1 => changes.push(Change::SubtractTokens(amount)),
        2 => changes.push(Change::SetTokens(amount)),
        _ => {}
    }
    if random.bool() {
        changes.push(Change::SubtractLeft(random.u32(0..4)));
    }
    if random.bool() {
        changes.push(Change::Hit(random.u64(0..3)));
    }
    if random.u8(0..3) == 0 {
        changes.push(Change::Owner(random.choice(["ada", "eve"]).unwrap()));
    }
    match random.u8(0..6) {
        0 | 1 => changes.push(Change::Note(random.choice([None, Some("n")]).unwrap())),
        2 => changes.push(Change::NoteOfOwner),
        _ => {}
    }
    match random.u8(0..4) {
        0 => changes.push(Change::Append("x")),
        1 => changes.push(Change::Prepend("y")),
        _ => {}
    }
    changes
}

/// Applies the changes; `None` if they would break a rule of the field or its type.
fn applied(changes: &[Change], mut state: State) -> Option<State> {
    let owner = state.owner.clone();
    for change in changes {
        match *change {
            Change::AddTokens(amount) => state.tokens += amount,
            Change::SubtractTokens(amount) => state.tokens = state.tokens.checked_sub(amount)?,
            Change::SetTokens(amount) => state.tokens = amount,
            Change::SubtractLeft(amount) => state.left = state.left.checked_sub(amount)?,
            Change::Hit(hits) => state.hits += hits,
            Change::Owner(owner) => state.owner = owner.to_owned(),
            Change::Note(note) => state.note = note.map(str::to_owned),
            Change::NoteOfOwner => state.note = Some(owner.clone()),
            Change::Append(entry) => state.log.push(entry.to_owned()),
            Change::Prepend(entry) => state.log.insert(0, entry.to_owned()),
        }
    }
    (state.tokens <= 100).then_some(state)
}

fn fresh(random: &mut Rng) -> State {
    State {
        tokens: random.u32(0..=100),
        left: random.choice([5, 9]).unwrap(),
        hits: random.u64(0..3),
        owner: random.choice(["nobody", "eve"]).unwrap().to_owned(),
        note: random.bool().then(|| "first".to_owned()),
        log: random.choice([vec![], vec!["made".to_owned()]]).unwrap(),
    }
}

/// Updates, and returns what is stored then; `None` if the update was refused.
async fn update(
    buckets: &Buckets,
    changes: &[Change],
    new: &State,
    owned_by: Option<&str>,
) -> Option<State> {
    let mut update = buckets.update("it");
    for change in changes {
        update = match *change {
            Change::AddTokens(amount) => update.add(bucket::tokens(), amount),
            Change::SubtractTokens(amount) => update.subtract(bucket::tokens(), amount),
            Change::SetTokens(amount) => update.set(bucket::tokens(), amount),
            Change::SubtractLeft(amount) => update.subtract(bucket::left(), amount),
            Change::Hit(hits) => update.add(bucket::hits(), hits),
            Change::Owner(owner) => update.set(bucket::owner(), owner),
            Change::Note(note) => update.set_or_remove(bucket::note(), note),
            Change::NoteOfOwner => update.set_to(bucket::note(), bucket::owner()),
            Change::Append(entry) => update.append(bucket::log(), [entry]),
            Change::Prepend(entry) => update.prepend(bucket::log(), [entry]),
        };
    }
    if let Some(owner) = owned_by {
        update = update.only_if(bucket::owner().eq(owner));
    }
    let draft = NewBucket { name: "it".into() }
        .tokens(new.tokens)
        .left(new.left)
        .hits(new.hits)
        .owner(new.owner.as_str())
        .note(new.note.clone())
        .log(new.log.clone());
    match update.or_insert(draft).await {
        Ok(bucket) => Some(bucket.into()),
        Err(error) => {
            let is_refused = error.is_condition_failed() || !error.violations().is_empty();
            assert!(is_refused, "{error}");
            None
        }
    }
}

/// Removes the attributes that an item may lack.
async fn strip(bed: &Bed, state: &mut State) {
    let found = stored(&bed.db, "buckets", [("name", s("it"))]).await;
    let mut item = found.unwrap();
    for name in ["left", "note", "log"] {
        item.remove(name);
    }
    raw_put(&bed.db, "buckets", item).await;
    (state.left, state.note) = (5, None);
    state.log.clear();
}

#[tokio::test]
async fn an_item_is_what_the_changes_make_of_the_stored_or_the_new_one() {
    let random = &mut Rng::with_seed(11);
    let bed = Bed::with(BUCKETS).await;
    let buckets = Buckets::new(&bed.db);
    let mut current: Option<State> = None;
    for step in 0..600 {
        if random.u8(0..8) == 0 {
            raw_delete(&bed.db, "buckets", [("name", s("it"))]).await;
            current = None;
        }
        if let Some(state) = &mut current
            && random.u8(0..6) == 0
        {
            strip(&bed, state).await;
        }
        let (changes, new) = (changes(random), fresh(random));
        let owned_by = (random.u8(0..4) == 0).then_some("eve");
        // A new item has to keep the rules, whether it is needed or not.
        let inserted = applied(&changes, new.clone());
        let expected = match (&current, &inserted) {
            (_, None) => None,
            (None, inserted) => inserted.clone(),
            (Some(old), _) if owned_by.is_some_and(|owner| owner != old.owner) => None,
            (Some(old), _) => applied(&changes, old.clone()),
        };
        let found = update(&buckets, &changes, &new, owned_by).await;
        assert_eq!(
            found, expected,
            "step {step}: {changes:?} over {current:?}, {new:?}"
        );
        current = expected.or(current);
        let read = buckets.get("it").consistent().await.unwrap();
        assert_eq!(read.map(State::from), current, "step {step}: {changes:?}");
    }
}
