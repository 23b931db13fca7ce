//! Exports that tests make and sign themselves: P-256, one authority, one device unless asked for more.

use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use slipcheck_codec::{
    der::tlv,
    encoding::{Base64, hex},
    time::Moment,
};
use slipcheck_signature::sha256;

/// 2026-04-01T08:00:00Z.
pub(crate) const START: i64 = 1_775_030_400;

/// A key, with what follows from it.
pub(crate) struct Signer256(SigningKey);

impl Signer256 {
    pub(crate) fn new(secret: u8) -> Self {
        Self(SigningKey::from_slice(&[secret; 32]).unwrap())
    }

    pub(crate) fn point(&self) -> Vec<u8> {
        self.0.verifying_key().to_sec1_point(false).as_bytes().to_vec()
    }

    pub(crate) fn serial(&self) -> [u8; 32] {
        sha256(&self.point())
    }

    /// The beginning of places.
    pub(crate) fn place(&self) -> String {
        hex(&self.serial()[..4])
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let signature: Signature = self.0.sign(message);
        signature.to_bytes().to_vec()
    }

    fn spki(&self) -> Vec<u8> {
        let algorithm = [
            tlv(0x06, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]),
            tlv(0x06, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]),
        ]
        .concat();
        tlv(0x30, &[tlv(0x30, &algorithm), tlv(0x03, &[&[0][..], &self.point()].concat())].concat())
    }

    /// A certificate of this key, by an issuer.
    pub(crate) fn certificate(
        &self,
        name: &str,
        issuer: &Self,
        issuer_name: &str,
        is_ca: bool,
        days: (&str, &str),
    ) -> Vec<u8> {
        certificate(&self.spki(), name, issuer, issuer_name, is_ca, days)
    }
}

