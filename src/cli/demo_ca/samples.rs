//! The sample slips: good ones, and bad ones that are each broken in one named way.

use super::house::{House, MERCHANTS, Signer};
use crate::cli::{
    jws::{Code, Detached, Draft},
    layout::Layout,
    picture,
    random::Generator,
    slip_file::{Members, REQUIRED},
};
use serde_json::{Value, json};
use slipcheck::{
    signature::{Digest, Scheme},
    time::Moment,
};
use std::path::Path;

/// A sample, its verdict, and what is broken, in Chinese, English and German.
pub(crate) struct Sample {
    /// Also the name of its file.
    pub(crate) id: &'static str,
    /// What it is called.
    pub(crate) title: [&'static str; 3],
    /// The verdict that it gets, with the demonstration's root trusted, its certificates and its CRL at hand.
    pub(crate) expect: &'static str,
    /// The first cause that it gets.
    pub(crate) cause: Option<&'static str>,
    /// What is broken, in a sentence.
    pub(crate) broken: [&'static str; 3],
    /// The slip.
    pub(crate) content: Content,
}

/// What a sample's file holds.
pub(crate) enum Content {
    /// A slip as text.
    Text(String),
    /// A PNG, or why there is none.
    Picture(Result<Vec<u8>, String>),
}

/// Columns of 58 mm and of 80 mm paper.
const NARROW: usize = 32;
const WIDE: usize = 48;

const ES256: Scheme = Scheme::Ecdsa(Digest::Sha256);

/// Makes slips one after another: each has its own numbers and time.
pub(crate) struct Till<'a> {
    house: &'a House,
    count: i64,
}

impl<'a> Till<'a> {
    /// A till that has printed nothing yet.
    pub(crate) fn new(house: &'a House) -> Self {
        Self { house, count: 0 }
    }

    /// Random numbers for the last slip.
    pub(crate) fn random(&self) -> Generator {
        self.house.random.fork(&self.count.to_string())
    }

