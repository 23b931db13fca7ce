//! Wrong calls, rubbish, and terminals that a slip would command.

use super::program::{directory, issue, samples, slip, slipcheck, verify, with_input};
use serde_json::Value;
use std::{ffi::OsStr, fs, io::Write as _, process::Command, process::Stdio};

// What people and programs really call it with.

#[test]
fn wrong_calls_say_what_to_do() {
    let nothing: [&str; 0] = [];
    assert_eq!(slipcheck(nothing).code, 2);
    for (arguments, said) in [
        (vec!["frobnicate"], "frobnicate"),
        (vec!["verify", "--frobnicate"], "--frobnicate"),
        (vec!["verify", "--trust"], "--trust"),
        (vec!["verify", "--at", "today", "-"], "2026-11-20T18:42:07+08:00"),
        (vec!["verify", "--lang", "fr", "-"], "zh-CN"),
        (vec!["verify", "no/such/slip.txt"], "no file"),
        (vec!["verify", "."], "directory"),
        (vec!["verify", "--trust", "no/such/root.pem", "-"], "no file"),
        (vec!["verify", "--trust", ".", "-"], "directory"),
        (vec!["verify", "--trust", "Cargo.toml", "-"], "no certificate"),
        (vec!["verify", "--crl", "Cargo.toml", "-"], "no revocation list"),
        (vec!["verify", "--printed", "no/such/print.txt", "-"], "no file"),
        (vec!["verify", "\u{1b}[31mred\u{202e}.txt"], "no file"),
        (vec!["read", "no/such/slip.txt"], "no file"),
        (vec!["read", "."], "directory"),
        (vec!["certificate"], "LEAF"),
        (vec!["certificate", "no/such/leaf.pem"], "no file"),
        (vec!["issue"], "--key"),
        (vec!["demo-ca"], "DIR"),
        (vec!["verify", "--json", "--json", "-"], "--json"),
    ] {
        slipcheck(arguments).refused(said);
    }
    for arguments in [vec!["--help"], vec!["verify", "--help"], vec!["help", "issue"], vec!["--version"]] {
        let outcome = slipcheck(arguments);
        assert_eq!(outcome.code, 0);
        outcome.calm();
        assert!(!outcome.out.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf_8_are_files_like_others() {
    use std::os::unix::ffi::OsStrExt as _;
    let name = OsStr::from_bytes(b"slip\xff\x1b.txt");
    slipcheck([OsStr::new("verify"), name]).refused("no file");
    let path = directory("names").join(name);
    fs::copy(samples().join("unsigned.txt"), &path).unwrap();
    let outcome = slipcheck([OsStr::new("verify"), path.as_os_str(), path.as_os_str()]);
    assert_eq!(outcome.code, 1, "{}", outcome.err);
    outcome.calm();
}

#[test]
fn rubbish_is_named_and_empty_input_is_unreadable() {
    let out = directory("rubbish");
    let mut noise = vec![0u8; 200_000];
    let mut state = 1u32;
    for byte in &mut noise {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *byte = (state >> 24) as u8;
    }
    let picture = fs::read(samples().join("good-print.png")).unwrap();
    for (name, bytes, said) in [
        ("noise.txt", noise.as_slice(), "neither text nor a picture"),
        ("nul.txt", b"a\0b".as_slice(), "neither text nor a picture"),
        ("cut.png", &picture[..400], "cut.png"),
        ("magic.jpg", b"\xff\xd8\xff\xe0".as_slice(), "magic.jpg"),
        ("moving.gif", b"GIF89a\x01\x00".as_slice(), "PNG or JPEG"),
        ("photo.heic", b"\0\0\0\x18ftypheic\0\0".as_slice(), "JPEG"),
        ("invoice.ofd", b"PK\x03\x04\x14\0".as_slice(), "OFD"),
    ] {
        let path = out.join(name);
        fs::write(&path, bytes).unwrap();
        for command in ["verify", "read"] {
            slipcheck([OsStr::new(command), path.as_os_str()]).refused(said);
        }
        // The others are checked all the same.
        let both = verify(&samples(), &[], &[path, samples().join("good-attached.txt")]);
        assert_eq!((both.code, both.json().len()), (2, 1), "{name}: {}", both.err);
        assert_eq!(both.json()[0]["verdict"], "verified");
    }
    // A PDF of which nothing is left is a document all the same.
    let pdf = out.join("slip.pdf");
    fs::write(&pdf, b"%PDF-1.7").unwrap();
    let outcome = verify(&samples(), &[], &[pdf]);
    assert_eq!((outcome.code, outcome.json()[0]["verdict"].as_str()), (1, Some("unreadable")));
    assert_eq!(outcome.json()[0]["format"], "pdf-signature");
    for (input, verdict) in [
        (b"".as_slice(), "unreadable"),
        (b"\n\n  \n", "unreadable"),
        (b"hello", "unreadable"),
        (b"\x1b[2J\x1b]0;x\x07", "unreadable"),
    ] {
        let outcome = with_input(["verify", "--json", "-"], input);
        assert_eq!(outcome.code, 1);
        assert_eq!(outcome.json()[0]["verdict"], verdict);
        assert_eq!(outcome.json().len(), 1);
        outcome.calm();
        with_input(["verify"], input).calm();
    }
}

#[test]
fn too_much_is_refused_and_long_is_read() {
    let line = b"MERCHANT NAME: Harbour Lane Books\n";
    let hundred_megabytes: Vec<u8> = line.iter().copied().cycle().take(100 << 20).collect();
    for command in ["verify", "read"] {
        with_input([command, "-"], &hundred_megabytes).refused("MB");
        with_input([command, "-"], &hundred_megabytes[..20 << 20]).refused("16 MB");
        let long = with_input([command, "--json", "-"], &hundred_megabytes[..2 << 20]);
        assert!(long.code < 2, "{}", long.err);
        assert_eq!(long.json().len(), 1);
        let wide = with_input([command, "--json", "-"], "9".repeat(2 << 20).as_bytes());
        assert!(wide.code < 2, "{}", wide.err);
    }
    let codes = fs::read_to_string(samples().join("good-code-only.txt")).unwrap().repeat(1000);
    let many = with_input(["verify", "--json", "-"], codes.as_bytes());
    assert!(many.code == 1 && many.json().len() > 100, "{}", many.json().len());
}

#[test]
fn a_slip_cannot_command_the_terminal() {
    let slip = fs::read_to_string(samples().join("unsigned.txt")).unwrap();
    for evil in [
        "\u{1b}[2J\u{1b}]0;title\u{7}",
        "\u{9b}31m",
        "\u{202e}00.831\u{202c}",
        "\u{7f}\u{8}\u{8}",
        "\r138.00",
        "\u{2066}\u{200b}",
    ] {
        let slip = slip.replace("云栖面馆", &format!("云栖{evil}面馆"));
        for command in ["verify", "read"] {
            for more in [vec![], vec!["--json"], vec!["--lang", "zh"]] {
                let arguments = [command].into_iter().chain(more).chain(["-"]);
                with_input(arguments, slip.as_bytes()).calm();
            }
        }
        // In a signed member as well.
        let members = self::slip("138.00")
            .replace("云栖面馆", &evil.escape_default().to_string().replace("\\u{", "\\u00").replace('}', ""));
        if let Ok(Value::Object(_)) = serde_json::from_str(&members) {
            let code = issue("terminal", &[], &members);
            with_input(["verify", "-"], code.out.as_bytes()).calm();
            with_input(["verify", "--json", "-"], code.out.as_bytes()).calm();
        }
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_slipcheck"))
        .args(["verify", "--json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let codes = fs::read_to_string(samples().join("good-code-only.txt")).unwrap().repeat(150);
    child.stdin.take().unwrap().write_all(codes.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
