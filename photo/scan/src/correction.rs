//! Reed-Solomon codes over GF(256) as QR codes have them (ISO/IEC 18004 §7.5.2): x⁸ + x⁴ + x³ + x² + 1, roots from α⁰ on.

/// The field's polynomial.
const POLYNOMIAL: u16 = 0x11d;
/// Powers of α, twice over: no sum of two logarithms goes beyond.
const POWERS: [u8; 512] = tables().0;
/// Logarithms to the base α; that of 0 is not defined.
const LOGARITHMS: [u8; 256] = tables().1;

const fn tables() -> ([u8; 512], [u8; 256]) {
    let (mut powers, mut logarithms) = ([0; 512], [0; 256]);
    let mut value = 1_u16;
    let mut exponent = 0;
    while exponent < 255 {
        powers[exponent] = value as u8;
        powers[exponent + 255] = value as u8;
        logarithms[value as usize] = exponent as u8;
        value <<= 1;
        if value > 255 {
            value ^= POLYNOMIAL;
        }
        exponent += 1;
    }
    (powers, logarithms)
}

fn logarithm(value: u8) -> usize {
    usize::from(LOGARITHMS[usize::from(value)])
}

/// α to a power below 510.
fn power(exponent: usize) -> u8 {
    POWERS.get(exponent).copied().unwrap_or_default()
}

fn times(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 { 0 } else { power(logarithm(a) + logarithm(b)) }
}

/// `b` is not 0.
fn over(a: u8, b: u8) -> u8 {
    if a == 0 { 0 } else { power(logarithm(a) + 255 - logarithm(b)) }
}

/// A polynomial, lowest coefficient first, at `α` to a power below 255.
fn at(polynomial: &[u8], exponent: usize) -> u8 {
    let step = |sum: u8, coefficient: &u8| coefficient ^ if sum == 0 { 0 } else { power(logarithm(sum) + exponent) };
    polynomial.iter().rev().fold(0, step)
}

/// The block at the first `checks` powers of α; all are 0 in a block without errors.
fn syndromes(block: &[u8], checks: usize) -> Vec<u8> {
    let step = |exponent: usize| {
        move |sum: u8, codeword: &u8| codeword ^ if sum == 0 { 0 } else { power(logarithm(sum) + exponent) }
    };
    (0..checks).map(|exponent| block.iter().fold(0, step(exponent))).collect()
}

/// Puts a block right whose last `checks` codewords are error correction. Returns how many codewords were wrong; `None`
/// when they are more than half the checks, and the block may be anything.
pub(crate) fn correct(block: &mut [u8], checks: usize) -> Option<usize> {
    if block.len() > 255 || checks > block.len() {
        return None;
    }
    let syndromes_found = syndromes(block, checks);
    if syndromes_found.iter().all(|syndrome| *syndrome == 0) {
        return Some(0);
    }
    let locator = locator(&syndromes_found);
    let errors = locator.len() - 1;
    if errors > checks / 2 {
        return None;
    }
    // What the wrong codewords are off by (Forney's formula).
    let evaluator: Vec<u8> = (0..checks)
        .map(|i| {
            let terms = locator.iter().take(i + 1).enumerate();
            terms.fold(0, |sum, (j, a)| sum ^ times(*a, syndromes_found.get(i - j).copied().unwrap_or_default()))
        })
        .collect();
    let derivative: Vec<u8> =
        locator.iter().enumerate().skip(1).map(|(i, a)| if i % 2 == 1 { *a } else { 0 }).collect();
    let mut found = 0;
    for (position, codeword) in block.iter_mut().rev().enumerate() {
        let inverse = (255 - position) % 255;
        if at(&locator, inverse) != 0 {
            continue;
        }
        let slope = at(&derivative, inverse);
        if slope == 0 {
            return None;
        }
        *codeword ^= times(power(position), over(at(&evaluator, inverse), slope));
        found += 1;
    }
    let right = found == errors && syndromes(block, checks).iter().all(|syndrome| *syndrome == 0);
    right.then_some(errors)
}