    /// The members of the next slip of this merchant.
    pub(crate) fn slip(&mut self, merchant: usize, amount: &str) -> Members {
        self.count += 1;
        let (mid, name) = MERCHANTS.get(merchant).copied().unwrap_or_default();
        let local = Moment(self.house.at.0 - self.count * 1273).civil(8 * 3600).at_offset(0).rfc3339();
        let time = format!("{}+08:00", local.trim_end_matches('Z'));
        let clock: String = time.chars().skip(11).filter(char::is_ascii_digit).take(6).collect();
        let digits = |i: i64, n: u32| {
            format!("{:0width$}", (self.count * 7919 + i * 104_729) % 10_i64.pow(n), width = n as usize)
        };
        let members = json!({
            "mid": mid, "tid": "10450023", "merchant": name, "type": "sale", "amount": amount, "currency": "CNY",
            "time": time, "stan": format!("{:06}", 100 + self.count), "rrn": format!("{clock}{}", digits(1, 6)),
            "auth": digits(2, 6), "batch": "000214", "pan": format!("621700******{}", digits(3, 4)),
        });
        match members {
            Value::Object(members) => members,
            _ => Members::new(),
        }
    }
}

/// The members with one of them changed.
pub(crate) fn with(members: &Members, name: &str, value: &str) -> Members {
    let mut members = members.clone();
    members.insert(name.to_owned(), value.into());
    members
}

/// An attached slip on P-256 whose certificate is named by its digest.
pub(crate) fn draft(signer: &Signer) -> Draft {
    Draft {
        alg: "ES256",
        scheme: ES256,
        typ: Some("slip+jws"),
        x5c: vec![],
        x5t: Some(signer.der.clone()),
        detached: None,
    }
}

/// The certificate travels in the code, since no file of the demonstration holds it.
fn draft_with_leaf(signer: &Signer) -> Draft {
    Draft { x5c: vec![signer.der.clone()], x5t: None, ..draft(signer) }
}

/// A detached slip with the required members and their digests.
pub(crate) fn draft_detached(signer: &Signer) -> Draft {
    let detached = Detached {
        fields: REQUIRED.map(str::to_owned).to_vec(),
        digests: true,
        zone: "+08:00".to_owned(),
        critical: false,
    };
    Draft { detached: Some(detached), ..draft(signer) }
}

/// The slip as text: what is printed, the digest line, and the code when there is one.
fn text(layout: Layout, printed: &Members, digest: Option<&str>, code: Option<&str>) -> String {
    let width = if layout == Layout::Zh { NARROW } else { WIDE };
    page(layout, width, printed, digest, code, false)
}

fn page(
    layout: Layout,
    width: usize,
    printed: &Members,
    digest: Option<&str>,
    code: Option<&str>,
    reprint: bool,
) -> String {
    let mut lines = layout.lines(printed, width, reprint);
    lines.extend(digest.map(|digest| layout.digest(digest)));
    lines.extend(layout.footer(width));
    let mut text: String = lines.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect();
    if let Some(code) = code {
        text += code;
        text.push('\n');
    }
    text
}

/// The slip as text, everything as it was signed.
fn whole(layout: Layout, members: &Members, code: &Code) -> String {
    text(layout, members, Some(&code.digest_line()), Some(&code.text()))
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' | ':' | '.' | ',' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// Lines of 64 characters, as a chat program wraps them.
fn broken_lines(code: &str) -> String {
    let characters: Vec<char> = code.chars().collect();
    characters.chunks(64).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
}

/// All samples, the good ones first.
///
/// # Errors
/// A slip cannot be signed.
pub(crate) fn all(house: &House, font: Option<&Path>) -> Result<Vec<Sample>, String> {
    let mut till = Till::new(house);
    let mut samples = good(&mut till)?;
    samples.extend(changed(&mut till)?);
    samples.extend(certificates(&mut till)?);
    samples.extend(signing(&mut till)?);
    samples.extend(refused(&mut till)?);
    samples.extend(printed(&mut till, font)?);
    Ok(samples)
}

const NOTHING: [&str; 3] = ["没有任何问题。", "Nothing is broken.", "Nichts ist falsch."];

fn good(till: &mut Till<'_>) -> Result<Vec<Sample>, String> {
    let house = till.house;
    let slip = till.slip(0, "138.00");
    let code = draft(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    let attached = Sample {
        id: "good-attached",
        title: ["完好的签购单", "A good slip", "Ein guter Beleg"],
        expect: "verified",
        cause: None,
        broken: NOTHING,
        content: Content::Text(whole(Layout::Zh, &slip, &code)),
    };

    let slip = till.slip(1, "1268.50");
    let code = draft_detached(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    let detached = Sample {
        id: "good-detached",
        title: [
            "完好的签购单，签的是纸上的字",
            "A good slip whose paper itself is signed",
            "Ein guter Beleg, bei dem das Papier selbst signiert ist",
        ],
        expect: "verified",
        cause: None,
        broken: NOTHING,
        content: Content::Text(whole(Layout::ZhEn, &slip, &code)),
    };

    let mut slip = till.slip(2, "86.40");
    slip.insert("tip".to_owned(), "6.40".into());
    let code = draft(&house.second).sign(&slip, &house.second.key, &mut till.random())?;
    let english = Sample {
        id: "good-english",
        title: [
            "完好的英文签购单，含小费",
            "A good slip in English, with a tip",
            "Ein guter Beleg auf Englisch, mit Trinkgeld",
        ],
        expect: "verified",
        cause: None,
        broken: NOTHING,
        content: Content::Text(whole(Layout::En, &slip, &code)),
    };

    let slip = with(&till.slip(1, "59.90"), "type", "refund");
    let draft_p384 = Draft { alg: "ES384", scheme: Scheme::Ecdsa(Digest::Sha384), ..draft(&house.p384) };
    let code = draft_p384.sign(&slip, &house.p384.key, &mut till.random())?;
    let refund = Sample {
        id: "good-refund",
        title: [
            "完好的退货单（P-384 密钥）",
            "A good refund slip (key on P-384)",
            "Ein guter Gutschriftbeleg (Schlüssel auf P-384)",
        ],
        expect: "verified",
        cause: None,
        broken: NOTHING,
        content: Content::Text(whole(Layout::ZhEn, &slip, &code)),
    };

    let slip = till.slip(0, "42.00");
    let draft_rsa = Draft { alg: "PS256", scheme: Scheme::RsaPss(Digest::Sha256), ..draft(&house.rsa) };
    let code = draft_rsa.sign(&slip, &house.rsa.key, &mut till.random())?;
    let rsa = Sample {
        id: "good-rsa",
        title: ["完好的签购单（RSA 密钥）", "A good slip (RSA key)", "Ein guter Beleg (RSA-Schlüssel)"],
        expect: "verified",
        cause: None,
        broken: NOTHING,
        content: Content::Text(whole(Layout::Zh, &slip, &code)),
    };

    let slip = till.slip(0, "205.30");
    let code = draft(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    let lines = full_width(&text(Layout::Zh, &slip, Some(&code.digest_line()), None));
    let pasted = Sample {
        id: "good-pasted",
        title: [
            "完好的签购单，经聊天软件转发",
            "A good slip, forwarded by a chat program",
            "Ein guter Beleg, durch ein Chatprogramm weitergeleitet",
        ],
        expect: "verified",
        cause: None,
        broken: [
            "聊天软件把数字换成了全角，又给验签码加了换行；这不影响内容。",
            "The chat program made the digits full-width and broke the code into lines, which changes no meaning.",
            "Das Chatprogramm hat die Ziffern breit gemacht und den Code umbrochen; das ändert keine Bedeutung.",
        ],
        content: Content::Text(format!("{lines}{}\n", broken_lines(&code.text()))),
    };

    let slip = till.slip(2, "318.00");
    let code = draft(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    let code_only = Sample {
        id: "good-code-only",
        title: ["只有验签码，没有票面", "The code alone, without the paper", "Nur der Code, ohne das Papier"],
        expect: "verified",
        cause: None,
        broken: [
            "没有问题，但纸上的字还没有核对。",
            "Nothing is broken, but the paper has yet to be compared.",
            "Nichts ist falsch, aber das Papier ist noch zu vergleichen.",
        ],
        content: Content::Text(format!("{}\n", code.text())),
    };

    let slip = till.slip(0, "138.00");
    let code = draft(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    let reprint = Sample {
        id: "reprint",
        title: ["重打印的签购单", "A reprinted slip", "Ein nachgedruckter Beleg"],
        expect: "verified",
        cause: Some("duplicate-slip"),
        broken: [
            "这是重打印件：签名没有问题，但同一笔交易可能还有另一张。",
            "It is a reprint: the signature holds, but the same payment may have another slip.",
            "Es ist ein Nachdruck: Die Signatur stimmt, aber zur selben Zahlung kann es einen weiteren Beleg geben.",
        ],
        content: Content::Text(page(Layout::ZhEn, WIDE, &slip, Some(&code.digest_line()), Some(&code.text()), true)),
    };
    Ok(vec![attached, detached, english, refund, rsa, pasted, code_only, reprint])
}

fn changed(till: &mut Till<'_>) -> Result<Vec<Sample>, String> {
    let house = till.house;
    let slip = till.slip(0, "138.00");
    let code = draft(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    let amount = Sample {
        id: "amount-altered",
        title: ["票面金额被改", "The printed amount was altered", "Der gedruckte Betrag wurde geändert"],
        expect: "altered",
        cause: Some("field-altered"),
        broken: [
            "签的是 138.00，票面印的是 738.00。",
            "138.00 was signed, 738.00 is printed.",
            "Signiert wurden 138.00, gedruckt sind 738.00.",
        ],
        content: Content::Text(text(
            Layout::Zh,
            &with(&slip, "amount", "738.00"),
            Some(&code.digest_line()),
            Some(&code.text()),
        )),
    };

    let slip = till.slip(1, "36.00");
    let code = draft(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    let forged = with(&slip, "amount", "1999.50");
    let forged_payload = crate::cli::jws::canonical(&forged)?;
    let forged_code = Code { payload: forged_payload, ..code.clone() };
    let payload = Sample {
        id: "payload-altered",
        title: [
            "签名之后数据被改",
            "The data were changed after signing",
            "Die Daten wurden nach dem Signieren geändert",
        ],
        expect: "invalid",
        cause: Some("data-corrupted"),
        broken: [
            "签名之后，票面和验签码里的金额都被换掉了；签名和签名摘要对不上。",
            "The amount was replaced after signing, on the paper and in the code; signature and digest no longer fit.",
            "Der Betrag wurde nach dem Signieren ersetzt, auf dem Papier und im Code; Signatur und Prüfsumme passen nicht mehr.",
        ],
        content: Content::Text(text(Layout::ZhEn, &forged, Some(&code.digest_line()), Some(&forged_code.text()))),
    };

    let slip = till.slip(0, "57.00");
    let code = draft(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    let digest = code.digest_line();
    let wrong = match digest.split_at_checked(18) {
        Some((start, "7")) => format!("{start}1"),
        Some((start, _)) => format!("{start}7"),
        None => digest,
    };
    let digest_line = Sample {
        id: "digest-line-wrong",
        title: ["签名摘要印错", "A wrong digest line", "Eine falsche Prüfsummenzeile"],
        expect: "altered",
        cause: Some("field-altered"),
        broken: [
            "签名没有问题，但票面印的签名摘要最后一位不对。",
            "The signature holds, but the last digit of the printed digest is wrong.",
            "Die Signatur stimmt, aber die letzte Stelle der gedruckten Prüfsumme ist falsch.",
        ],
        content: Content::Text(text(Layout::Zh, &slip, Some(&wrong), Some(&code.text()))),
    };

    let slip = till.slip(1, "1268.50");
    let code = draft_detached(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    let digit = Sample {
        id: "detached-digit",
        title: ["票面有一个数字被改", "One printed digit was changed", "Eine gedruckte Ziffer wurde geändert"],
        expect: "altered",
        cause: Some("field-altered"),
        broken: [
            "签的是纸上的字：金额 1268.50 被改成了 1768.50。",
            "The paper itself is signed: the amount 1268.50 was changed to 1768.50.",
            "Das Papier selbst ist signiert: Aus dem Betrag 1268.50 wurde 1768.50.",
        ],
        content: Content::Text(text(
            Layout::ZhEn,
            &with(&slip, "amount", "1768.50"),
            Some(&code.digest_line()),
            Some(&code.text()),
        )),
    };

    let slip = till.slip(1, "75.00");
    let code = draft_detached(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    let paper_missing = Sample {
        id: "detached-code-only",
        title: [
            "签的是纸上的字，但没有票面",
            "The paper is signed, and is not there",
            "Das Papier ist signiert, und es fehlt",
        ],
        expect: "unreadable",
        cause: None,
        broken: [
            "这种验签码要和票面的字一起才能核对，这里只有验签码。",
            "This code can be checked only together with the printed text, and the code is all there is.",
            "Dieser Code lässt sich nur zusammen mit dem gedruckten Text prüfen, und da ist nur der Code.",
        ],
        content: Content::Text(format!("{}\n", code.text())),
    };
    Ok(vec![amount, payload, digest_line, digit, paper_missing])
}

fn certificates(till: &mut Till<'_>) -> Result<Vec<Sample>, String> {
    let house = till.house;
    let mut samples = Vec::new();
    let mut add = |id, draft: Draft, signer: &Signer, slip: Members, title, expect, cause, broken| {
        let code = draft.sign(&slip, &signer.key, &mut till.random())?;
        let content = Content::Text(whole(Layout::Zh, &slip, &code));
        samples.push(Sample { id, title, expect, cause: Some(cause), broken, content });
        Ok::<_, String>(())
    };
    let mut next = Till { house, count: 40 };
    add(
        "certificate-expired",
        draft(&house.expired),
        &house.expired,
        next.slip(0, "98.00"),
        ["证书已过期", "The certificate had expired", "Das Zertifikat war abgelaufen"],
        "certificate-problem",
        "certificate-expired",
        [
            "签名时，证书已经过期一个月。",
            "When the slip was signed, the certificate had been expired for a month.",
            "Als der Beleg signiert wurde, war das Zertifikat seit einem Monat abgelaufen.",
        ],
    )?;
    add(
        "certificate-not-yet-valid",
        draft_with_leaf(&house.not_yet_valid),
        &house.not_yet_valid,
        next.slip(1, "64.20"),
        ["证书尚未生效", "The certificate was not yet valid", "Das Zertifikat war noch nicht gültig"],
        "certificate-problem",
        "certificate-not-yet-valid",
        [
            "签名时，证书还要一个月才生效。",
            "When the slip was signed, the certificate was to become valid only a month later.",
            "Als der Beleg signiert wurde, war das Zertifikat erst einen Monat später gültig.",
        ],
    )?;
    add(
        "certificate-revoked",
        draft_with_leaf(&house.revoked),
        &house.revoked,
        next.slip(0, "512.00"),
        ["证书已吊销", "The certificate was revoked", "Das Zertifikat war gesperrt"],
        "certificate-problem",
        "certificate-revoked",
        [
            "签名前十天，证书因密钥泄露被吊销。",
            "Ten days before the slip was signed, the certificate was revoked because its key had leaked.",
            "Zehn Tage vor dem Signieren wurde das Zertifikat gesperrt, weil sein Schlüssel bekannt geworden war.",
        ],
    )?;
    add(
        "unknown-issuer",
        draft_with_leaf(&house.stranger),
        &house.stranger,
        next.slip(0, "240.00"),
        ["签发机构不明", "The issuer is unknown", "Der Aussteller ist unbekannt"],
        "unknown-issuer",
        "certificate-unknown-issuer",
        [
            "签名没有问题，但证书由另一家、没有被信任的机构签发。",
            "The signature holds, but its certificate comes from another authority, which is not trusted.",
            "Die Signatur stimmt, aber ihr Zertifikat kommt von einer anderen Stelle, der nicht vertraut wird.",
        ],
    )?;
    add(
        "certificate-absent",
        draft(&house.absent),
        &house.absent,
        next.slip(1, "19.90"),
        ["手头没有证书", "The certificate is not at hand", "Das Zertifikat liegt nicht vor"],
        "unknown-issuer",
        "certificate-unknown-issuer",
        [
            "验签码只写了证书的摘要，而这张证书不在手头。",
            "The code names its certificate by digest only, and that certificate is not at hand.",
            "Der Code nennt sein Zertifikat nur mit der Prüfsumme, und dieses Zertifikat liegt nicht vor.",
        ],
    )?;
    add(
        "certificate-wrong-usage",
        draft_with_leaf(&house.web_server),
        &house.web_server,
        next.slip(2, "33.00"),
        ["证书用途不对", "The certificate is for something else", "Das Zertifikat ist für etwas anderes"],
        "certificate-problem",
        "certificate-wrong-usage",
        [
            "签名用的是网站服务器的证书，它不能签签购单。",
            "It was signed with a web server's certificate, which may not sign slips.",
            "Signiert wurde mit dem Zertifikat eines Webservers, das keine Belege signieren darf.",
        ],
    )?;
    let foreign = with(&with(&next.slip(0, "77.00"), "mid", "898310155990199"), "merchant", "望江茶楼");
    add(
        "certificate-wrong-merchant",
        draft(&house.terminal),
        &house.terminal,
        foreign,
        ["证书不属于这家商户", "The certificate is another merchant's", "Das Zertifikat gehört einem anderen Händler"],
        "certificate-problem",
        "certificate-wrong-usage",
        [
            "证书写明了可以签名的商户，其中没有这张签购单的商户编号。",
            "The certificate names the merchants that it may sign for, and this slip's merchant is not one of them.",
            "Das Zertifikat nennt die Händler, für die es signieren darf, und der dieses Belegs ist nicht dabei.",
        ],
    )?;
    add(
        "certificate-wrong-key",
        draft(&house.terminal),
        &house.second,
        next.slip(1, "145.80"),
        [
            "证书与密钥不符",
            "The certificate belongs to another key",
            "Das Zertifikat gehört zu einem anderen Schlüssel",
        ],
        "certificate-problem",
        "certificate-wrong-key",
        [
            "验签码写的是一号终端的证书，签名却出自二号终端的密钥。",
            "The code names the certificate of terminal 1, but the key of terminal 2 made the signature.",
            "Der Code nennt das Zertifikat von Terminal 1, die Signatur stammt aber vom Schlüssel von Terminal 2.",
        ],
    )?;
    till.count = next.count;
    Ok(samples)
}

fn signing(till: &mut Till<'_>) -> Result<Vec<Sample>, String> {
    let house = till.house;
    let slip = till.slip(0, "61.00");
    let mut code = draft(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    code.signature = p256::ecdsa::Signature::from_slice(&code.signature)
        .map(|signature| signature.to_der().as_bytes().to_vec())
        .map_err(|error| format!("the signature cannot be written in DER: {error}"))?;
    let der = Sample {
        id: "signature-der",
        title: ["签名的编码不对", "The signature is encoded the wrong way", "Die Signatur ist falsch kodiert"],
        expect: "invalid",
        cause: Some("encoding-conflict"),
        broken: [
            "终端把签名写成了 DER 编码，规范要求的是固定长度。",
            "The terminal wrote the signature in DER, where the profile wants its fixed-length form.",
            "Das Terminal hat die Signatur in DER geschrieben, verlangt ist die Form mit fester Länge.",
        ],
        content: Content::Text(whole(Layout::ZhEn, &slip, &code)),
    };

    let slip = till.slip(1, "92.70");
    let sha384 = Draft { scheme: Scheme::Ecdsa(Digest::Sha384), ..draft(&house.terminal) };
    let code = sha384.sign(&slip, &house.terminal.key, &mut till.random())?;
    let digest = Sample {
        id: "algorithm-digest",
        title: ["摘要算法与声明不符", "Another digest than declared", "Eine andere Hashfunktion als angegeben"],
        expect: "invalid",
        cause: Some("algorithm-conflict"),
        broken: [
            "验签码声明 ES256（SHA-256），终端实际用了 SHA-384。",
            "The code declares ES256 (SHA-256), but the terminal used SHA-384.",
            "Der Code nennt ES256 (SHA-256), das Terminal hat aber SHA-384 benutzt.",
        ],
        content: Content::Text(whole(Layout::Zh, &slip, &code)),
    };

    let slip = till.slip(2, "120.00");
    let padding = Draft { alg: "RS256", scheme: Scheme::RsaPss(Digest::Sha256), ..draft(&house.rsa) };
    let code = padding.sign(&slip, &house.rsa.key, &mut till.random())?;
    let padding = Sample {
        id: "algorithm-padding",
        title: [
            "RSA 签名方式与声明不符",
            "Another RSA scheme than declared",
            "Ein anderes RSA-Verfahren als angegeben",
        ],
        expect: "invalid",
        cause: Some("algorithm-conflict"),
        broken: [
            "验签码声明 RS256，终端实际用了 PS256。",
            "The code declares RS256, but the terminal signed by PS256.",
            "Der Code nennt RS256, das Terminal hat aber nach PS256 signiert.",
        ],
        content: Content::Text(whole(Layout::En, &slip, &code)),
    };

    let slip = till.slip(0, "83.00");
    let code = draft(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    let complete = code.text();
    let cut: String = complete.chars().take(complete.len() - 17).collect();
    let truncated = Sample {
        id: "code-truncated",
        title: ["验签码不完整", "The code is cut off", "Der Code ist abgeschnitten"],
        expect: "invalid",
        cause: Some("truncated"),
        broken: [
            "复制时漏掉了验签码最后的 17 个字符。",
            "The last 17 characters of the code were lost in copying.",
            "Die letzten 17 Zeichen des Codes gingen beim Kopieren verloren.",
        ],
        content: Content::Text(text(Layout::Zh, &slip, Some(&code.digest_line()), Some(&cut))),
    };
    Ok(vec![der, digest, padding, truncated])
}

fn refused(till: &mut Till<'_>) -> Result<Vec<Sample>, String> {
    let house = till.house;
    let slip = till.slip(1, "28.60");
    let untyped = Draft { typ: None, ..draft(&house.terminal) };
    let code = untyped.sign(&slip, &house.terminal.key, &mut till.random())?;
    let typ = Sample {
        id: "header-without-type",
        title: ["验签码没有写明类型", "The code does not say what it is", "Der Code sagt nicht, was er ist"],
        expect: "invalid",
        cause: Some("header-refused"),
        broken: [
            "头部缺少 typ：别处的签名不能拿来当签购单用。",
            "Its header has no typ: somebody's other signature must not pass for a slip.",
            "Im Kopf fehlt typ: Eine fremde Signatur darf nicht als Beleg durchgehen.",
        ],
        content: Content::Text(whole(Layout::Zh, &slip, &code)),
    };

    let slip = till.slip(2, "410.00");
    let unsigned = Draft { alg: "none", ..draft(&house.terminal) };
    let mut code = unsigned.sign(&slip, &house.terminal.key, &mut till.random())?;
    code.signature.clear();
    let none = Sample {
        id: "algorithm-none",
        title: ["声明“无签名算法”", "A code that declares no algorithm", "Ein Code, der kein Verfahren nennt"],
        expect: "invalid",
        cause: Some("header-refused"),
        broken: [
            "头部写着 alg 为 none，也没有签名：谁都能造。",
            "Its header says that alg is none, and there is no signature: anybody can make that.",
            "Im Kopf steht alg none, und es gibt keine Signatur: Das kann jeder herstellen.",
        ],
        content: Content::Text(whole(Layout::En, &slip, &code)),
    };

    let slip = till.slip(0, "138.00");
    let plain = draft(&house.terminal);
    let payload = String::from_utf8(crate::cli::jws::canonical(&slip)?)
        .map_err(|_| "canonical JSON is UTF-8".to_owned())?
        .replacen("{\"amount\":\"138.00\"", "{\"amount\":\"138.00\",\"amount\":\"9.00\"", 1);
    let code = plain.sign_bytes(&plain.header(&slip), payload.into_bytes(), &house.terminal.key, &mut till.random())?;
    let duplicate = Sample {
        id: "member-twice",
        title: ["同一项写了两次", "A member stands there twice", "Eine Angabe steht zweimal da"],
        expect: "invalid",
        cause: Some("malformed"),
        broken: [
            "签名的数据里金额出现两次，一次 138.00，一次 9.00。",
            "The signed data name the amount twice, 138.00 and 9.00.",
            "In den signierten Daten steht der Betrag zweimal, 138.00 und 9.00.",
        ],
        content: Content::Text(whole(Layout::Zh, &slip, &code)),
    };

    let slip = with(&till.slip(1, "15.00"), "amount", "15.0");
    let code = draft(&house.terminal).sign(&slip, &house.terminal.key, &mut till.random())?;
    let form = Sample {
        id: "amount-malformed",
        title: ["金额的格式不对", "The amount is not of the right form", "Der Betrag hat nicht die richtige Form"],
        expect: "invalid",
        cause: Some("malformed"),
        broken: [
            "签名的金额是 15.0，人民币应当写两位小数。",
            "The signed amount is 15.0, and the renminbi has two decimals.",
            "Der signierte Betrag ist 15.0, der Renminbi hat aber zwei Nachkommastellen.",
        ],
        content: Content::Text(text(
            Layout::ZhEn,
            &with(&slip, "amount", "15.00"),
            Some(&code.digest_line()),
            Some(&code.text()),
        )),
    };

    let slip = till.slip(0, "268.00");
    let unsigned = Sample {
        id: "unsigned",
        title: ["普通的银联签购单", "An ordinary UnionPay slip", "Ein gewöhnlicher UnionPay-Beleg"],
        expect: "unsigned",
        cause: Some("not-signed"),
        broken: [
            "没有验签码：和如今大多数签购单一样，无从核对真伪。",
            "It carries no code: like most slips today, it cannot be checked.",
            "Er trägt keinen Code: Wie die meisten Belege heute lässt er sich nicht prüfen.",
        ],
        content: Content::Text(text(Layout::ZhEn, &slip, None, None)),
    };
    Ok(vec![typ, none, duplicate, form, unsigned])
}

fn printed(till: &mut Till<'_>, font: Option<&Path>) -> Result<Vec<Sample>, String> {
    let house = till.house;
    let mut draw = |signer: &Signer, merchant: usize, amount: &str| {
        let slip = till.slip(merchant, amount);
        let code = draft(signer).sign(&slip, &signer.key, &mut till.random())?;
        let mut above = Layout::Zh.lines(&slip, NARROW, false);
        above.extend(Layout::Zh.footer(NARROW));
        let below = [Layout::Zh.digest(&code.digest_line())];
        Ok::<_, String>(Content::Picture(
            picture::slip(&above, &code.text(), &below, 12 * NARROW, font).and_then(|picture| picture.png()),
        ))
    };
    let good = Sample {
        id: "good-print",
        title: ["完好的签购单（图片）", "A good slip, as a picture", "Ein guter Beleg als Bild"],
        expect: "verified",
        cause: None,
        broken: NOTHING,
        content: draw(&house.terminal, 0, "138.00")?,
    };
    let expired = Sample {
        id: "certificate-expired-print",
        title: [
            "证书已过期（图片）",
            "The certificate had expired, as a picture",
            "Das Zertifikat war abgelaufen, als Bild",
        ],
        expect: "certificate-problem",
        cause: Some("certificate-expired"),
        broken: [
            "签名时，证书已经过期一个月。",
            "When the slip was signed, the certificate had been expired for a month.",
            "Als der Beleg signiert wurde, war das Zertifikat seit einem Monat abgelaufen.",
        ],
        content: draw(&house.expired, 1, "207.50")?,
    };
    Ok(vec![good, expired])
}
