//! DER (X.690) as far as seals and signatures need it, beside what the codec reads: values are kept and compared as they stand.

pub(crate) use slipcheck_codec::der::{
    BIT_STRING, Cursor, GENERALIZED_TIME, INTEGER, OCTET_STRING, OID, SEQUENCE, SET, Tlv, UTC_TIME, tlv,
};

/// Values of elements.
pub(crate) trait Values<'a>: Sized {
    /// The value, if the element has this tag.
    fn of(self, tag: u8) -> Option<&'a [u8]>;
    /// The octets of a BIT STRING without unused bits.
    fn whole_bits(self) -> Option<&'a [u8]>;
    /// The octets of a non-negative INTEGER in its shortest form, without the octet that only bears the sign.
    fn unsigned(self) -> Option<&'a [u8]>;
    /// A small INTEGER.
    fn small(self) -> Option<u8>;
}

impl<'a> Values<'a> for Tlv<'a> {
    fn of(self, tag: u8) -> Option<&'a [u8]> {
        (self.tag == tag).then_some(self.value)
    }

    fn whole_bits(self) -> Option<&'a [u8]> {
        match self.value {
            [0, bits @ ..] if self.tag == BIT_STRING => Some(bits),
            _ => None,
        }
    }

    fn unsigned(self) -> Option<&'a [u8]> {
        match self.of(INTEGER)? {
            [] | [0, 0..=0x7f, ..] | [0x80..=0xff, ..] => None,
            [0, rest @ ..] if !rest.is_empty() => Some(rest),
            value => Some(value),
        }
    }

    fn small(self) -> Option<u8> {
        match self.unsigned()? {
            [number] => Some(*number),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn integers_have_one_form() {
        let unsigned = |value: &[u8]| Tlv::whole(&tlv(INTEGER, value)).and_then(Tlv::unsigned).map(<[u8]>::to_vec);
        assert_eq!(unsigned(&[0, 0x80]), Some(alloc::vec![0x80]));
        assert_eq!((unsigned(&[0x80]), unsigned(&[0, 1]), unsigned(&[])), (None, None, None));
        assert_eq!(unsigned(&[0]), Some(alloc::vec![0]));
        let bits = |value: &[u8]| Tlv::whole(&tlv(BIT_STRING, value)).and_then(Tlv::whole_bits).map(<[u8]>::to_vec);
        assert_eq!((bits(&[0, 7]), bits(&[1, 6]), bits(&[])), (Some(Vec::from([7])), None, None));
    }
}
