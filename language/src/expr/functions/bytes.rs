//! Hashes, ids and bytes.

use dynamite_core::expr::functions::{bytes, ids};

use super::signature::{one, strict};
use super::{Family, Function, Sig};

pub(super) static FAMILY: Family = Family {
    title: "Ids, hashes and bytes",
    doc: "Ids are computed from other values, so that evaluating an expression again gives the \
          same id.",
    functions: FUNCTIONS,
};

static FUNCTIONS: &[Function] = &[
    Function {
        name: "uuid_v5",
        elsewhere: &["uuid", "uuid5", "uuidv5"],
        signatures: &[strict(
            &[one("namespace", Sig::String), one("name", Sig::String)],
            Sig::String,
            |it| ids::uuid_v5(it.string(0)?, it.string(1)?),
        )],
        doc: "The UUID of a name in a namespace (RFC 9562, version 5), in small letters.",
        examples: &[(
            "uuid_v5(\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\", \"www.example.com\")",
            "\"2ed6657d-e927-568b-95e1-2665a8aea6a2\"",
        )],
    },
    Function {
        name: "ulid",
        elsewhere: &["new_ulid"],
        signatures: &[strict(
            &[one("time", Sig::Timestamp), one("seed", Sig::String)],
            Sig::String,
            |it| ids::ulid(it.time(0)?, it.string(1)?),
        )],
        doc: "The ULID of a time from 1970 on and a seed, which should be different for each item: \
              its random part is the beginning of the SHA-256 of the seed.",
        examples: &[(
            "ulid(parse_time(\"2026-01-31T12:00:00Z\"), \"order#7\")",
            "\"01KG9YS7G0C00NESHAN1V3KH9P\"",
        )],
    },
    Function {
        name: "sha256",
        elsewhere: &["sha2", "sha_256", "hash"],
        signatures: &[
            strict(&[one("text", Sig::String)], Sig::String, |it| {
                Ok(bytes::sha256(it.string(0)?.as_bytes()))
            }),
            strict(&[one("bytes", Sig::Bytes)], Sig::String, |it| {
                Ok(bytes::sha256(it.bytes(0)?))
            }),
        ],
        doc: "The SHA-256 of bytes, or of a string in UTF-8, in 64 small hexadecimal digits.",
        examples: &[(
            "sha256(\"abc\")",
            "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"",
        )],
    },
    Function {
        name: "base64",
        elsewhere: &["to_base64", "btoa", "encode"],
        signatures: &[strict(&[one("bytes", Sig::Bytes)], Sig::String, |it| {
            Ok(bytes::base64(it.bytes(0)?))
        })],
        doc: "Bytes in Base64, with padding.",
        examples: &[("base64(to_bytes(\"Ada\"))", "\"QWRh\"")],
    },
    Function {
        name: "parse_base64",
        elsewhere: &["from_base64", "atob", "unbase64"],
        signatures: &[strict(&[one("text", Sig::String)], Sig::Bytes, |it| {
            bytes::parse_base64(it.string(0)?)
        })],
        doc: "The bytes of Base64 with padding.",
        examples: &[("parse_base64(\"QWRh\")", "to_bytes(\"Ada\")")],
    },
    Function {
        name: "to_bytes",
        elsewhere: &["bytes", "utf8"],
        signatures: &[strict(&[one("text", Sig::String)], Sig::Bytes, |it| {
            Ok(bytes::to_bytes(it.string(0)?))
        })],
        doc: "The bytes of a string in UTF-8.",
        examples: &[("size(to_bytes(\"ñ\"))", "2")],
    },
];
