// Forms of a character for matching labels. Also used by the build script, so that the table's keys and the text's keys
// are made by the same rules; hence no `use` and no inner documentation here.

/// Traditional characters of the label list and their simplified forms, in pairs.
const SIMPLIFIED: &str = "備备億亿別别參参員员單单圓圆國国對对將将幣币帳账帐账後后應应憑凭戶户戸户據据數数時时檢检機机權权歡欢\
無无狀状現现發发碼码確确稱称種种稅税筆笔簽签類类細细終终統统總总編编聯联臺台萬万號号補补複复訂订計计設设註注詢询話话調调證证費费\
貨货購购轉转過过選选銀银銷销錢钱門门開开間间閱阅際际電电預预額额顧顾餘余驗验點点認认聲声賬账資资貸贷實实寶宝業业爲为為为與与關关雲云\
請请謝谢續续組组輸输錄录險险領领專专載载車车積积絕绝測测試试樣样兩两館馆廳厅層层樓楼營营場场離离換换辦办運运線线優优滿满減减贈赠禮礼產产訊讯網网導导評评獎奖復复醫医藥药衛卫環环內内會会執执達达紅红裝装維维質质檯台進进槍枪傳传";

/// The matching form of a character: widths, colons, dashes and blanks made alike. One character stays one.
pub(crate) const fn plain(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => (c as u32 - 0xFEE0) as u8 as char,
        '\u{3000}' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{0}'..='\u{1F}' | '\u{7F}' => {
            ' '
        }
        // Digits that are shown as digits: raised, lowered, ringed, of mathematics and of other scripts.
        '\u{B2}' | '\u{B3}' => digit(c, 0xB0),
        '\u{B9}' => '1',
        '\u{2070}' | '\u{2074}'..='\u{2079}' => digit(c, 0x2070),
        '\u{2080}'..='\u{2089}' => digit(c, 0x2080),
        '\u{2460}'..='\u{2468}' => digit(c, 0x245F),
        '\u{1D7CE}'..='\u{1D7FF}' => digit(c, 0x1D7CE),
        '\u{660}'..='\u{669}' => digit(c, 0x660),
        '\u{6F0}'..='\u{6F9}' => digit(c, 0x6F0),
        '\u{966}'..='\u{96F}' => digit(c, 0x966),
        '\u{E50}'..='\u{E59}' => digit(c, 0xE50),
        '\u{FFE5}' => '¥',
        '\u{2236}' | '\u{FE30}' | '\u{FE55}' | '\u{A789}' => ':',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FE58}' | '\u{2500}' | '\u{2501}' => '-',
        '【' | '〔' | '〖' => '(',
        '】' | '〕' | '〗' => ')',
        '。' => '.',
        '∗' | '✱' => '*',
        _ => c,
    }
}

const fn digit(c: char, nought: u32) -> char {
    (b'0' + ((c as u32 - nought) % 10) as u8) as char
}

/// The next character of a key: upper case, simplified, `ä` as `a`, `ß` as `ss`, double s single, and neither blanks nor
/// punctuation (`None`). `before` is the key's last character.
pub(crate) fn key_char(before: char, c: char) -> Option<char> {
    let c = match plain(c) {
        c @ 'a'..='z' => c.to_ascii_uppercase(),
        'ä' | 'Ä' | 'ă' | 'Ă' | 'á' | 'à' | 'â' => 'A',
        'ö' | 'Ö' | 'ó' | 'ô' => 'O',
        'ü' | 'Ü' | 'ú' | 'û' => 'U',
        'é' | 'è' | 'É' => 'E',
        'ß' | 'ẞ' => 'S',
        c @ ('A'..='Z' | '0'..='9' | '%' | '+' | '$' | '¥' | '€') => c,
        c if is_han(c) => {
            let mut pairs = SIMPLIFIED.chars();
            loop {
                match (pairs.next(), pairs.next()) {
                    (Some(from), Some(to)) if from == c => break to,
                    (Some(_), Some(_)) => {}
                    _ => break c,
                }
            }
        }
        c if is_letter(c) || matches!(c, '₱' | '₫' | '₹' | '₩') => c,
        _ => return None,
    };
    match (before, c) {
        ('A' | 'O' | 'U', 'E') | ('S', 'S') => None,
        _ => Some(c),
    }
}

/// A Chinese character.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇')
}

/// A letter, near enough: the tables of Unicode would weigh more than the rest of the reader.
pub(crate) const fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' => true,
        '\u{D7}' | '\u{F7}' => false,
        '\u{C0}'..='\u{1FFF}' | '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{D7FF}' => true,
        '\u{F900}'..='\u{FDFF}' | '\u{20000}'..='\u{3FFFF}' => true,
        _ => false,
    }
}

/// A letter or an ASCII digit.
pub(crate) const fn is_word(c: char) -> bool {
    c.is_ascii_digit() || is_letter(c)
}

/// A character without width or meaning (Default_Ignorable_Code_Point). Bidirectional controls are none of these: they
/// change what is seen.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}
