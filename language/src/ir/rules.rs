//! Rules for the values of fields.

use crate::source::Span;

/// What is done to the values of a field before they are written, and what they have to be then.
///
/// Reading applies none of it.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// What is done to a string before it is checked, in this order.
    pub normalize: Vec<Normalize>,
    /// What the value has to be. All of them have to hold; an absent value keeps every rule.
    pub checks: Vec<Check>,
}

impl Rules {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.normalize.is_empty() && self.checks.is_empty()
    }
}

/// One step of a normalization.
#[derive(Clone, Debug)]
pub struct Normalize {
    /// What is done.
    pub step: Step,
    /// Where it is declared.
    pub span: Span,
}

/// What a step of a normalization does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Takes white space away at both ends.
    Trim,
    /// [`Trim`](Self::Trim), and makes white space inside single spaces.
    CollapseWhitespace,
    /// Makes all letters small, as Unicode maps them.
    Lowercase,
    /// Makes all letters capital, as Unicode maps them.
    Uppercase,
    /// Calls a Rust function, by path: `fn(&str) -> String`.
    Rust(String),
}

/// One check.
#[derive(Clone, Debug)]
pub struct Check {
    /// What has to hold.
    pub rule: Rule,
    /// What to say if it does not, in place of Dynamite's own words.
    pub message: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// What has to hold of a value.
///
/// A length is that of a string in characters (Unicode scalar values), of bytes in bytes, of a
/// list, map or set in members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A string with something else than white space in it.
    NotBlank,
    /// At least this long.
    MinLength(usize),
    /// At most this long.
    MaxLength(usize),
    /// At least this number: decimal text of at most 38 digits, a value of the field's type.
    Min(String),
    /// At most this number: decimal text of at most 38 digits, a value of the field's type.
    Max(String),
    /// A string in which this regular expression is found. It has the syntax of `regex-lite`, and
    /// it compiles.
    Pattern(String),
    /// A string of a well-known form.
    Format(Format),
    /// A value that a Rust function accepts, by path: `fn(&T) -> Result<(), impl Display>`, where
    /// `T` is the field's Rust type.
    Rust(String),
}

impl Rule {
    /// The key that the rule has in a schema file.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotBlank => "not_blank",
            Self::MinLength(_) => "min_length",
            Self::MaxLength(_) => "max_length",
            Self::Min(_) => "min",
            Self::Max(_) => "max",
            Self::Pattern(_) => "pattern",
            Self::Format(_) => "format",
            Self::Rust(_) => "rust",
        }
    }
}

/// A well-known form of strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// An e-mail address.
    Email,
    /// An absolute URL with a host.
    Url,
    /// A UUID with hyphens.
    Uuid,
    /// A ULID.
    Ulid,
    /// An IPv4 or IPv6 address.
    Ip,
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// A phone number as E.164 has it.
    Phone,
    /// Small letters and digits in groups with single hyphens between them.
    Slug,
}

impl Format {
    /// Every form.
    pub const ALL: [Self; 9] = [
        Self::Email,
        Self::Url,
        Self::Uuid,
        Self::Ulid,
        Self::Ip,
        Self::Ipv4,
        Self::Ipv6,
        Self::Phone,
        Self::Slug,
    ];

    /// Its word in a schema file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Url => "url",
            Self::Uuid => "uuid",
            Self::Ulid => "ulid",
            Self::Ip => "ip",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Phone => "phone",
            Self::Slug => "slug",
        }
    }
}

/// A codec of the user's own, for the values of one field.
#[derive(Clone, Debug)]
pub struct Codec {
    /// Path of a type that implements `dynamite::codec::Codec`, whose values are those of the
    /// field's Rust type.
    pub path: String,
    /// Where it is declared.
    pub span: Span,
}
