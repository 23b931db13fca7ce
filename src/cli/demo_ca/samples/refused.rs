//! Signed slips whose signature does not fit, or whose code is refused; and one without a code.

use super::{
    Content, Sample,
    till::{Till, draft, text, whole, with},
};
use crate::cli::{jws::Draft, layout::Layout};
use slipcheck::signature::{Digest, Scheme};

pub(super) fn misfits(till: &mut Till<'_>) -> Result<Vec<Sample>, String> {
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

pub(super) fn all(till: &mut Till<'_>) -> Result<Vec<Sample>, String> {
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
