//! What becomes of a row by its type and its state: an entry of some kind, or none (reconcile.md, 3.6, 4.3).

use super::{Reader, Why};
use crate::{
    files::Format,
    row::Kind,
    table::{Cell, Role, clean},
    tables::{self, Folded},
};

/// What is done with a row by its type and state.
#[derive(Clone, Copy)]
pub(super) enum Taken {
    As { kind: Kind, named: bool, undone: bool },
    Out(Why),
}

impl Reader<'_> {
    pub(super) fn taken(&mut self, cells: &[Cell<'_>], types: &str, status: &str) -> Taken {
        let personal = matches!(self.context.format, Format::WechatPersonal | Format::AlipayPersonal);
        if !personal && self.refund_state.is_none() {
            let key = (types.to_owned(), status.to_owned());
            if let Some(taken) = self.taken.get(&key) {
                return *taken;
            }
            let taken = judge(types, status);
            if self.taken.len() < 10_000 {
                self.taken.insert(key, taken);
            }
            return taken;
        }
        if personal {
            return self.personal(cells, types, status);
        }
        let taken = judge(types, status);
        let refund = matches!(taken, Taken::As { kind: Kind::Refund, .. });
        let state =
            self.refund_state.and_then(|index| cells.get(index)).map(|cell| clean(&cell.text)).unwrap_or_default();
        match state {
            "FAIL" | "CHANGE" if refund => Taken::Out(Why::Failed),
            "PROCESSING" if refund => Taken::Out(Why::Pending),
            _ => taken,
        }
    }

    /// Rows of a person's own bill (4.3): what went out is a sale, the rest counts only as a refund.
    fn personal(&self, cells: &[Cell<'_>], types: &str, status: &str) -> Taken {
        let state = Folded::new(status);
        if state.has(tables::FAILED) {
            return Taken::Out(Why::Failed);
        }
        if state.has(tables::PENDING) {
            return Taken::Out(Why::Pending);
        }
        let direction =
            self.cell_raw(cells, Role::Direction).map(|cell| tables::folded(&cell.text)).unwrap_or_default();
        if tables::OUT.contains(&direction.as_str()) {
            return Taken::As { kind: Kind::Sale, named: true, undone: false };
        }
        let text = self.join(cells, &self.joined);
        if [types, status, &text].iter().any(|text| text.contains("退款")) {
            return Taken::As { kind: Kind::Refund, named: true, undone: false };
        }
        Taken::Out(Why::None)
    }
}

/// Kind and fate of a row by its type and its state (3.6).
pub(super) fn judge(types: &str, status: &str) -> Taken {
    let state = Folded::new(status);
    let code = status.len() == 2
        && status.bytes().all(|b| b.is_ascii_alphanumeric())
        && status.bytes().any(|b| b.is_ascii_digit());
    if state.has(tables::FAILED) || (code && !is_approval(status)) {
        return Taken::Out(Why::Failed);
    }
    if state.has(tables::PENDING) {
        return Taken::Out(Why::Pending);
    }
    let of_type = tables::kind_of(&Folded::new(types));
    // A part was given back: of what is still a sale.
    let partly = ["部分退", "partial", "partly", "teilweise", "teilerstatt"].iter().any(|word| state.has(&[word]));
    let of_state = if code || partly { None } else { tables::kind_of(&state) };
    let kind = match of_type.or(of_state) {
        Some("preauth" | "preauth-void") => return Taken::Out(Why::Preauth),
        Some("none") => return Taken::Out(Why::None),
        Some("reversal") => Kind::Reversal,
        Some("void") => Kind::Void,
        Some("refund") => Kind::Refund,
        Some("fee") if of_type.is_some() => Kind::Fee,
        Some("settlement") if of_type.is_some() => Kind::Settlement,
        _ => Kind::Sale,
    };
    // A sale whose state says that it was taken back.
    let undone = of_type.is_some() && kind == Kind::Sale && matches!(of_state, Some("void" | "reversal"));
    Taken::As { kind, named: of_type.or(of_state).is_some(), undone }
}

/// Whether a response code says yes (ISO 8583 field 39, and the scheme's own; 4.2).
pub(crate) fn is_approval(code: &str) -> bool {
    matches!(code, "00" | "11" | "A2" | "A4" | "A5" | "A6" | "Y1" | "Y3")
}
