//! Random faults, reproducible by a seed.

use fastrand::Rng;

use super::fault::Fault;

#[derive(Debug)]
pub(super) struct Chaos {
    random: Rng,
    rate: f64,
    faults: Vec<Fault>,
}

impl Chaos {
    pub(super) fn new(seed: u64, rate: f64, faults: Vec<Fault>) -> Self {
        Self {
            random: Rng::with_seed(seed),
            rate,
            faults,
        }
    }

    pub(super) fn pick(&mut self, applies: &dyn Fn(&Fault) -> bool) -> Option<Fault> {
        // Two draws for every request, whatever their result: the fault of one request must not
        // affect that of the next.
        let strikes = self.random.f64() < self.rate;
        let lot = self.random.u64(..);
        if !strikes {
            return None;
        }
        let suited: Vec<&Fault> = self.faults.iter().filter(|fault| applies(fault)).collect();
        let index = lot.checked_rem(suited.len() as u64)?;
        suited
            .get(usize::try_from(index).ok()?)
            .map(|fault| (*fault).clone())
    }
}
