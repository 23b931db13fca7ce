//! Slips with invented values, printed and photographed: everything follows from a number.

use ab_glyph::{Font, FontVec, PxScale, ScaleFont, point};
use std::collections::BTreeMap;

/// A generator of numbers that look like chance (SplitMix64).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }
    /// Between two numbers.
    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }
    pub(crate) fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }
    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }
    /// Normally distributed, nearly: mean 0, deviation 1.
    fn normal(&mut self) -> f32 {
        (0..4).map(|_| self.between(-1.0, 1.0)).sum::<f32>() * 0.866
    }
}

/// What a slip says.
pub(crate) struct Slip {
    /// Members in normal form.
    pub(crate) members: BTreeMap<&'static str, String>,
    /// Lines with their heights in dots.
    lines: Vec<(String, f32)>,
}

impl Slip {
    pub(crate) fn new(chance: &mut Chance) -> Self {
        let merchant = chance.of(&[
            "东海市明月百货有限公司",
            "蓝天加油站",
            "长风书店",
            "星河超市(试验路店)",
            "样例药房连锁12分店",
            "上海晴川餐饮有限公司",
        ]);
        let city = chance.of(&["2900", "1000", "5840", "1540", "3310", "6510"]);
        let mid = format!("898{}{}{}", city, chance.of(&["5411", "5812", "5912", "5541"]), chance.digits(4));
        let tid = chance.digits(8);
        let (day, hour) = (1 + chance.below(28), chance.below(24));
        let (month, minute, second) = (1 + chance.below(12), chance.below(60), chance.below(60));
        let cents = 100 + chance.below(9_999_900);
        let pan = format!("{}******{}", chance.of(&["621700", "622848", "625912", "436742"]), chance.digits(4));
        let (batch, stan, auth) = (chance.digits(6), chance.digits(6), chance.digits(6));
        let rrn = chance.digits(12);
        let amount = format!("{}.{:02}", cents / 100, cents % 100);
        let grouped = {
            let whole = (cents / 100).to_string();
            let mut text = String::new();
            for (i, digit) in whole.chars().enumerate() {
                if i > 0 && (whole.len() - i).is_multiple_of(3) {
                    text.push(',');
                }
                text.push(digit);
            }
            format!("{text}.{:02}", cents % 100)
        };
        let (date, time) = (format!("2026/{month:02}/{day:02}"), format!("{hour:02}:{minute:02}:{second:02}"));
        let dashed = date.replace('/', "-");
        let digest = format!(
            "{:04X}-{:04X}-{:04X}-{:04X}",
            chance.below(65_536),
            chance.below(65_536),
            chance.below(65_536),
            chance.below(65_536)
        );
        let (small, large, title) = (24.0, 30.0, 40.0);
        let texts: Vec<(String, f32)> = match chance.below(4) {
            0 => vec![
                ("签购单".into(), title),
                (format!("商户名称:{merchant}"), small),
                (format!("商户编号:{mid}"), small),
                (format!("终端编号:{tid}"), small),
                (format!("卡号:{pan}"), small),
                ("交易类型:消费".into(), small),
                (format!("批次号:{batch}"), small),
                (format!("凭证号:{stan}"), small),
                (format!("授权码:{auth}"), small),
                (format!("参考号:{rrn}"), small),
                (format!("日期/时间:{date} {time}"), small),
                (format!("金额:RMB {amount}"), large),
                (format!("签名摘要:{digest}"), small),
            ],
            1 => vec![
                ("POS签购单  持卡人存根".into(), title),
                (format!("商户名称: {merchant}"), small),
                (format!("商户编号: {mid}   终端号: {tid}"), small),
                ("卡号".into(), small),
                (pan.clone(), small),
                ("交易类型: 消费".into(), small),
                (format!("批次号: {batch}  凭证号: {stan}"), small),
                (format!("授权码: {auth}"), small),
                (format!("参考号: {rrn}"), small),
                (format!("日期: {dashed}  时间: {time}"), small),
                (format!("交易金额: ¥{amount}元"), large),
                (format!("签名摘要:{digest}"), small),
            ],
            2 => vec![
                ("CARDHOLDER COPY".into(), title),
                (format!("MERCHANT NAME: {merchant}"), small),
                (format!("MERCHANT NO.: {mid}"), small),
                (format!("TERMINAL NO.: {tid}"), small),
                (format!("CARD NO.: {pan}"), small),
                ("TRANS TYPE: SALE".into(), small),
                (format!("BATCH NO: {batch}"), small),
                (format!("VOUCHER NO: {stan}"), small),
                (format!("AUTH NO: {auth}"), small),
                (format!("REFER NO: {rrn}"), small),
                (format!("DATE/TIME: {date} {time}"), small),
                (format!("AMOUNT: RMB {grouped}"), large),
                (format!("Signature digest: {digest}"), small),
            ],
            _ => vec![
                ("持卡人存根 CARDHOLDER COPY".into(), 30.0),
                (format!("商户名称(MERCHANT NAME):{merchant}"), small),
                (format!("商户编号(MERCHANT NO):{mid}"), small),
                (format!("终端编号(TERMINAL NO):{tid}"), small),
                (format!("卡号(CARD NO):{pan}"), small),
                ("交易类型(TRANS TYPE):消费(SALE)".into(), small),
                (format!("批次号(BATCH NO):{batch}"), small),
                (format!("凭证号(VOUCHER NO):{stan}"), small),
                (format!("授权码(AUTH NO):{auth}"), small),
                (format!("参考号(REFER NO):{rrn}"), small),
                (format!("日期/时间(DATE/TIME):{date} {time}"), small),
                (format!("金额(AMOUNT):RMB {grouped}"), large),
                (format!("签名摘要:{digest}"), small),
            ],
        };
        let mut lines = texts;
        lines.push(("本人确认以上交易,同意将其记入本卡账户".into(), 20.0));
        let members = [
            ("mid", mid),
            ("tid", tid),
            ("rrn", rrn),
            ("stan", stan),
            ("auth", auth),
            ("batch", batch),
            ("pan", pan),
            ("amount", amount),
            ("time", format!("{dashed}T{time}")),
        ];
        Self { members: members.into_iter().collect(), lines }
    }
}

