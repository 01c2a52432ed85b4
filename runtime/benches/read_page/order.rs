//! An item of 17 attributes, read and written as generated code does it.

use std::collections::BTreeSet;

use dynamite::codec::generated as rt;
use dynamite::codec::{
    Attribute, Bytes, DecodeError, EncodeError, List, Reader, Set, Value, Writer,
};
use dynamite::dec;
use dynamite::expr::Path;
use dynamite::types::{Decimal, Timestamp, Ulid};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Order {
    pub(crate) id: Ulid,
    pub(crate) customer: String,
    pub(crate) email: String,
    pub(crate) status: String,
    pub(crate) note: Option<String>,
    pub(crate) total: Decimal,
    pub(crate) quantity: u32,
    pub(crate) version: u64,
    pub(crate) weight: f64,
    pub(crate) paid: bool,
    pub(crate) gift: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) tags: BTreeSet<String>,
    pub(crate) address: Address,
    pub(crate) scores: Vec<i64>,
    pub(crate) signature: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Address {
    pub(crate) street: String,
    pub(crate) city: String,
}

impl Order {
    pub(crate) fn example(number: u32) -> Self {
        let time = Timestamp::constant(1_700_000_000 + i64::from(number), 123_000_000);
        Self {
            id: Ulid::from_parts(
                1_700_000_000_000 + u64::from(number),
                u128::from(number) << 40,
            ),
            customer: format!("customer-{number:06}"),
            email: format!("customer.{number}@example.com"),
            status: "shipped".into(),
            note: number
                .is_multiple_of(2)
                .then(|| "leave it with the neighbours, please".into()),
            total: Decimal::from(number)
                .checked_add(dec!(0.95))
                .unwrap_or_default(),
            quantity: number % 17,
            version: u64::from(number),
            weight: f64::from(number) / 8.0,
            paid: true,
            gift: number.is_multiple_of(3),
            created_at: time,
            updated_at: time,
            tags: ["fragile", "europe"].map(String::from).into(),
            address: Address {
                street: format!("{number} Long Street"),
                city: "Zürich".into(),
            },
            scores: vec![1, 20, 300],
            signature: number.to_le_bytes().repeat(4),
        }
    }

    pub(crate) fn read<'de, R: Reader<'de>>(reader: &mut R) -> Result<Self, DecodeError> {
        let mut id = None;
        let mut customer = None;
        let mut email = None;
        let mut status = None;
        let mut note = None;
        let mut total = None;
        let mut quantity = None;
        let mut version = None;
        let mut weight = None;
        let mut paid = None;
        let mut gift = None;
        let mut created_at = None;
        let mut updated_at = None;
        let mut tags = None;
        let mut address = None;
        let mut scores = None;
        let mut signature = None;
        while let Some(name) = reader.next_attribute()? {
            match &*name {
                "id" => rt::read::<Ulid, _>(&mut id, "id", reader)?,
                "customer" => rt::read::<String, _>(&mut customer, "customer", reader)?,
                "email" => rt::read::<String, _>(&mut email, "email", reader)?,
                "status" => rt::read::<String, _>(&mut status, "status", reader)?,
                "note" => rt::read_nullable::<String, _>(&mut note, "note", reader)?,
                "total" => rt::read::<Decimal, _>(&mut total, "total", reader)?,
                "quantity" => rt::read::<u32, _>(&mut quantity, "quantity", reader)?,
                "version" => rt::read::<u64, _>(&mut version, "version", reader)?,
                "weight" => rt::read::<f64, _>(&mut weight, "weight", reader)?,
                "paid" => rt::read::<bool, _>(&mut paid, "paid", reader)?,
                "gift" => rt::read::<bool, _>(&mut gift, "gift", reader)?,
                "created_at" => rt::read::<Timestamp, _>(&mut created_at, "created_at", reader)?,
                "updated_at" => rt::read::<Timestamp, _>(&mut updated_at, "updated_at", reader)?,
                "tags" => rt::read_nullable::<Set<String>, _>(&mut tags, "tags", reader)?,
                "address" => rt::read::<Address, _>(&mut address, "address", reader)?,
                "scores" => rt::read_nullable::<List<i64>, _>(&mut scores, "scores", reader)?,
                "signature" => rt::read::<Bytes, _>(&mut signature, "signature", reader)?,
                _ => reader.skip()?,
            }
        }
        Ok(Self {
            id: rt::required(id, "id")?,
            customer: rt::required(customer, "customer")?,
            email: rt::required(email, "email")?,
            status: rt::required(status, "status")?,
            note,
            total: rt::required(total, "total")?,
            quantity: rt::required(quantity, "quantity")?,
            version: rt::required(version, "version")?,
            weight: rt::required(weight, "weight")?,
            paid: rt::required(paid, "paid")?,
            gift: rt::required(gift, "gift")?,
            created_at: rt::required(created_at, "created_at")?,
            updated_at: rt::required(updated_at, "updated_at")?,
            tags: tags.unwrap_or_default(),
            address: rt::required(address, "address")?,
            scores: scores.unwrap_or_default(),
            signature: rt::required(signature, "signature")?,
        })
    }

    pub(crate) fn write<W: Writer>(&self, writer: &mut W) -> Result<(), EncodeError> {
        rt::write::<Ulid, _>("id", &self.id, writer)?;
        rt::write::<String, _>("customer", &self.customer, writer)?;
        rt::write::<String, _>("email", &self.email, writer)?;
        rt::write::<String, _>("status", &self.status, writer)?;
        rt::write_optional::<String, _>("note", &self.note, writer)?;
        rt::write::<Decimal, _>("total", &self.total, writer)?;
        rt::write::<u32, _>("quantity", &self.quantity, writer)?;
        rt::write::<u64, _>("version", &self.version, writer)?;
        rt::write::<f64, _>("weight", &self.weight, writer)?;
        rt::write::<bool, _>("paid", &self.paid, writer)?;
        rt::write::<bool, _>("gift", &self.gift, writer)?;
        rt::write::<Timestamp, _>("created_at", &self.created_at, writer)?;
        rt::write::<Timestamp, _>("updated_at", &self.updated_at, writer)?;
        rt::write::<Set<String>, _>("tags", &self.tags, writer)?;
        rt::write::<Address, _>("address", &self.address, writer)?;
        rt::write::<List<i64>, _>("scores", &self.scores, writer)?;
        rt::write::<Bytes, _>("signature", &self.signature, writer)
    }
}

impl Attribute for Address {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, reader: &mut R) -> Result<Self, DecodeError> {
        rt::expect_map(&value)?;
        let mut street = None;
        let mut city = None;
        while let Some(name) = reader.next_attribute()? {
            match &*name {
                "street" => rt::read::<String, _>(&mut street, "street", reader)?,
                "city" => rt::read::<String, _>(&mut city, "city", reader)?,
                _ => reader.skip()?,
            }
        }
        Ok(Self {
            street: rt::required(street, "street")?,
            city: rt::required(city, "city")?,
        })
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        writer.begin_map()?;
        rt::write::<String, _>("street", &value.street, writer)?;
        rt::write::<String, _>("city", &value.city, writer)?;
        writer.end_map();
        Ok(())
    }
}
