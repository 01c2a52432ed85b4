//! Changes of an update, as calls of its methods.

/// What can be done to any attribute, and more that is given.
macro_rules! act {
    ($update:ident, $act:expr, $handle:expr, $read:expr $(, $pattern:pat => $result:expr)* $(,)?) => {
        match $act {
            Act::Set(value) => $update.set($handle, $read(value)),
            Act::SetIfAbsent(value) => $update.set_if_absent($handle, $read(value)),
            $($pattern => $result,)*
            other => unreachable!("{other:?} is not done there"),
        }
    };
}

/// What may be absent.
macro_rules! optional {
    ($update:ident, $act:expr, $handle:expr, $read:expr $(, $pattern:pat => $result:expr)* $(,)?) => {
        act!($update, $act, $handle, $read,
            Act::Remove => $update.remove($handle),
            Act::SetNone => $update.set_or_remove($handle, None.map($read)),
            $($pattern => $result),*
        )
    };
}

/// A copy of one of the texts.
macro_rules! copy {
    ($update:ident, $module:ident, $handle:expr, $source:expr) => {
        match $source {
            At::Label => $update.set_to($handle, $module::label()),
            At::Nick => $update.set_to($handle, $module::nick()),
            At::Title => $update.set_to($handle, $module::title()),
            other => unreachable!("{other:?} is not copied"),
        }
    };
}

/// A change of an update, or of a filtered one.
macro_rules! change {
    ($update:ident, $change:expr, $module:ident, $spec:expr) => {{
        use dynamite_sample::models::$module;
        let act = &$change.act;
        match &$change.at {
            At::Owner => act!($update, act, $module::owner(), nested::text),
            At::Title => act!($update, act, $module::title(), nested::text,
                Act::CopyOf(source) => copy!($update, $module, $module::title(), source)),
            At::State => act!($update, act, $module::state(), nested::state),
            At::Count => act!($update, act, $module::count(), nested::int::<i32>,
                Act::Add(more) => $update.add($module::count(), nested::int::<i32>(&n(*more))),
                Act::Subtract(less) => $update.subtract($module::count(), nested::int::<i32>(&n(*less)))),
            At::Level => act!($update, act, $module::level(), nested::int::<u8>,
                Act::Add(more) => $update.add($module::level(), nested::int::<u8>(&n(*more))),
                Act::Subtract(less) => $update.subtract($module::level(), nested::int::<u8>(&n(*less)))),
            At::Label => optional!($update, act, $module::label(), nested::text,
                Act::CopyOf(source) => copy!($update, $module, $module::label(), source)),
            At::Rank => optional!($update, act, $module::rank(), nested::int::<u16>,
                Act::Add(more) => $update.add($module::rank(), nested::int::<u16>(&n(*more))),
                Act::Subtract(less) => $update.subtract($module::rank(), nested::int::<u16>(&n(*less)))),
            At::Email => act!($update, act, $module::email(), nested::text),
            At::Badge => optional!($update, act, $module::badge(), nested::int::<u32>,
                Act::Add(more) => $update.add($module::badge(), nested::int::<u32>(&n(*more))),
                Act::Subtract(less) => $update.subtract($module::badge(), nested::int::<u32>(&n(*less)))),
            At::Nick => optional!($update, act, $module::nick(), nested::text,
                Act::CopyOf(source) => copy!($update, $module, $module::nick(), source)),
            At::Tags => act!($update, act, $module::tags(), nested::text_set,
                Act::Insert(members) => $update.insert($module::tags(), nested::text_set(members)),
                Act::Discard(members) => $update.discard($module::tags(), nested::text_set(members))),
            At::Lots => optional!($update, act, $module::lots(), nested::number_set,
                Act::Insert(members) => $update.insert($module::lots(), nested::number_set(members)),
                Act::Discard(members) => $update.discard($module::lots(), nested::number_set(members))),
            At::Lines => act!($update, act, $module::lines(), nested::lines,
                Act::Append(lines) => $update.append($module::lines(), lines.iter().map(nested::line)),
                Act::Prepend(lines) => $update.prepend($module::lines(), lines.iter().map(nested::line)),
                Act::RemoveAt(at) => $update.remove_at($module::lines(), *at)),
            At::Line(at) => act!($update, act, $module::lines().at(*at), nested::line),
            At::Quantity(at) => act!($update, act, $module::lines().at(*at).quantity(), nested::int::<u32>,
                Act::Add(more) => $update.add($module::lines().at(*at).quantity(), nested::int::<u32>(&n(*more))),
                Act::Subtract(less) => $update.subtract($module::lines().at(*at).quantity(), nested::int::<u32>(&n(*less)))),
            At::LineNote(at) => optional!($update, act, $module::lines().at(*at).note(), nested::text),
            At::Marks => optional!($update, act, $module::marks(), nested::texts,
                Act::Append(marks) => $update.append($module::marks(), marks.iter().map(nested::text)),
                Act::Prepend(marks) => $update.prepend($module::marks(), marks.iter().map(nested::text)),
                Act::RemoveAt(at) => $update.remove_at($module::marks(), *at)),
            At::Mark(at) => act!($update, act, $module::marks().at(*at), nested::text),
            At::Notes => act!($update, act, $module::notes(), nested::notes),
            At::Note(key) => optional!($update, act, $module::notes().key(key), nested::text),
            At::Detail => optional!($update, act, $module::detail(), nested::detail),
            At::Bio => optional!($update, act, $module::detail().bio(), nested::text),
            At::DetailRank => act!($update, act, $module::detail().rank(), nested::int::<i32>,
                Act::Add(more) => $update.add($module::detail().rank(), nested::int::<i32>(&n(*more)))),
            At::DetailTags => act!($update, act, $module::detail().tags(), nested::text_set,
                Act::Insert(members) => $update.insert($module::detail().tags(), nested::text_set(members)),
                Act::Discard(members) => $update.discard($module::detail().tags(), nested::text_set(members))),
            At::Links => act!($update, act, $module::detail().links(), nested::texts,
                Act::Append(links) => $update.append($module::detail().links(), links.iter().map(nested::text))),
            At::Link(at) => act!($update, act, $module::detail().links().at(*at), nested::text),
            At::Extra => optional!($update, act, $module::extra(), nested::document),
            At::ExtraKey(key) => optional!($update, act, $module::extra().key(key), nested::document),
            At::Due => optional!($update, act, $module::due(), |it| time::read(it, $spec.due)),
        }
    }};
}

pub(super) use {act, change, copy, optional};
