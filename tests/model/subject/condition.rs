//! Conditions, as calls of handles.

/// Tests of any attribute, and more that are given.
macro_rules! test {
    ($test:expr, $handle:expr $(, $pattern:pat => $result:expr)* $(,)?) => {
        match $test {
            Test::Exists => $handle.exists(),
            Test::NotExists => $handle.not_exists(),
            $($pattern => $result,)*
            #[allow(unreachable_patterns, reason = "of some attributes everything is asked")]
            other => unreachable!("{other:?} is not asked there"),
        }
    };
}

/// Tests of what can be compared.
macro_rules! compared {
    ($test:expr, $handle:expr, $read:expr $(, $pattern:pat => $result:expr)* $(,)?) => {
        test!($test, $handle,
            Test::Eq(value) => $handle.eq($read(value)),
            Test::Ne(value) => $handle.ne($read(value)),
            Test::In(values) => $handle.is_in(values.iter().map($read)),
            Test::Lt(value) => $handle.lt($read(value)),
            Test::Ge(value) => $handle.ge($read(value)),
            Test::Between(low, high) => $handle.between($read(low), $read(high)),
            $($pattern => $result),*
        )
    };
}

macro_rules! text_test {
    ($test:expr, $handle:expr $(, $pattern:pat => $result:expr)* $(,)?) => {
        compared!($test, $handle, nested::text,
            Test::BeginsWith(prefix) => $handle.begins_with(prefix.as_str()),
            Test::Contains(part) => $handle.contains(nested::text(part)),
            Test::SizeEq(size) => $handle.size().eq(*size),
            Test::SizeGt(size) => $handle.size().gt(*size),
            $($pattern => $result),*
        )
    };
}

/// Tests of a set, list or map.
macro_rules! sized {
    ($test:expr, $handle:expr, $read:expr $(, $pattern:pat => $result:expr)* $(,)?) => {
        test!($test, $handle,
            Test::Eq(value) => $handle.eq($read(value)),
            Test::Ne(value) => $handle.ne($read(value)),
            Test::SizeEq(size) => $handle.size().eq(*size),
            Test::SizeGt(size) => $handle.size().gt(*size),
            $($pattern => $result),*
        )
    };
}

/// A condition on one attribute.
macro_rules! condition {
    ($at:expr, $test:expr, $module:ident, $spec:expr) => {{
        use dynamite_sample::models::$module;
        let test = $test;
        match $at {
            At::Owner => text_test!(test, $module::owner()),
            At::Title => text_test!(test, $module::title()),
            At::Email => text_test!(test, $module::email()),
            At::State => test!(test, $module::state(),
                Test::Eq(value) => $module::state().eq(nested::state(value)),
                Test::Ne(value) => $module::state().ne(nested::state(value)),
                Test::In(values) => $module::state().is_in(values.iter().map(nested::state))),
            At::Count => compared!(test, $module::count(), nested::int::<i32>),
            At::Level => compared!(test, $module::level(), nested::int::<u8>),
            At::Label => text_test!(test, $module::label(),
                Test::Absent => $module::label().is_absent(),
                Test::Present => $module::label().is_present()),
            At::Rank => compared!(test, $module::rank(), nested::int::<u16>,
                Test::Absent => $module::rank().is_absent(),
                Test::Present => $module::rank().is_present()),
            At::Badge => compared!(test, $module::badge(), nested::int::<u32>,
                Test::Absent => $module::badge().is_absent(),
                Test::Present => $module::badge().is_present()),
            At::Nick => text_test!(test, $module::nick(),
                Test::Absent => $module::nick().is_absent(),
                Test::Present => $module::nick().is_present()),
            At::Tags => sized!(test, $module::tags(), nested::text_set,
                Test::Contains(member) => $module::tags().contains(nested::text(member))),
            At::Lots => sized!(test, $module::lots(), nested::number_set,
                Test::Contains(member) => $module::lots().contains(nested::int::<i32>(member)),
                Test::Absent => $module::lots().is_absent(),
                Test::Present => $module::lots().is_present()),
            At::Lines => sized!(test, $module::lines(), nested::lines,
                Test::Contains(line) => $module::lines().contains(nested::line(line))),
            At::Quantity(at) => compared!(test, $module::lines().at(*at).quantity(), nested::int::<u32>),
            At::Marks => sized!(test, $module::marks(), nested::texts,
                Test::Contains(mark) => $module::marks().contains(nested::text(mark)),
                Test::Absent => $module::marks().is_absent(),
                Test::Present => $module::marks().is_present()),
            At::Notes => sized!(test, $module::notes(), nested::notes),
            At::Note(key) => text_test!(test, $module::notes().key(key),
                Test::Absent => $module::notes().key(key).is_absent(),
                Test::Present => $module::notes().key(key).is_present()),
            At::Detail => test!(test, $module::detail(),
                Test::Absent => $module::detail().is_absent(),
                Test::Present => $module::detail().is_present()),
            At::Bio => text_test!(test, $module::detail().bio(),
                Test::Absent => $module::detail().bio().is_absent(),
                Test::Present => $module::detail().bio().is_present()),
            At::DetailRank => compared!(test, $module::detail().rank(), nested::int::<i32>),
            At::Due => compared!(test, $module::due(), |it| time::read(it, $spec.due),
                Test::Absent => $module::due().is_absent(),
                Test::Present => $module::due().is_present()),
            other => unreachable!("{other:?} is not asked about"),
        }
    }};
}

pub(super) use {compared, condition, sized, test, text_test};
