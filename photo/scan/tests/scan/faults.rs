//! What is wrong with a picture is measured, and a good one has no faults.

use slipcheck_scan::{FaultId, Finding, Picture};

use crate::drawing::{Canvas, Place, Symbol};

fn ids(picture: &Picture) -> Vec<FaultId> {
    picture.faults.iter().map(|fault| fault.id).collect()
}

fn value(picture: &Picture, id: FaultId) -> f32 {
    picture.faults.iter().find(|fault| fault.id == id).unwrap_or_else(|| panic!("no {id:?}: {picture:?}")).value
}

/// Brightness changed by place: `light` takes where a pixel is, each way from 0 to 1, and what it is.
fn lit(canvas: &Canvas, light: impl Fn(f32, f32, f32) -> f32) -> Canvas {
    let (width, height) = (canvas.width as f32, canvas.height as f32);
    Canvas::from_fn(canvas.width, canvas.height, |x, y| {
        let pixel = f32::from(canvas.pixels[(y * canvas.width + x) as usize]);
        light(x as f32 / width, y as f32 / height, pixel).clamp(0.0, 255.0) as u8
    })
}

#[test]
fn good_pictures_have_none() {
    let slip = Canvas::slip();
    for (what, canvas) in [
        ("as it is", slip.clone()),
        ("turned a little", slip.turned(7.0)),
        ("turned much", slip.turned(40.0)),
        ("smaller", slip.scaled(0.75)),
        ("larger", slip.scaled(1.6)),
        ("not quite in focus", slip.blurred(1.0)),
        ("grainy", slip.clone().with_noise(14)),
        ("in the evening", slip.clone().map(|pixel| pixel / 2)),
        ("lit from one side", lit(&slip, |x, _, pixel| pixel * (0.55 + 0.45 * x))),
        ("lit from a corner", lit(&slip, |x, y, pixel| pixel * (0.6 + 0.2 * (x + y)))),
        ("paper as white as can be", lit(&slip, |_, _, pixel| pixel * 1.15)),
        ("printed greyish", lit(&slip, |_, _, pixel| 60.0 + pixel * 0.7)),
    ] {
        let picture = canvas.scan();
        assert_eq!(picture.codes.len(), 1, "{what}");
        assert!(picture.faults.is_empty(), "{what}: {:?} {:?}", picture.faults, picture.quality);
    }
    for version in 1..=40 {
        let mut canvas = Canvas::new(1000, 1000, 230);
        let module = (900.0 / (21.0 + 4.0 * version as f32)).min(12.0);
        let place = Place { x: 500.0, y: 500.0, module, degrees: 1.0 };
        canvas.draw(&Symbol::with_version("plain", version), place);
        assert!(canvas.scan().faults.is_empty(), "version {version}: {:?}", canvas.scan());
    }
}

#[test]
fn a_worn_print_head() {
    // Too many for the code to be read.
    for degrees in [0.0, 1.5, 92.0] {
        let picture = Canvas::slip_at(0.0).worn(5, (0..14).map(|i| 300 + 29 * i)).turned(degrees).scan();
        assert_eq!(picture.finding, Finding::UnreadableCode, "{degrees}");
        assert_eq!(ids(&picture), [FaultId::MissingColumns], "{degrees}");
        assert!((10.0..=14.0).contains(&value(&picture, FaultId::MissingColumns)), "{degrees}: {:?}", picture.faults);
    }
    // One: the code is read all the same.
    for turns in 0..4_u16 {
        let worn = Canvas::slip_at(0.0).worn(6, [467]);
        let picture = match turns {
            0 => worn,
            _ => worn.turned(f32::from(turns) * 90.0),
        };
        let picture = picture.scan();
        assert_eq!(picture.finding, Finding::Codes);
        assert_eq!(value(&picture, FaultId::MissingColumns), 1.0, "{turns}");
    }
}

#[test]
fn pale_print() {
    let pale = lit(&Canvas::slip(), |_, _, pixel| 185.0 + pixel / 10.0);
    let picture = pale.scan();
    assert_eq!(ids(&picture), [FaultId::PalePrint]);
    assert!(value(&picture, FaultId::PalePrint) < 0.2);
    // So pale that there is nothing to read.
    let picture = pale.with_noise(30).scan();
    assert!(picture.codes.is_empty());
    assert!(ids(&picture).contains(&FaultId::PalePrint), "{picture:?}");
    assert!(!ids(&picture).contains(&FaultId::Dark), "{picture:?}");
}

#[test]
fn glare() {
    let slip = lit(&Canvas::slip(), |_, _, pixel| pixel * 0.85);
    let glaring = lit(&slip, |x, y, pixel| {
        let distance = ((x - 0.52).powi(2) + ((y - 0.78) * 1.5).powi(2)).sqrt();
        pixel + 255.0 * ((0.18 - distance) / 0.03).clamp(0.0, 1.0)
    });
    let picture = glaring.scan();
    assert!(picture.codes.is_empty(), "{picture:?}");
    assert_eq!(ids(&picture), [FaultId::Glare], "{picture:?}");
    assert!((0.03..0.6).contains(&value(&picture, FaultId::Glare)), "{:?}", picture.faults);
}

#[test]
fn the_camera_and_its_light() {
    let slip = Canvas::slip();
    let faults = |canvas: Canvas| ids(&canvas.scan());
    assert!(faults(slip.clone().map(|pixel| 6 + pixel / 40).with_noise(8)).contains(&FaultId::Dark));
    assert_eq!(faults(slip.clone().map(|pixel| 249 + pixel / 100).with_noise(6)), [FaultId::Bright]);
    assert_eq!(faults(slip.blurred(6.0)), [FaultId::Blurred]);
    assert_eq!(faults(slip.scaled(0.35)).last(), Some(&FaultId::LowResolution));
}

#[test]
fn a_code_at_the_end_of_its_error_correction() {
    let mut slip = Canvas::slip();
    let mut side = 0;
    let picture = loop {
        // A growing stain in the middle, until the code is lost.
        side += 4;
        for y in 1150 - side..1150 + side {
            for x in 500 - side..500 + side {
                slip.pixels[(y * 1000 + x) as usize] = 25;
            }
        }
        let picture = slip.scan();
        let used = picture.codes[0].errors_corrected.unwrap();
        assert_eq!(ids(&picture).contains(&FaultId::DamagedCode), used > 0.5, "{used}");
        if used > 0.5 {
            break picture;
        }
    };
    assert_eq!(Some(value(&picture, FaultId::DamagedCode)), picture.codes[0].errors_corrected);
}
