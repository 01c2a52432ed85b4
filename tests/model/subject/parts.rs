//! Parts of what the models are given, which differ from one to another.

/// A target: a key, with a version where the model has one.
macro_rules! target {
    (unlocked, $repo:ident.$verb:ident, $key:expr, $version:ident) => {{
        let _ = $version;
        $repo.$verb($key)
    }};
    ($type:ident, $repo:ident.$verb:ident, $key:expr, $version:ident) => {
        match $version {
            Some(version) => $repo.$verb(($key, nested::int::<$type>(&n(version)))),
            None => $repo.$verb($key.any_version()),
        }
    };
}

/// A condition on the key.
macro_rules! key_condition {
    ($module:ident, $key:expr, $($attribute:literal => $field:ident ($read:expr, $write:expr)),*) => {{
        let key: &Item = $key;
        let parts = [$(key.get($attribute).map(|it| dynamite_sample::models::$module::$field().eq($read(it)))),*];
        parts.into_iter().flatten().reduce(Condition::and)
    }};
}

macro_rules! key_in {
    ($module:ident, $name:expr, $values:expr, $($attribute:literal => $field:ident ($read:expr, $write:expr)),*) => {
        match $name {
            $($attribute => dynamite_sample::models::$module::$field().is_in($values.iter().map($read)),)*
            other => unreachable!("{other} is no key"),
        }
    };
}

/// Vouchers have a generated id, unless it is given.
macro_rules! with_id {
    (Voucher, $draft:expr, $given:ident) => {{
        let draft = $draft;
        if $given.generate {
            draft
        } else {
            draft.id(nested::ulid(&$given.key["id"]))
        }
    }};
    ($model:ident, $draft:expr, $given:ident) => {
        $draft
    };
}

/// The row as an item: of an index that holds everything, it is an entity.
macro_rules! whole_row {
    (ByOwner, $row:ident, $item:expr) => {
        $item
    };
    (ByRank, $row:ident, $item:expr) => {
        $item
    };
    (ByCount, $row:ident, $item:expr) => {
        $item
    };
    ($index:ident, $row:ident, $item:expr) => {{
        let _ = $item;
        $row.to_item()
    }};
}

macro_rules! lookups {
    (none, $repo:ident) => {
        fn lookup(_: &$repo, _: &Lookup, _: Visible) -> Option<LookupBy<Self>> {
            None
        }
    };
    (hard, $repo:ident) => {
        lookups!(@all $repo, |lookup, _visible| lookup);
    };
    (soft, $repo:ident) => {
        lookups!(@all $repo, |lookup, visible| match visible {
            Visible::Live => lookup,
            Visible::All => lookup.with_deleted(),
            Visible::Deleted => lookup.only_deleted(),
        });
    };
    (@all $repo:ident, |$found:ident, $visible:ident| $seen:expr) => {
        fn lookup(repo: &$repo, lookup: &Lookup, $visible: Visible) -> Option<LookupBy<Self>> {
            let $found = match lookup {
                Lookup::Email(email) => repo.by_email(email),
                Lookup::Badge(badge) => repo.by_badge(*badge),
                Lookup::OwnerNick(owner, nick) => repo.by_owner_nick(owner, nick),
            };
            Some($seen)
        }
    };
}

pub(super) use {key_condition, key_in, lookups, target, whole_row, with_id};
