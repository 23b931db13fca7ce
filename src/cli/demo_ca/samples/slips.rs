//! Signed slips as most people bring them: good ones, ones that were changed, and pictures of them.

use super::{
    Content, NOTHING, Sample,
    till::{NARROW, Till, WIDE, broken_lines, draft, draft_detached, full_width, page, text, whole, with},
};
use crate::cli::{
    demo_ca::house::Signer,
    jws::{Code, Draft},
    layout::Layout,
    picture,
};
use slipcheck::signature::{Digest, Scheme};
use std::path::Path;

pub(super) fn good(till: &mut Till<'_>) -> Result<Vec<Sample>, String> {
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
    // Signed with the six required members: what else changes the meaning of a sale and stands on the paper.
    let mut more = draft_detached(&house.terminal);
    if let Some(detached) = &mut more.detached {
        detached.fields.extend(["merchant", "type"].map(str::to_owned));
    }
    let code = more.sign(&slip, &house.terminal.key, &mut till.random())?;
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

pub(super) fn changed(till: &mut Till<'_>) -> Result<Vec<Sample>, String> {
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
        cause: Some("digest-mismatch"),
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

/// A slip that does not agree with itself, and whose certificate is not at hand: no key is needed to tell.
pub(super) fn digest(till: &mut Till<'_>) -> Result<Sample, String> {
    let house = till.house;
    let slip = till.slip(1, "88.00");
    let code = draft(&house.absent).sign(&slip, &house.absent.key, &mut till.random())?;
    let changed = with(&slip, "amount", "880.00");
    let changed_code = Code { payload: crate::cli::jws::canonical(&changed)?, ..code.clone() };
    Ok(Sample {
        id: "digest-mismatch",
        title: ["摘要不符，手头没有证书", "The digest does not fit", "Die Prüfsumme passt nicht"],
        expect: "altered",
        cause: Some("digest-mismatch"),
        broken: [
            "签名之后，金额 88.00 在票面和验签码里都换成了 880.00，签名摘要还是原来的。证书不在手头，也能看出来。",
            "After signing, 88.00 was replaced by 880.00 on the paper and in the code; the digest line is still the old one. That shows without the certificate, which is not at hand.",
            "Nach dem Signieren wurden 88.00 auf dem Papier und im Code durch 880.00 ersetzt; die Prüfsummenzeile ist noch die alte. Das zeigt sich auch ohne das Zertifikat, das nicht vorliegt.",
        ],
        content: Content::Text(text(Layout::Zh, &changed, Some(&code.digest_line()), Some(&changed_code.text()))),
    })
}

pub(super) fn printed(till: &mut Till<'_>, font: Option<&Path>) -> Result<Vec<Sample>, String> {
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