/// Paper: how black each dot is, 0 to 1; eight dots a millimetre.
struct Paper {
    width: usize,
    dots: Vec<f32>,
}

impl Paper {
    fn height(&self) -> usize {
        self.dots.len() / self.width
    }
    /// Between dots by their nearness; white outside.
    fn at(&self, x: f32, y: f32) -> f32 {
        let (left, top) = (x.floor(), y.floor());
        let (u, v) = (x - left, y - top);
        let dot = |x: f32, y: f32| {
            let inside = x >= 0.0 && y >= 0.0 && (x as usize) < self.width && (y as usize) < self.height();
            if inside { self.dots[y as usize * self.width + x as usize] } else { 0.0 }
        };
        let upper = dot(left, top) * (1.0 - u) + dot(left + 1.0, top) * u;
        let lower = dot(left, top + 1.0) * (1.0 - u) + dot(left + 1.0, top + 1.0) * u;
        upper * (1.0 - v) + lower * v
    }
}

/// Prints a slip on paper of 58 or 80 mm, by a head that may be worn.
fn print(slip: &Slip, font: &FontVec, chance: &mut Chance, severity: f32) -> Paper {
    let width = if chance.below(2) == 0 { 384 } else { 576 };
    let mut paper = Paper { width, dots: Vec::new() };
    let height_of = font.height_unscaled() / font.units_per_em().unwrap_or(1000.0);
    let mut top = 24.0;
    for (i, (text, size)) in slip.lines.iter().enumerate() {
        let font_at = |size: f32| font.as_scaled(PxScale::from(size * height_of));
        let advance =
            |text: &str, size: f32| text.chars().map(|c| font_at(size).h_advance(font.glyph_id(c))).sum::<f32>();
        // Wide lines are wrapped where the paper ends.
        let mut rows = vec![String::new()];
        for c in text.chars() {
            let last = rows.last_mut().unwrap();
            if advance(last, *size) + advance(&c.to_string(), *size) > width as f32 - 12.0 {
                rows.push(c.to_string());
            } else {
                last.push(c);
            }
        }
        for row in rows {
            let scaled = font_at(*size);
            let mut x = if i == 0 { (width as f32 - advance(&row, *size)) / 2.0 } else { 6.0 };
            paper.dots.resize(((top + size * 1.6) as usize) * width, 0.0);
            for c in row.chars() {
                let id = font.glyph_id(c);
                if let Some(glyph) = font.outline_glyph(
                    id.with_scale_and_position(PxScale::from(size * height_of), point(x, top + scaled.ascent())),
                ) {
                    let bounds = glyph.px_bounds();
                    glyph.draw(|u, v, covered| {
                        let (x, y) = (bounds.min.x as i32 + u as i32, bounds.min.y as i32 + v as i32);
                        // A printer has dots or none.
                        if covered > 0.45 && x >= 0 && (x as usize) < width && y >= 0 {
                            let at = y as usize * width + x as usize;
                            if let Some(dot) = paper.dots.get_mut(at) {
                                *dot = 1.0;
                            }
                        }
                    });
                }
                x += scaled.h_advance(id);
            }
            top += size * 1.36;
        }
    }
    // What looks like a code below, and paper to tear off.
    let modules = 60 + chance.below(30);
    let (left, start, dots) = (width / 2 - modules * 2, (top + 24.0) as usize, 4);
    paper.dots.resize((start + modules * dots + 60) * width, 0.0);
    for (row, column) in (0..modules).flat_map(|row| (0..modules).map(move |column| (row, column))) {
        if chance.below(2) == 0 {
            for (y, x) in (0..dots).flat_map(|y| (0..dots).map(move |x| (y, x))) {
                paper.dots[(start + row * dots + y) * width + left + column * dots + x] = 1.0;
            }
        }
    }
    // Dots that stay white: more at random with wear, and here and there a whole column.
    let lost = (0.02 * severity * f32::from(u16::MAX)) as usize;
    for dot in &mut paper.dots {
        if chance.below(usize::from(u16::MAX)) < lost {
            *dot = 0.0;
        }
    }
    for _ in 0..chance.below(1 + (2.5 * severity) as usize) {
        let x = chance.below(width);
        for row in paper.dots.chunks_exact_mut(width) {
            row[x] = 0.0;
        }
    }
    paper
}

