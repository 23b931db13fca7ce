//! Signed slips whose certificate is not as it must be.

use super::{
    Content, Sample,
    till::{Till, draft, draft_with_leaf, whole, with},
};
use crate::cli::{demo_ca::house::Signer, jws::Draft, layout::Layout, slip_file::Members};

pub(super) fn all(till: &mut Till<'_>) -> Result<Vec<Sample>, String> {
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
