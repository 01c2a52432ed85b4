//! Sets.

use dynamite_core::KeyKind;
use dynamite_core::expr::functions::sets;

use super::signature::{one, strict};
use super::{Family, Function, Parameter, Sig, Signature};

pub(super) static FAMILY: Family = Family {
    title: "Sets",
    doc: "`size`, `contains` and `to_list` take sets as well.",
    functions: FUNCTIONS,
};

pub(super) const STRINGS: Sig = Sig::Set(KeyKind::String);
pub(super) const NUMBERS: Sig = Sig::Set(KeyKind::Number);
pub(super) const BYTES: Sig = Sig::Set(KeyKind::Binary);

/// A signature of `union`.
const fn union(parameters: &'static [Parameter], set: Sig) -> Signature {
    strict(parameters, set, |it| sets::union(it.value(0), it.value(1)))
}

/// A signature of `without`.
const fn without(parameters: &'static [Parameter], set: Sig) -> Signature {
    strict(parameters, set, |it| {
        sets::without(it.value(0), it.value(1))
    })
}

static FUNCTIONS: &[Function] = &[
    Function {
        name: "to_set",
        elsewhere: &["set", "as_set"],
        signatures: &[
            strict(&[one("strings", Sig::List(&Sig::String))], STRINGS, |it| {
                sets::string_set(it.list(0)?)
            }),
            strict(&[one("numbers", Sig::List(&Sig::Number))], NUMBERS, |it| {
                sets::number_set(it.list(0)?)
            }),
            strict(&[one("bytes", Sig::List(&Sig::Bytes))], BYTES, |it| {
                sets::bytes_set(it.list(0)?)
            }),
        ],
        doc: "The set of the items. An empty set is stored as an absent attribute.",
        examples: &[("size(to_set([\"a\", \"b\", \"a\"]))", "2")],
    },
    Function {
        name: "union",
        elsewhere: &["set_add", "set_union"],
        signatures: &[
            union(&[one("set", STRINGS), one("other", STRINGS)], STRINGS),
            union(&[one("set", NUMBERS), one("other", NUMBERS)], NUMBERS),
            union(&[one("set", BYTES), one("other", BYTES)], BYTES),
        ],
        doc: "The members of either set.",
        examples: &[("union(to_set([1]), to_set([2]))", "to_set([1, 2])")],
    },
    Function {
        name: "without",
        elsewhere: &["set_remove", "except", "difference", "minus"],
        signatures: &[
            without(&[one("set", STRINGS), one("other", STRINGS)], STRINGS),
            without(&[one("set", NUMBERS), one("other", NUMBERS)], NUMBERS),
            without(&[one("set", BYTES), one("other", BYTES)], BYTES),
        ],
        doc: "The members of the first set that are not in the second.",
        examples: &[("without(to_set([1, 2]), to_set([2]))", "to_set([1])")],
    },
];