/// A photo, three bytes a pixel.
pub(crate) struct Photo {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) pixels: Vec<u8>,
}

/// Photographs a slip: `severity` from 0 to 1 says how badly.
pub(crate) fn photograph(slip: &Slip, font: &FontVec, chance: &mut Chance, severity: f32) -> Photo {
    let paper = print(slip, font, chance, severity);
    let (paper_width, paper_height) = (paper.width as f32, paper.height() as f32);
    // Pixels a dot: fewer from farther away.
    let scale = chance.between(2.1, 2.7) - 0.7 * severity;
    let (width, height) = ((paper_width * scale * 1.25) as usize, (paper_height * scale * 1.16) as usize);
    // From the photo to the paper: turned, and seen from the side.
    let angle = chance.between(-5.0, 5.0).to_radians() * severity.max(0.2);
    let (lean_x, lean_y) = (chance.between(-0.14, 0.14) * severity, chance.between(-0.14, 0.14) * severity);
    let bend = chance.between(-5.0, 5.0) * severity;
    let (sin, cos) = angle.sin_cos();
    let background = [chance.between(30.0, 160.0), chance.between(30.0, 160.0), chance.between(20.0, 150.0)];
    // Thermal print fades, and light falls unevenly.
    let ink = 0.86 - 0.42 * severity * chance.between(0.6, 1.0);
    let light = (chance.between(-0.5, 0.5) * severity, chance.between(-0.5, 0.5) * severity, chance.between(0.75, 1.0));
    let shade = (
        chance.between(0.1, 0.9),
        chance.between(0.1, 0.9),
        chance.between(0.25, 0.5),
        0.35 * severity * chance.between(0.3, 1.0),
    );
    let crease = (chance.between(0.2, 0.8), chance.between(-0.15, 0.15), 0.3 * severity);
    let mut values = vec![[0.0f32; 3]; width * height];
    for (i, pixel) in values.iter_mut().enumerate() {
        let (u, v) = ((i % width) as f32 / width as f32 - 0.5, (i / width) as f32 / height as f32 - 0.5);
        let depth = 1.0 + lean_x * u + lean_y * v;
        let (x, y) = (u * width as f32 / scale / depth, v * height as f32 / scale / depth);
        let (x, y) = (x * cos + y * sin + paper_width / 2.0, y * cos - x * sin + paper_height / 2.0);
        let y = y + bend * (x / paper_width * core::f32::consts::PI).sin();
        let on_paper = x >= 0.0 && y >= 0.0 && x < paper_width && y < paper_height;
        let mut brightness = light.2 + light.0 * u + light.1 * v;
        // A shadow with a soft edge.
        let inside = (shade.2 - (u + 0.5 - shade.0).hypot(v + 0.5 - shade.1)) / 0.12;
        brightness *= 1.0 - shade.3 * inside.clamp(0.0, 1.0);
        if on_paper {
            let fold = ((y / paper_height - crease.0) - crease.1 * (x / paper_width - 0.5)).abs() * paper_height;
            brightness *= 1.0 - crease.2 * (1.0 - fold / 3.0).max(0.0);
            let value = 236.0 * (1.0 - ink * paper.at(x - 0.5, y - 0.5));
            *pixel = [value, value, value * 0.98].map(|value| value * brightness);
        } else {
            *pixel = background.map(|value| value * brightness);
        }
    }
    // Out of focus: three times a mean makes nearly a bell.
    let radius = 0.55 + 1.0 * severity;
    for _ in 0..2 {
        blur(&mut values, width, height, radius);
    }
    let noise = 1.5 + 8.0 * severity;
    let grey = |chance: &mut Chance| noise * chance.normal();
    let pixels = values
        .iter()
        .flat_map(|pixel| {
            let common = grey(chance);
            pixel.map(|value| (value + 0.7 * common + 0.3 * grey(chance)).clamp(0.0, 255.0) as u8)
        })
        .collect();
    Photo { width: width as u32, height: height as u32, pixels }
}

/// A mean over so many pixels to each side, parts of pixels counted.
fn blur(values: &mut [[f32; 3]], width: usize, height: usize, radius: f32) {
    let reach = radius.floor() as usize;
    let edge = radius - reach as f32;
    let mut along = |count: usize, step: usize, starts: &mut dyn Iterator<Item = usize>| {
        let mut line = vec![[0.0f32; 3]; count];
        for start in starts {
            for (i, out) in line.iter_mut().enumerate() {
                let mut sum = [0.0; 3];
                let mut weights = 0.0;
                for j in i.saturating_sub(reach + 1)..=(i + reach + 1).min(count - 1) {
                    let weight = if i.abs_diff(j) > reach { edge } else { 1.0 };
                    weights += weight;
                    for (sum, value) in sum.iter_mut().zip(values[start + j * step]) {
                        *sum += weight * value;
                    }
                }
                *out = sum.map(|sum| sum / weights);
            }
            for (i, value) in line.iter().enumerate() {
                values[start + i * step] = *value;
            }
        }
    };
    along(width, 1, &mut (0..height).map(|y| y * width));
    along(height, width, &mut (0..width));
}
