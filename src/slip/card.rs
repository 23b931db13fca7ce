//! Card slips of any country: whether a slip is one, and whether it is Chinese.

use super::{
    assemble::Assembler,
    label::Label,
    row::{Kind, Row, whole_key},
    table::*,
    value::{self, at, number::run},
};
use crate::report::Format;
use alloc::{string::String, vec::Vec};

/// Points at which a text is a card slip.
const ENOUGH: usize = 5;
/// Columns of the widest paper roll; wider lines are a letter's.
const WIDEST: usize = 72;

/// Words that stand on card slips, in keys, with what each is worth: one of a line counts once, and none twice.
const WORDS: [(usize, &str); 4] = [
    // Titles of card slips and of nothing else.
    (
        3,
        "KUNDENBELEG HANDLERBELEG GIROCARD ELECTRONICCASH BANKOMATZAHLUNG CARTEBANCAIRE クレジット売上 クレジットカード売上 \
         クレジットカ-ド売上 カード売上票 信用卡签单 信用卡签帐单 签帐单 信用卡签购单 刷卡签单 刷卡单 SALESDRAFT CREDITCARDSALE CARDHOLDERCOPY \
         CREDITSALE DEBITSALE CARDSALESSLIP",
    ),
    // What was asked and answered.
    (
        2,
        "AUTORISIERUNGERFOLGT ZAHLUNGERFOLGT KARTENZAHLUNG VUNR EMVAID GENEHMIGUNGSNR IAGREETOPAY CARDISUER SIGNATUREREQUIRED \
         SIGNATURENOTREQUIRED PINVERIFIED VERIFIEDBYPIN BANKOMAT MERCHANTCOPY 承认番号 会员番号 端末番号 加盟店番号 支払区分 特店代 \
         TICKETCLIENT TICKETCOMMERCANT NOAUTO PAIEMENTACCEPTE TRANSACTIONAPPROVED SEPALASTSCHRIFT",
    ),
    // Names of cards.
    (1, "VISA MASTERCARD MASTRO AMEX AMERICANEXPRES DISCOVER DINERS JCB RUPAY MYDEBIT VPAY EFTPOS 银联 UNIONPAY"),
    (
        1,
        "APPROVED APPRCODE AUTHCODE APPROVALCODE AUTHNO TERMINALID TANR TRACENR ASZEIT POSINFO CONTACTLES KONTAKTLOS SANSCONTACT \
         授权码 批次号 ENTRYMODE ENTRYMETHOD APPLABEL BATCHNUM INVNUM TVR TSI 支払方法 取引内容 伝票番号 ご署名 一括",
    ),
];

/// Labels of other countries that the list does not have, in keys, and what they name.
const LABELS: [(&str, u8); 8] = [
    ("承认番号", AUTH),
    ("会员番号", PAN),
    ("カード番号", PAN),
    ("カ-ド番号", PAN),
    ("端末番号", TID),
    ("加盟店番号", MID),
    ("伝票番号", STAN),
    ("NOAUTO", AUTH),
];

/// Members that only card payments have.
const MEMBERS: [u8; 18] = [
    MID,
    TID,
    BATCH,
    RRN,
    AUTH,
    STAN,
    AID,
    TVR,
    TSI,
    TC,
    ARQC,
    AAC,
    APP_LABEL,
    CARD_BRAND,
    ENTRY_MODE,
    TERMINAL_RECEIPT_NO,
    PAN,
    UNPR_NUM,
];

fn texts(a: &Assembler) -> impl Iterator<Item = &Row> {
    a.rows.iter().filter(|row| row.kind == Kind::Text).take(400)
}

/// Whether the text is Japanese: kana, more of them than a shop's name has.
pub(super) fn is_japanese(a: &Assembler) -> bool {
    let kana = |c: &&char| matches!(c, '\u{3041}'..='\u{30FA}');
    texts(a).flat_map(|row| &row.chars).filter(kana).take(8).count() > 7
}

/// Where a masked card number stands in a line: four marks or more, digits behind them, and before them or not.
fn masked(row: &Row) -> Option<(usize, usize)> {
    let chars = &row.chars;
    (0..chars.len()).find_map(|i| {
        let mark = |c: char| value::card::is_mask(c);
        let head = run(chars, i, |c| c.is_ascii_digit()).min(6);
        let masks = run(chars, i + head, value::card::is_mask);
        let digits = run(chars, i + head + masks, |c| c.is_ascii_digit());
        let end = i + head + masks + digits;
        let before = i.checked_sub(1).map_or(' ', |i| at(chars, i));
        let alone = !mark(before) && !before.is_ascii_alphanumeric() && !at(chars, end).is_ascii_alphanumeric();
        (masks >= 4 && (3..=5).contains(&digits) && alone).then_some((i, end))
    })
}

