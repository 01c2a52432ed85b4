//! One word in every part that it can have: so every word has been in every part, once there are as
//! many schemas as words.

use super::names::quoted;
use super::words::{ALIKE, DEVICES, FOREIGN, GENERATED, KEYWORDS, METHODS, TYPES};

/// Declarations for a schema, with the word that is its turn.
pub(super) struct Spotlight {
    /// For a member.
    member: String,
    /// For a model, a type or a repository.
    declared: String,
    /// Which of these.
    part: usize,
}

impl Spotlight {
    pub(super) fn new(seed: u64) -> Self {
        let seed = usize::try_from(seed).unwrap();
        let pools = [KEYWORDS, METHODS, GENERATED, DEVICES, ALIKE, FOREIGN, TYPES];
        let members: Vec<_> = pools.iter().flat_map(|pool| pool.split(", ")).collect();
        let letters: Vec<_> = ('A'..='Z').map(String::from).collect();
        let types = TYPES.split(", ").chain(letters.iter().map(String::as_str));
        let types: Vec<_> = types.collect();
        Self {
            member: quoted(members[seed % members.len()]),
            declared: types[seed % types.len()].to_owned(),
            part: seed / types.len() + seed % types.len(),
        }
    }

    /// Models.
    pub(super) fn models(&self) -> String {
        let member = &self.member;
        let plural = self.called(0, "SpotOnes");
        let three = self.called(1, "SpotThree");
        format!(
            "\
SpotOne:
  key: {member}
  plural: {plural}
  fields:
    {member}: {{ type: string, rust_name: first }}
    second: u8
    third: string
  indexes:
    {member}: {{ partition: second, sort: third, project: keys }}
SpotTwo:
  key: {{ partition: {member}, sort: sorted }}
  fields:
    {member}: ulid
    sorted: {{ type: u64, default: 1 }}
    nested: SpotIn
    others: list<SpotUnion>
    kinds: SpotKinds
    apart: SpotApart?
    word: {{ type: string, pattern: '^[\"\\{{}}*/#]{{0,9}}(//|/\\*)?' }}
  unique:
    {member}: [{member}, word]
{three}:
  key: id
  table: spot
  fields:
    id: ulid
    value: SpotEnum?
    up: ulid?
  indexes:
    by_up: {{ partition: up, sparse: true, project: [value] }}
  relations:
    {member}: {{ has_many: {three}, foreign_key: up }}
    pairs_of: {{ many_to_many: {three}, through: SpotPair, foreign_key: one, other_key: {member} }}
SpotPair:
  key: {{ partition: one, sort: {member} }}
  fields:
    one: ulid
    {member}: ulid
    weight: {{ type: u8, default: 1 }}
SpotFlat:
  key: id
  fields:
    id: ulid
    {member}: {{ type: SpotFlattened, flatten: true }}
    apart: {{ type: SpotApart?, flatten: true }}
  indexes:
    by_all: {{ partition: id, project: [apart] }}
SpotLetters:
  key: id
  fields: {{ id: ulid, a: i64, b: i64, c: i64, d: i64, e: i64, f: string? }}
"
        )
    }

    /// Types.
    pub(super) fn types(&self) -> String {
        let (member, declared) = (&self.member, &self.declared);
        let nested = self.called(2, "SpotNested");
        format!(
            "\
{nested}:
  unknown: keep
  fields:
    {member}: string
    value: SpotUnion?
SpotUnion:
  unknown: drop
  union:
    {member}:
      fields:
        {member}: {{ type: string, normalize: trim, not_blank: true }}
    other:
      {member}: u8
      nested: {nested}
SpotKinds:
  untagged: true
  union: {{ {member}: string, other: {{ type: timestamp, as: epoch_s }} }}
SpotApart:
  content: {member}
  tag: tag
  union:
    {member}: {{ {member}: u8 }}
    other: {{ value: SpotKinds? }}
SpotFlattened:
  tag: tag of flattened
  union:
    {member}: {{ {member}: {{ type: u8, min: 1 }}, value: SpotKinds }}
    other: {{ value: SpotEnum, nested: SpotIn? }}
    {declared}: {{}}
SpotEnum:
  enum:
    - {member}
    - {{ value: of_{declared}, rust_name: {declared} }}
SpotKept:
  unknown: keep
  fields:
    {member}: string
    other: u8?
SpotIn:
  unknown: drop
  fields:
    {member}: timestamp
    value: SpotEnum
"
        )
    }

    /// The word where it is its turn for this part, and another where it is not.
    fn called<'a>(&'a self, part: usize, otherwise: &'a str) -> &'a str {
        if self.part % 5 == part {
            &self.declared
        } else {
            otherwise
        }
    }
}
