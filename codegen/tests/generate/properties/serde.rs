//! `service`: what is serialized; other schemas: nothing is.

use dynamite_codegen::generate::Layout;

use super::items::Items;
use crate::support::generated;

#[test]
fn nothing_is_serialized_unless_the_schema_says_so() {
    for schema in ["every_type", "shop", "unions"] {
        for (path, text) in generated(schema, Layout::CheckedIn).iter() {
            assert!(!text.contains("serde"), "{schema}/{path}");
            assert!(!text.contains("Patch"), "{schema}/{path}");
        }
    }
}

#[test]
fn what_a_patch_may_change_is_neither_a_key_nor_kept_nor_for_output_only() {
    let account = Items::of("service", "account.rs");
    let patch = account.item("pub struct AccountPatch");
    patch.has([
        "pub email: rt::Option<rt::String>",
        "pub phone: rt::Option<rt::Option<rt::String>>",
        "pub password: rt::Option<rt::String>",
    ]);
    patch.lacks(["pub id:", "plan", "pin", "version", "created_at"]);
    account
        .item("impl ::core::fmt::Debug for AccountPatch")
        .has(["(\"password\", &rt::Redacted)"]);
    // All fields of an entrance are its key.
    let entrance = Items::of("service", "entrance.rs");
    entrance.item("pub struct EntrancePatch").has(["{}"]);
    entrance
        .item("impl EntrancePatch")
        .has(["fn is_empty(&self) -> bool { true }"]);
}

#[test]
fn serialized_code_is_compiled_with_the_feature_only() {
    let account = Items::of("service", "account.rs");
    assert!(account.names("impl rt::serde::").is_empty());
    assert_eq!(account.names("rt::with_serde! ").len(), 5);
    let root = Items::of("service", "mod.rs");
    root.item("::dynamite::codegen_support::require_serde!")
        .has(["();"]);
}