/// The shortest polynomial whose roots tell where the errors are (Berlekamp and Massey); its degree is their number.
fn locator(syndromes: &[u8]) -> Vec<u8> {
    let (mut current, mut last) = (vec![1_u8], vec![1_u8]);
    let (mut length, mut gap, mut last_discrepancy) = (0, 1, 1_u8);
    for (k, syndrome) in syndromes.iter().enumerate() {
        let discrepancy = (1..=length).fold(*syndrome, |sum, i| {
            let coefficient = current.get(i).copied().unwrap_or_default();
            sum ^ times(coefficient, syndromes.get(k - i).copied().unwrap_or_default())
        });
        if discrepancy == 0 {
            gap += 1;
            continue;
        }
        let factor = over(discrepancy, last_discrepancy);
        let mut next = current.clone();
        if next.len() < last.len() + gap {
            next.resize(last.len() + gap, 0);
        }
        for (coefficient, a) in next.iter_mut().skip(gap).zip(&last) {
            *coefficient ^= times(factor, *a);
        }
        if 2 * length <= k {
            (last, last_discrepancy, length, gap) = (current, discrepancy, k + 1 - length, 1);
        } else {
            gap += 1;
        }
        current = next;
    }
    // A locator of another degree than its length has no roots for all of its errors.
    current.resize(length + 1, 0);
    current
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random and are the same each time (xorshift).
    fn random(state: &mut u64) -> usize {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        (*state >> 16) as usize
    }

    /// Appends checks: the remainder of a division by the product of (x − αⁱ).
    fn encode(data: &[u8], checks: usize) -> Vec<u8> {
        let mut generator = vec![1_u8];
        for i in 0..checks {
            let mut next = generator.clone();
            next.push(0);
            for (slot, a) in next.iter_mut().skip(1).zip(&generator) {
                *slot ^= times(*a, power(i));
            }
            generator = next;
        }
        let mut rest = data.to_vec();
        rest.resize(data.len() + checks, 0);
        for i in 0..data.len() {
            let factor = rest[i];
            for (slot, a) in rest[i..].iter_mut().zip(&generator) {
                *slot ^= times(*a, factor);
            }
        }
        [data, &rest[data.len()..]].concat()
    }

    #[test]
    fn the_example_of_the_standard() {
        // ISO/IEC 18004 annex I: "01234567" as version 1-M.
        let data = [0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11];
        let checks = [0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55];
        let mut block = [&data[..], &checks[..]].concat();
        assert_eq!(encode(&data, 10), block);
        assert_eq!(correct(&mut block, 10), Some(0));
        block[3] ^= 0xff;
        block[20] ^= 1;
        assert_eq!(correct(&mut block, 10), Some(2));
        assert_eq!(block[..16], data);
    }

    #[test]
    fn as_many_errors_as_half_the_checks_and_no_more() {
        let mut state = 7;
        for round in 0..600 {
            let checks = [7, 10, 13, 17, 22, 28, 30][round % 7];
            let data: Vec<u8> = (0..9 + random(&mut state) % 110).map(|_| random(&mut state) as u8).collect();
            let sent = encode(&data, checks);
            let mut received = sent.clone();
            let errors = random(&mut state) % (checks / 2 + 1);
            let mut wrong = std::collections::BTreeSet::new();
            while wrong.len() < errors {
                wrong.insert(random(&mut state) % sent.len());
            }
            for at in &wrong {
                received[*at] ^= 1 + (random(&mut state) % 255) as u8;
            }
            assert_eq!(correct(&mut received, checks), Some(errors));
            assert_eq!(received, sent);
        }
        // Anything at all is hardly ever near a code, and is never said to be right when it is not.
        let mut near = 0;
        for _ in 0..3000 {
            let mut received: Vec<u8> = (0..26).map(|_| random(&mut state) as u8).collect();
            if correct(&mut received, 10).is_some() {
                near += 1;
                assert!(syndromes(&received, 10).iter().all(|syndrome| *syndrome == 0));
            }
        }
        assert_eq!(near, 0);
    }

    #[test]
    fn sizes_that_no_block_has_are_refused() {
        assert_eq!(correct(&mut [1; 256], 10), None);
        assert_eq!(correct(&mut [1; 5], 10), None);
        assert_eq!(correct(&mut [], 0), Some(0));
    }
}
