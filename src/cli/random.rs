//! Random numbers for keys and salts: from the operating system, or from a seed when something shall be made again.

use core::convert::Infallible;
use rand_core::{TryCryptoRng, TryRng};
use slipcheck::signature::sha256;

/// SHA-256 in counter mode over a 32-byte key.
pub(crate) struct Generator {
    key: [u8; 32],
    counter: u64,
    block: [u8; 32],
    used: usize,
}

impl Generator {
    fn from_key(key: [u8; 32]) -> Self {
        Self { key, counter: 0, block: [0; 32], used: 32 }
    }

    /// Keyed by the operating system.
    ///
    /// # Errors
    /// The operating system has no random numbers.
    pub(crate) fn from_system() -> Result<Self, getrandom::Error> {
        let mut key = [0; 32];
        getrandom::fill(&mut key)?;
        Ok(Self::from_key(key))
    }

    /// Keyed by a seed: whoever knows the seed knows all that comes out.
    pub(crate) fn from_seed(seed: &str) -> Self {
        Self::from_key(sha256(format!("slipcheck seed {seed}").as_bytes()))
    }

    /// Another generator, for this purpose alone: what comes out does not depend on how much was drawn elsewhere.
    pub(crate) fn fork(&self, purpose: &str) -> Self {
        Self::from_key(sha256(&[&self.key[..], purpose.as_bytes()].concat()))
    }
}

impl TryRng for Generator {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for byte in bytes {
            if self.used == self.block.len() {
                self.block = sha256(&[&self.key[..], &self.counter.to_le_bytes()].concat());
                self.counter += 1;
                self.used = 0;
            }
            *byte = self.block[self.used];
            self.used += 1;
        }
        Ok(())
    }
}

impl TryCryptoRng for Generator {}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::Rng as _;

    #[test]
    fn a_seed_gives_the_same_numbers_and_forks_differ() {
        let draw = |mut generator: Generator| (generator.next_u64(), generator.next_u64());
        let seeded = || Generator::from_seed("x");
        assert_eq!(draw(seeded()), draw(seeded()));
        assert_ne!(draw(seeded()), draw(Generator::from_seed("y")));
        assert_eq!(draw(seeded().fork("a")), draw(seeded().fork("a")));
        assert_ne!(draw(seeded().fork("a")), draw(seeded().fork("b")));
        let (first, second) = draw(Generator::from_system().unwrap());
        assert_ne!(first, second);
    }
}
