//! Receipts that are files: invoices as OFD under an electronic seal, receipts as PDF.

use super::{
    Content, NOTHING, Sample,
    till::{NARROW, Till, draft, with},
};
use crate::cli::{
    demo_ca::house::{House, seal_dates},
    document::{
        invoice::Invoice,
        ofd::{self, Entries, Form, Sealing},
        pdf::{self, Receipt},
    },
    layout::Layout,
    slip_file::Members,
};

/// An invoice's members, of companies that do not exist.
pub(crate) const INVOICE: &str = r#"{
  "number": "26000000000000000001",
  "date": "2026-11-20",
  "sellerName": "云栖面馆（演示）",
  "sellerTaxId": "92000000MA0000000K",
  "buyerName": "演示科技有限公司",
  "buyerTaxId": "91000000MA0000000N",
  "item": "*餐饮服务*餐费",
  "amountExcludingTax": "130.19",
  "taxAmount": "7.81",
  "total": "138.00"
}
"#;

/// The name of the seal.
const SEAL: &str = "演示发票专用章";

fn sealed(house: &House, invoice: &Invoice) -> Result<Entries, String> {
    let sealing = Sealing {
        form: Form::V4,
        signer: &house.invoice.signatory(),
        maker: &house.seal_maker.signatory(),
        name: SEAL,
        dates: seal_dates(house.at),
        at: house.at,
    };
    ofd::sealed(invoice, &sealing, &mut house.random.fork("ofd"))
}

fn entry<'e>(entries: &'e mut Entries, name: &str) -> Option<&'e mut Vec<u8>> {
    entries.iter_mut().find(|(known, _)| known == name).map(|(_, content)| content)
}

/// An invoice is dated to the day of the slips, which is the day on which it is sealed.
fn invoice(house: &House, total: [&str; 3]) -> Result<Invoice, String> {
    let day = house.at.civil(8 * 3600).at_offset(0).rfc3339();
    let invoice = Invoice::read(INVOICE.as_bytes())?;
    Ok(Invoice { date: day.get(..10).unwrap_or_default().to_owned(), amounts: total.map(str::to_owned), ..invoice })
}

fn lines(slip: &Members) -> Vec<String> {
    let all = [Layout::Zh.lines(slip, NARROW, false), Layout::Zh.footer(NARROW)].concat();
    all.into_iter().map(|line| line.text).collect()
}

/// All of them.
///
/// # Errors
/// One cannot be signed.
pub(super) fn all(till: &mut Till<'_>) -> Result<Vec<Sample>, String> {
    let mut samples = invoices(till.house)?;
    samples.extend(receipts(till)?);
    Ok(samples)
}

fn invoices(house: &House) -> Result<Vec<Sample>, String> {
    let small = invoice(house, ["130.19", "7.81", "138.00"])?;
    let good = sealed(house, &small)?;
    let mut altered = good.clone();
    if let Some(page) = entry(&mut altered, ofd::PAGE) {
        *page = String::from_utf8_lossy(page).replace("138.00", "738.00").into_bytes();
    }
    // Another invoice, whole, under what was signed for the first.
    let large =
        Invoice { number: "26000000000000000002".to_owned(), ..invoice(house, ["1301.89", "78.11", "1380.00"])? };
    let mut borrowed = sealed(house, &large)?;
    for name in [ofd::VALUE, ofd::SEAL] {
        let own = good.iter().find(|(known, _)| known == name).map(|(_, content)| content.clone());
        if let (Some(place), Some(own)) = (entry(&mut borrowed, name), own) {
            *place = own;
        }
    }
    let document = |entries: &Entries| Content::Document("ofd", ofd::packed(entries));
    Ok(vec![
        Sample {
            id: "invoice-good",
            title: ["完好的电子发票（OFD）", "A good invoice (OFD)", "Eine gute Rechnung (OFD)"],
            expect: "verified",
            cause: None,
            broken: NOTHING,
            content: document(&good),
        },
        Sample {
            id: "invoice-amount-altered",
            title: [
                "电子发票（OFD）的金额被改",
                "The amount of an invoice (OFD) was altered",
                "Der Betrag einer Rechnung (OFD) wurde geändert",
            ],
            expect: "altered",
            cause: Some("field-altered"),
            broken: [
                "盖章之后，页面上的价税合计从 138.00 改成了 738.00；文件里的数据还是原来的。",
                "After sealing, the total on the page was changed from 138.00 to 738.00; the data in the file are still the old ones.",
                "Nach dem Siegeln wurde der Gesamtbetrag auf der Seite von 138.00 auf 738.00 geändert; die Daten in der Datei sind noch die alten.",
            ],
            content: document(&altered),
        },
        Sample {
            id: "invoice-seal-borrowed",
            title: [
                "电子发票（OFD）的印章是从另一张发票上移来的",
                "An invoice (OFD) with the seal of another one",
                "Eine Rechnung (OFD) mit dem Siegel einer anderen",
            ],
            expect: "altered",
            cause: Some("field-altered"),
            broken: [
                "签章值取自另一张 138.00 的发票，被放进这张 1380.00 的发票里。印章本身是真的，但盖的不是这张发票。",
                "What was sealed for another invoice, over 138.00, was put into this one, over 1380.00. The seal is genuine, but it was not set on this invoice.",
                "Was für eine andere Rechnung über 138.00 gesiegelt wurde, steht jetzt in dieser über 1380.00. Das Siegel ist echt, aber es gehört nicht zu dieser Rechnung.",
            ],
            content: document(&borrowed),
        },
    ])
}