/// Reads what stands under labels of other countries, and a masked card number that has no label.
pub(super) fn labels(a: &mut Assembler) {
    if !is_card(a) {
        return;
    }
    for r in 0..a.rows.len().min(400) {
        let Some(row) = a.rows.get(r).filter(|row| row.kind == Kind::Text) else { continue };
        let key = whole_key(&row.chars);
        let label = LABELS.iter().find(|(label, _)| key.starts_with(label)).filter(|(_, code)| !a.has(*code));
        let place = match label {
            Some((_, code)) => {
                let from = row.chars.iter().position(|c| c.is_ascii_digit() || value::card::is_mask(*c));
                from.map(|from| (*code, from, row.chars.len()))
            }
            None => masked(row).filter(|_| !a.has(PAN)).map(|(from, to)| (PAN, from, to)),
        };
        let Some((code, from, to)) = place else { continue };
        let text = row.slice(from, to);
        if let Some(fit) = value::fit(code, text, false).filter(|fit| fit.end == text.len() || label.is_some()) {
            a.emit(code, fit, &Label::none(code), r, from);
        }
    }
}

/// Whether enough stands there that only card payments print.
fn is_card(a: &Assembler) -> bool {
    let members = a.count(&MEMBERS);
    let masked = texts(a).any(|row| masked(row).is_some());
    let chip = a.has(AID) || texts(a).any(|row| has(&whole_key(&row.chars), "A0000000"));
    let keys: Vec<String> = texts(a).map(|row| whole_key(&row.chars)).collect();
    let digit = |key: &str| key.bytes().any(|b| b.is_ascii_digit());
    let foreign =
        LABELS.iter().filter(|(label, _)| keys.iter().any(|key| key.starts_with(label) && digit(key))).count();
    let proofs = members + foreign + 2 * usize::from(masked) + 2 * usize::from(chip);
    let mut points = proofs + usize::from(a.out.copy.is_some());
    for (worth, words) in WORDS {
        points += worth * words.split_whitespace().filter(|word| keys.iter().any(|key| has(key, word))).take(3).count();
    }
    let wide = texts(a).filter(|row| row.width() > WIDEST).count();
    // Words alone are a text about cards.
    proofs >= 2 && points >= ENOUGH + 2 * wide
}

/// An acquirer's number of China, the first three digits of a merchant number.
fn is_acquirer(mid: &str) -> bool {
    let number = mid.get(..3).and_then(|head| head.parse::<u16>().ok()).unwrap_or(0);
    mid.len() == 15
        && mid.bytes().all(|c| c.is_ascii_digit())
        && matches!(number, 1 | 100 | 102..=105 | 301..=310 | 313..=319 | 402 | 403 | 801..=838 | 898)
}

/// A sign of China's card scheme or of its layouts.
fn is_chinese(a: &Assembler) -> bool {
    let seen = &a.seen;
    if seen.taiwan || is_japanese(a) {
        return false;
    }
    seen.han > 2 * seen.traditional
        || is_acquirer(a.value(MID))
        || a.value(CURRENCY) == "CNY"
        || a.value(AID).starts_with("A000000333")
        || texts(a).any(|row| {
            let key = whole_key(&row.chars);
            has(&key, "银联") || has(&key, "銀联") || has(&key, "UNIONPAY") || has(&key, "PBOC")
        })
        || matches!(a.value(CARD_BRAND), "CUP" | "UPI")
}

/// What the slip is called: the format that its labels speak for, or a card slip of no country's format.
pub(super) fn named(a: &Assembler) -> Format {
    let format = a.out.format;
    let till = || {
        a.count(&[TAX_ID, RECEIPT_KIND, REGISTER_ID]) > 0
            || !a.out.vat.is_empty()
            || a.out.device_failed
            || ["MWST", "USTID", "UMSATZSTEUR"].iter().any(|word| a.mentions(word))
    };
    let secured = || {
        a.out.fields.iter().any(|member| member.name.starts_with("tse"))
            || texts(a).any(|row| whole_key(&row.chars).starts_with("TSE"))
    };
    match format {
        Format::CnUnionpay if is_chinese(a) => format,
        Format::CnUnionpay => Format::CardSlip,
        Format::DeTse if secured() || till() || !is_card(a) => format,
        Format::AtRksv => format,
        _ if a.seen.settlement => format,
        _ if is_card(a) => Format::CardSlip,
        _ => format,
    }
}