/// A certificate of any key.
pub(crate) fn certificate(
    spki: &[u8],
    name: &str,
    issuer: &Signer256,
    issuer_name: &str,
    is_ca: bool,
    days: (&str, &str),
) -> Vec<u8> {
    let named = |name: &str| {
        let attribute = tlv(0x30, &[tlv(0x06, &[0x55, 0x04, 0x03]), tlv(0x0c, name.as_bytes())].concat());
        tlv(0x30, &tlv(0x31, &attribute))
    };
    let algorithm = tlv(0x30, &tlv(0x06, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
    let time = |text: &str| tlv(0x17, format!("{text}000000Z").as_bytes());
    let basic = if is_ca { tlv(0x30, &[1, 1, 0xff]) } else { tlv(0x30, &[]) };
    let extension = tlv(0x30, &[tlv(0x06, &[0x55, 0x1d, 0x13]), tlv(0x01, &[0xff]), tlv(0x04, &basic)].concat());
    let tbs = tlv(
        0x30,
        &[
            tlv(0xa0, &[2, 1, 2]),
            tlv(0x02, &[0x11]),
            algorithm.clone(),
            named(issuer_name),
            tlv(0x30, &[time(days.0), time(days.1)].concat()),
            named(name),
            spki.to_vec(),
            tlv(0xa3, &tlv(0x30, &extension)),
        ]
        .concat(),
    );
    let fixed = issuer.sign(&tbs);
    let number = |half: &[u8]| {
        let half: Vec<u8> = half.iter().copied().skip_while(|b| *b == 0).collect();
        tlv(0x02, &if half[0] & 0x80 != 0 { [&[0][..], &half].concat() } else { half })
    };
    let signature = tlv(0x30, &[number(&fixed[..32]), number(&fixed[32..])].concat());
    tlv(0x30, &[tbs, algorithm, tlv(0x03, &[&[0][..], &signature].concat())].concat())
}

/// What a log is about.
#[derive(Clone)]
pub(crate) enum What {
    /// Step, number, client, process type and data.
    Tra(&'static str, u64, String, String, String),
    Sys(&'static str, Vec<u8>),
    Aud,
}

/// A log before it is written.
#[derive(Clone)]
pub(crate) struct Log {
    pub(crate) counter: u64,
    pub(crate) seconds: i64,
    pub(crate) what: What,
    pub(crate) version: u8,
    pub(crate) digest: u8,
    /// Parts of the name that stand in place of the log's own.
    pub(crate) name: Option<String>,
    pub(crate) indefinite: bool,
}

pub(crate) fn number(value: u64) -> Vec<u8> {
    let bytes: Vec<u8> = value.to_be_bytes().into_iter().skip_while(|b| *b == 0).collect();
    match bytes.first() {
        None => vec![0],
        Some(0x80..) => [&[0][..], &bytes].concat(),
        _ => bytes,
    }
}

impl Log {
    pub(crate) fn new(counter: u64, what: What) -> Self {
        let seconds = START + 10 * counter as i64;
        Self { counter, seconds, what, version: 2, digest: 3, name: None, indefinite: false }
    }

    pub(crate) fn sys(counter: u64, operation: &'static str) -> Self {
        Self::new(counter, What::Sys(operation, Vec::new()))
    }

    pub(crate) fn start(counter: u64, number: u64) -> Self {
        Self::new(counter, What::Tra("Start", number, "KASSE-1".into(), String::new(), String::new()))
    }

    pub(crate) fn update(counter: u64, number: u64) -> Self {
        Self::new(counter, What::Tra("Update", number, "KASSE-1".into(), String::new(), String::new()))
    }

    pub(crate) fn finish(counter: u64, number: u64) -> Self {
        let data = "Beleg^6.86_11.21_0.00_0.00_0.00^18.07:Bar";
        Self::new(counter, What::Tra("Finish", number, "KASSE-1".into(), "Kassenbeleg-V1".into(), data.into()))
    }

    pub(crate) fn at(self, seconds: i64) -> Self {
        Self { seconds, ..self }
    }

    pub(crate) fn client(mut self, name: &str) -> Self {
        if let What::Tra(_, _, client, ..) = &mut self.what {
            *client = name.into();
        }
        self
    }

    pub(crate) fn data(mut self, kind: &str, text: &str) -> Self {
        if let What::Tra(_, _, _, process_type, data) = &mut self.what {
            (*process_type, *data) = (kind.into(), text.into());
        }
        self
    }

    pub(crate) fn own_name(&self) -> String {
        let head = format!("Unixt_{}_Sig-{}_Log-", self.seconds, self.counter);
        match &self.what {
            What::Tra(step, number, client, ..) => format!("{head}Tra_No-{number}_{step}_Client-{client}.log"),
            What::Sys(operation, _) => format!("{head}Sys_{operation}.log"),
            What::Aud => format!("{head}Aud.log"),
        }
    }

    /// All elements before the signature.
    pub(crate) fn signed(&self, serial: [u8; 32]) -> Vec<u8> {
        let (kind, content) = match &self.what {
            What::Tra(step, number_, client, process_type, data) => {
                let data = if self.indefinite {
                    [&[0xa2, 0x80][..], &tlv(0x04, data.as_bytes()), &[0, 0]].concat()
                } else {
                    tlv(0x82, data.as_bytes())
                };
                let operation = format!("{step}Transaction");
                let parts = [
                    tlv(0x80, operation.as_bytes()),
                    tlv(0x81, client.as_bytes()),
                    data,
                    tlv(0x83, process_type.as_bytes()),
                    tlv(0x85, &number(*number_)),
                ];
                (1, parts.concat())
            }
            What::Sys(operation, data) => (2, [tlv(0x80, operation.as_bytes()), tlv(0x81, data)].concat()),
            What::Aud => (3, Vec::new()),
        };
        let audit = if kind == 3 { tlv(0x04, b"audit") } else { Vec::new() };
        [
            tlv(0x02, &[self.version]),
            tlv(0x06, &[0x04, 0x00, 0x7f, 0x00, 0x07, 0x03, 0x07, 0x01, kind]),
            content,
            tlv(0x04, &serial),
            tlv(0x30, &tlv(0x06, &[0x04, 0x00, 0x7f, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01, self.digest])),
            audit,
            tlv(0x02, &number(self.counter)),
            tlv(0x02, &number(self.seconds as u64)),
        ]
        .concat()
    }

    pub(crate) fn bytes(&self, device: &Signer256) -> Vec<u8> {
        let signed = self.signed(device.serial());
        let signature = tlv(0x04, &device.sign(&signed));
        tlv(0x30, &[signed, signature].concat())
    }

    pub(crate) fn entry(&self, device: &Signer256) -> (String, Vec<u8>) {
        (self.name.clone().unwrap_or_else(|| self.own_name()), self.bytes(device))
    }
}

/// The authority and its one device.
pub(crate) struct World {
    pub(crate) root: Signer256,
    pub(crate) device: Signer256,
    pub(crate) anchor: Vec<u8>,
}

/// Days of certificates.
pub(crate) const DAYS: (&str, &str) = ("240101", "340101");

impl World {
    pub(crate) fn new() -> Self {
        let (root, device) = (Signer256::new(1), Signer256::new(2));
        let anchor = root.certificate("ROOT", &root, "ROOT", true, DAYS);
        Self { root, device, anchor }
    }

    pub(crate) fn leaf(&self, device: &Signer256, days: (&str, &str)) -> (String, Vec<u8>) {
        let name = format!("{}_X509.der", hex(&device.serial()).to_uppercase());
        (name, device.certificate("TSE", &self.root, "ROOT", false, days))
    }

    /// `info.csv` and certificates.
    pub(crate) fn head(&self) -> Vec<(String, Vec<u8>)> {
        let root = format!("{}_X509.der", hex(&self.root.serial()).to_uppercase());
        vec![info(), self.leaf(&self.device, DAYS), (root, self.anchor.clone())]
    }

    /// A lawful day: two system logs, two receipts, one with an update, an audit log.
    pub(crate) fn day() -> Vec<Log> {
        vec![
            Log::sys(1, "initialize"),
            Log::sys(2, "updateTime"),
            Log::start(3, 1),
            Log::finish(4, 1),
            Log::start(5, 2),
            Log::update(6, 2),
            Log { indefinite: true, ..Log::finish(7, 2) },
            Log::new(8, What::Aud),
            Log::start(9, 3),
            Log { version: 3, ..Log::finish(10, 3) },
        ]
    }

    pub(crate) fn export(&self, logs: &[Log]) -> Vec<u8> {
        let logs = logs.iter().map(|log| log.entry(&self.device));
        tar(&self.head().into_iter().chain(logs).collect::<Vec<_>>())
    }
}

pub(crate) fn info() -> (String, Vec<u8>) {
    ("info.csv".into(), b"\"description:\",\"Kasse\",\"manufacturer:\",\"B\",\"version:\",\"1\"\n".to_vec())
}

/// A TAR of these files; long names as GNU has them.
pub(crate) fn tar(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut block = |name: &[u8], content: &[u8], kind: u8| {
        let mut header = [0u8; 512];
        let length = name.len().min(100);
        header[..length].copy_from_slice(&name[..length]);
        header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        header[148..156].fill(b' ');
        header[156] = kind;
        header[257..263].copy_from_slice(b"ustar\0");
        let sum: u32 = header.iter().map(|b| u32::from(*b)).sum();
        header[148..154].copy_from_slice(format!("{sum:06o}").as_bytes());
        header[154] = 0;
        out.extend(header);
        out.extend(content);
        out.resize(out.len().div_ceil(512) * 512, 0);
    };
    for (name, content) in files {
        if name.len() > 100 {
            block(b"././@LongLink", &[name.as_bytes(), &[0]].concat(), b'L');
        }
        block(name.as_bytes(), content, b'0');
    }
    out.extend([0; 1024]);
    out
}

/// A ZIP of these files, stored.
pub(crate) fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let at = out.len() as u32;
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        common.extend(crc32(content).to_le_bytes());
        common.extend((content.len() as u32).to_le_bytes());
        common.extend((content.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(content);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let at = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([(files.len() as u16).to_le_bytes(), (files.len() as u16).to_le_bytes()].concat());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// `2026-04-01T08:00:40.000Z`.
pub(crate) fn written(seconds: i64) -> String {
    Moment(seconds).rfc3339().replace('Z', ".000Z")
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    Base64::Standard.encode(bytes)
}
