//! Any bytes as an OFD package, and as each of its entries (XML, the value that was signed): a report, and never the full tick.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slipcheck::{check::check, input::Input, pki::Store, time::Moment, verdict::Word};

/// A package of one page with one signature.
const ENTRIES: [(&str, &str); 6] = [
    (
        "OFD.xml",
        "<OFD><DocBody><DocInfo/><DocRoot>D/Document.xml</DocRoot><Signatures>S/Signatures.xml</Signatures></DocBody></OFD>",
    ),
    (
        "D/Document.xml",
        "<Document><Pages><Page ID=\"1\" BaseLoc=\"P.xml\"/></Pages><Attachments>A.xml</Attachments></Document>",
    ),
    (
        "D/P.xml",
        "<Page><Content><Layer><TextObject ID=\"2\" Boundary=\"1 1 50 5\" Size=\"3\"><TextCode X=\"0\" Y=\"3\">138.00</TextCode></TextObject></Layer></Content></Page>",
    ),
    ("S/Signatures.xml", "<Signatures><Signature ID=\"1\" BaseLoc=\"Signature.xml\"/></Signatures>"),
    (
        "S/Signature.xml",
        "<Signature><SignedInfo><References CheckMethod=\"SM3\"><Reference FileRef=\"/D/P.xml\"><CheckValue>AAAA</CheckValue></Reference></References></SignedInfo>\
         <SignedValue>/S/Value.dat</SignedValue></Signature>",
    ),
    ("S/Value.dat", "0"),
];

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
    })
}

fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let (at, size) = ((out.len() as u32).to_le_bytes(), (content.len() as u32).to_le_bytes());
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        common.extend([crc32(content).to_le_bytes(), size, size].concat());
        common.extend([(name.len() as u16).to_le_bytes(), [0, 0]].concat());
        out.extend([b"PK\x03\x04", &common[..], name.as_bytes(), content].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &common[..], &[0; 10], &at, name.as_bytes()].concat());
    }
    let (at, count) = ((out.len() as u32).to_le_bytes(), (entries.len() as u16).to_le_bytes());
    let size = (directory.len() as u32).to_le_bytes();
    out.extend([&directory[..], b"PK\x05\x06\0\0\0\0", &count, &count, &size, &at, &[0, 0]].concat());
    out
}

fn look(file: Vec<u8>) {
    let reports = check(&Input::file(file), &Store::default(), Moment(1_790_000_000));
    assert!(reports.iter().all(|report| report.verdict.word() != Word::Verified));
}

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        return look(bytes.to_vec());
    }
    let Some((which, content)) = bytes.split_first() else { return };
    let mut entries = ENTRIES.map(|(name, text)| (name, text.as_bytes()));
    let count = entries.len();
    entries[usize::from(*which) % count].1 = content;
    look(packed(&entries));
});
