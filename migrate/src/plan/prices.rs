//! What units cost.

use std::fmt;
use std::str::FromStr;

/// What a million units cost, in a currency that is not named.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices {
    /// A million read units, each for a consistent read of 4 KB.
    pub reads: f64,
    /// A million write units, each for a write of 1 KB.
    pub writes: f64,
    /// Where these prices are from.
    pub source: String,
}

impl Prices {
    /// The prices of on-demand tables of the class Standard in US East (N. Virginia), in US dollars, as AWS
    /// published them in November 2024.
    pub fn us_east_1() -> Self {
        Self {
            reads: 0.125,
            writes: 0.625,
            source: "US dollars on demand in us-east-1, as of November 2024".to_owned(),
        }
    }

    /// Returns what units cost.
    pub fn of(&self, read_units: f64, write_units: f64) -> f64 {
        (read_units * self.reads + write_units * self.writes) / 1_000_000.0
    }
}

/// Prices that are written as `reads=0.125,writes=0.625`.
impl FromStr for Prices {
    type Err = BadPrices;

    fn from_str(text: &str) -> Result<Self, BadPrices> {
        let bad = || BadPrices(text.to_owned());
        let (mut reads, mut writes) = (None, None);
        for part in text.split(',') {
            let (name, price) = part.split_once('=').ok_or_else(bad)?;
            let price: f64 = price.trim().parse().map_err(|_| bad())?;
            let place = match name.trim() {
                "reads" => &mut reads,
                "writes" => &mut writes,
                _ => return Err(bad()),
            };
            if !price.is_finite() || price < 0.0 || place.replace(price).is_some() {
                return Err(bad());
            }
        }
        Ok(Self {
            reads: reads.ok_or_else(bad)?,
            writes: writes.ok_or_else(bad)?,
            source: "the given prices".to_owned(),
        })
    }
}

/// A text that does not say prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPrices(String);

impl fmt::Display for BadPrices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` does not say prices: write what a million units of both kinds cost, such as \
             `reads=0.125,writes=0.625`",
            self.0
        )
    }
}

impl std::error::Error for BadPrices {}

#[cfg(test)]
mod tests {
    use super::Prices;

    #[test]
    fn prices_are_read_and_multiplied() {
        let prices: Prices = "writes=2, reads=0.5".parse().unwrap();
        assert!((prices.of(1e6, 3e6) - 6.5).abs() < 1e-9);
        for bad in [
            "",
            "reads=1",
            "reads=1,writes=-1",
            "reads=1,reads=2",
            "reads=1,writes=x",
        ] {
            let error = bad.parse::<Prices>().unwrap_err().to_string();
            assert!(error.contains("reads=0.125"), "{error}");
        }
    }
}
