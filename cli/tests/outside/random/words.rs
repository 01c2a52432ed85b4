//! The words that random schemas are made of: words that mean something elsewhere.

/// Keywords, of all editions.
pub(super) const KEYWORDS: &str = "\
     type, fn, match, self, Self, super, crate, async, await, dyn, try, gen, union, yield, abstract, \
     become, box, do, final, macro, override, priv, typeof, unsized, virtual, static, const, raw, \
     safe, macro_rules, auto, default, _, in, for, where, mut, ref, pub, use, move, impl, true, \
     false, loop, extern, unsafe, enum, struct, trait, mod, return";

/// Methods and traits of the standard library, and prefixes that clippy has ideas about.
pub(super) const METHODS: &str = "\
     iter, into_iter, next, new, default, len, is_empty, eq, cmp, hash, add, sub, mul, div, neg, not, \
     shl, deref, drop, index, borrow, clone, fmt, from_str, as_ref, to_owned, to_string, into, from, \
     try_from, get_name, is_open, to_city, from_city, into_city, as_city, set_city, with_city, \
     bitand, from_iter, as_mut, partial_cmp, rem, bitor, take, map, then, unwrap, expect, is_some, \
     max, min, count, sum, get_mut, iter_mut, lines, parse, join, cloned, copied, zip, chain, rev, \
     fold, any, position, ne, lt, ge";

/// What generated code and the runtime call things.
pub(super) const GENERATED: &str = "\
     rt, rest, fields, tag, reader, writer, value, link, item, mine, other, key, source, partition, \
     sort, checker, fresh, _fresh, stored, f, attribute, hooks, client, field, field_x, query, \
     create, get, find, table, tables, models, primary, all, shape, nested, rules, name, draft, \
     model, handle, by_id, check, settle, normalize, finish, read, write, child, at, size, exists, \
     set, add_to, remove, path, row, none, some, ok, err, p, s, m, c, h, r, w, d, v, a, b, x, core, \
     std, alloc, dynamite, support, rules_of_x, pattern, with_hooks, as_str, into_path, problem, \
     skip, version, key_condition, included, pairs, TABLES, ALL, SHAPE, NESTED, aux_, one, many, \
     self_, other_key, foreign_key, field_2, values, patterns, results, init, place, call, new_, \
     _new, restore, purge, upsert, attach, sync, unique, guard, by_x, by, for_each, expect_map, \
     unknown_tag, settle_optional, capabilities, attributes";

/// Names that Windows keeps for devices.
pub(super) const DEVICES: &str = "\
     aux, con, nul, prn, com1, lpt9, com0, clock";

/// Names that differ in little.
pub(super) const ALIKE: &str = "\
     userId, user_id, UserID, userID, a1, a_1, A1, x-y, x.y, x y, x/y, x_y, xY, __x, x__y, _x, x_, \
     a__b, A_B, s3, S3Bucket, http2, HTTPServer";

/// Names that no identifier follows from.
pub(super) const FOREIGN: &str = "\
     naïve, größe, ключ, 名前, 2fa, 50%, a+b, #, 😀, a\\\"b";

/// Types of the standard library, of the runtime, and what generated code makes of names.
pub(super) const TYPES: &str = "\
     String, Vec, Option, Some, None, Ok, Err, Result, Box, Clone, Copy, Debug, Default, Drop, \
     Iterator, Into, From, ToString, Send, Sync, Sized, Fn, PartialEq, Eq, Hash, Ord, Str, U8, Bool, \
     Char, F64, Client, Repository, Path, Query, Model, Row, Key, Draft, Index, Table, \
     TableDescriptor, Fresh, Reader, Writer, Document, Ulid, Uuid, Timestamp, Date, Decimal, Hooks, \
     NoHooks, Capabilities, Required, Optional, KeyField, List, Map, Set, Coded, Primary, New, \
     Handle, Attribute, Value, Names, Shape, Rules, Rule, Check, Lookup, Tables, ALL, Self, Aux, Con, \
     Nul, Prn, Com1, Lpt1, A, B, C, D, H, M, P, R, S, T, W, Rt, Mod, Lib, Main, Core, Std, Crate, \
     Super, Type, Async, Gen, Try, Union, Dynamite, Support, I, X1, HTTPServer, HttpServer, ABC, Abc, \
     AB, Ab, Users, User, NewUser, UserKey, UserPath, UserDraft, UserByName, Order, OrderLine, \
     Profile, News, Box2, Never, Static, Enum, Struct, Impl, E, Error, Deref, Display, Write, Read, \
     AsRef, BTreeMap, Codec, Item, Fields, Link, Other, WithHooks, Models, Schema, Codegen, Handles, \
     Cow, Rc, Arc, Pin, Future, Stream, Unit, Any, Pair, Include, Page, Filter, Condition, Update, \
     Change, Changes, Lock, ByVersion, Unlocked, Versioned, Guarded, SoftDelete, Nested, Attributes, \
     Descriptor, Com2, Lpt2, Clock, Aux2";