fn receipts(till: &mut Till<'_>) -> Result<Vec<Sample>, String> {
    let house = till.house;
    let slip = till.slip(0, "138.00");
    let random = till.random();
    let own = lines(&slip);
    let receipt = Receipt { lines: &own, code: None, form: false };
    let name = "Slipcheck Demo Bank Receipts";
    let good = pdf::signed(&receipt, &house.document_rsa.signatory(), name, house.at, &mut random.fork("good"))?;
    let other = lines(&with(&slip, "amount", "738.00"));
    let changed = pdf::changed(&good, &Receipt { lines: &other, ..receipt });

    let slip = till.slip(1, "268.50");
    let own = lines(&slip);
    let form = Receipt { lines: &own, code: None, form: true };
    let signed = pdf::signed(&form, &house.document.signatory(), name, house.at, &mut random.fork("form"))?;
    let filled = pdf::filled_in(&signed, "报销：行政部");

    let slip = till.slip(0, "46.00");
    let code = draft(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    let own = lines(&slip);
    let mailed = pdf::plain(&Receipt { lines: &own, code: Some(&code.text()), form: false })?;

    let document = |bytes: Vec<u8>| Content::Document("pdf", bytes);
    Ok(vec![
        Sample {
            id: "receipt-signed",
            title: ["完好的回单（签名的 PDF）", "A good receipt (signed PDF)", "Ein guter Beleg (signiertes PDF)"],
            expect: "verified",
            cause: None,
            broken: NOTHING,
            content: document(good),
        },
        Sample {
            id: "receipt-changed",
            title: [
                "签名之后，回单（PDF）被改",
                "A receipt (PDF) was changed after signing",
                "Ein Beleg (PDF) wurde nach dem Signieren geändert",
            ],
            expect: "altered",
            cause: Some("changed-after-signing"),
            broken: [
                "签名之后，在文件末尾追加了新的页面内容：金额从 138.00 变成了 738.00。签过名的那一版还在文件里。",
                "After signing, another content of the page was added at the end of the file: 138.00 became 738.00. The signed version is still in the file.",
                "Nach dem Signieren kam am Ende der Datei ein anderer Seiteninhalt hinzu: Aus 138.00 wurde 738.00. Die signierte Fassung steckt noch in der Datei.",
            ],
            content: document(changed),
        },
        Sample {
            id: "receipt-filled-in",
            title: [
                "签名之后，按允许填写了表单（PDF）",
                "A form that was filled in as permitted (PDF)",
                "Ein Formular, wie erlaubt ausgefüllt (PDF)",
            ],
            expect: "verified",
            cause: None,
            broken: [
                "没有任何问题：签名人允许在签名之后填写备注栏，只填了这一栏。",
                "Nothing is broken: the signer permits filling in the note after signing, and only that was done.",
                "Nichts ist falsch: Der Signierende erlaubt, nach dem Signieren die Notiz auszufüllen, und nur das geschah.",
            ],
            content: document(filled),
        },
        Sample {
            id: "receipt-with-code",
            title: [
                "邮件里的小票（PDF，带二维码）",
                "A receipt from a mail (PDF with a QR code)",
                "Ein Beleg aus einer E-Mail (PDF mit QR-Code)",
            ],
            expect: "verified",
            cause: None,
            broken: [
                "没有任何问题：文件本身没有签名，签名在页面的二维码里。",
                "Nothing is broken: the file itself bears no signature, it is in the QR code on its page.",
                "Nichts ist falsch: Die Datei selbst trägt keine Signatur, sie steckt im QR-Code auf der Seite.",
            ],
            content: document(mailed),
        },
    ])
}
