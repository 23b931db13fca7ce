#!/usr/bin/env python3
"""Whether two builds of the command line answer alike, byte by byte: for changes that are to change nothing.

    scripts/same.py record BINARY [FILE]    asks BINARY everything, and keeps the answers in FILE (target/same.jsonl)
    scripts/same.py compare BINARY [FILE]   asks again, and tells what differs; exit status 1 when anything does

What is asked: the vectors and random receipts of `tests/vectors`, the page's samples, the suites of `../shared/vectors`
where they are, certificates by themselves, and 2,000 receipts made of these by breaking them in ways that a fixed seed
chooses. An answer is the JSON of every report, with standard error and exit status."""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import random
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "vectors"
SAMPLES = ROOT / "www" / "public" / "samples"
VECTORS = ROOT / "tests" / "vectors"
FILES = ROOT / "target" / "same"
AT = "2026-11-21T10:00:00Z"
BROKEN = 2000
DEMO = ["--trust", str(VECTORS / "demo-root.pem"), "--cert", str(VECTORS / "demo-chain.pem"), "--crl", str(VECTORS / "demo.crl")]
PAGE = ["--trust", str(SAMPLES / "demo-root.pem"), "--cert", str(SAMPLES / "demo-chain.pem"), "--crl", str(SAMPLES / "demo.crl")]


def verify(at, *more):
    return ["verify", "--json", "--at", at, *more]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def texts():
    """Name, arguments and text of every receipt that is a text."""
    for case in lines(VECTORS / "vectors.jsonl"):
        yield "vector/" + case["id"], verify(AT, *DEMO), case["text"]
    for case in lines(VECTORS / "receipts.jsonl"):
        yield "receipt/" + case["id"], verify(case["at"], *material(case)), case["text"]
    for path in sorted(SAMPLES.glob("*.txt")):
        yield "sample/" + path.name, verify(AT, *PAGE), path.read_text(encoding="utf-8")
    for path in sorted(SHARED.glob("slip-text/*.txt")):
        yield "slip-text/" + path.name, verify(AT), path.read_text(encoding="utf-8")
    for name in ("at-rksv/receipts", "de-tse/receipts", "sa-zatca/codes"):
        path = SHARED / (name + ".json")
        if path.exists():
            for number, text in enumerate(strings(json.loads(path.read_text(encoding="utf-8")))):
                yield f"{name}/{number}", verify(AT, *PAGE), text


def material(case):
    """The options that name a receipt's anchors, certificates and lists, written below `target/same`."""
    FILES.mkdir(parents=True, exist_ok=True)
    for member, option, label in (("anchors", "--trust", "CERTIFICATE"), ("certificates", "--cert", "CERTIFICATE"), ("crls", "--crl", "X509 CRL")):
        blocks = [f"-----BEGIN {label}-----\n{der}\n-----END {label}-----\n" for der in case.get(member, [])]
        if blocks:
            text = "".join(blocks)
            file = FILES / (hashlib.sha256(text.encode()).hexdigest()[:16] + ".pem")
            file.write_text(text, encoding="utf-8")
            yield from (option, str(file))


def strings(value):
    """Every text in a JSON value that is long enough to be a code."""
    if isinstance(value, str):
        if len(value) > 40:
            yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings(member)


def suites():
    """Name, arguments and standard input of the cases of shared suites."""
    for path in sorted(SHARED.glob("*/cases.jsonl")):
        folder = path.parent
        for case in lines(path):
            if "at" not in case:
                continue
            arguments = verify(case["at"])
            for option in ("trust", "cert", "crl"):
                for file in case.get(option, []):
                    arguments += ["--" + option, str(folder / file)]
            arguments += [str(folder / a[1:]) if a.startswith("@") else a for a in case.get("args", [])]
            file = case.get("image") or case.get("file")
            if file:
                yield f"{folder.name}/{case['id']}", [*arguments, str(folder / file)], ""
            elif "input" in case:
                yield f"{folder.name}/{case['id']}", [*arguments, "-"], case["input"]


def certificates():
    """Name, arguments and standard input of certificates that are judged by themselves."""
    files = sorted(SHARED.glob("**/*.pem")) + sorted(SAMPLES.glob("*.pem")) + sorted(ROOT.glob("tests/**/*.pem"))
    pki = [file for file in files if "PRIVATE" not in file.read_text(encoding="utf-8", errors="replace")]
    roots = [str(file) for file in pki if "root" in file.name][:12]
    everything = [part for root in roots for part in ("--trust", root)]
    for file in pki:
        name = str(file.relative_to(file.parents[2]))
        yield "certificate/" + name, ["certificate", "--json", "--at", AT, *everything, str(file)], ""
        yield "itself/" + name, ["certificate", "--json", "--at", AT, "--trust", str(file), str(file)], ""


def broken(text, chance):
    """The text with one to three things wrong."""
    for _ in range(chance.randint(1, 3)):
        if not text:
            return text
        at = chance.randrange(len(text))
        rows = text.split("\n")
        row = chance.randrange(len(rows))
        kind = chance.randrange(9)
        digits = [i for i, c in enumerate(text) if c.isdigit()]
        if kind == 0 and digits:
            i = chance.choice(digits)
            text = text[:i] + chance.choice("0123456789") + text[i + 1 :]
        elif kind == 1:
            text = text[:at] + text[at + 1 :]
        elif kind == 2:
            text = text[:at] + text[at] + text[at:]
        elif kind == 3:
            text = "\n".join(rows[:row] + rows[row + 1 :])
        elif kind == 4:
            text = "\n".join(rows[:row] + [rows[row], rows[row]] + rows[row + 1 :])
        elif kind == 5:
            text = text[:at] + chance.choice("O0Il1 .,;:_-A请总9\u200b") + text[at + 1 :]
        elif kind == 6:
            text = text[: max(at, len(text) // 2)]
        elif kind == 7 and digits:
            i, j = chance.choice(digits), chance.choice(digits)
            both = list(text)
            both[i], both[j] = both[j], both[i]
            text = "".join(both)
        else:
            other = chance.randrange(len(rows))
            rows[row], rows[other] = rows[other], rows[row]
            text = "\n".join(rows)
    return text


def questions():
    """Everything that is asked: name, arguments, standard input."""
    whole = list(texts())
    yield from whole
    yield from suites()
    yield from certificates()
    chance = random.Random(12)
    for number in range(BROKEN):
        name, arguments, text = whole[number % len(whole)]
        yield f"broken/{number}/{name}", arguments, broken(text, chance)


def answer(binary, question):
    name, arguments, text = question
    try:
        run = subprocess.run([binary, *arguments], input=text.encode(), capture_output=True, timeout=120, env={"LANG": "en", "PATH": os.environ["PATH"]})
        said = {"exit": run.returncode, "out": run.stdout.decode(errors="replace"), "err": run.stderr.decode(errors="replace")}
    except subprocess.TimeoutExpired:
        said = {"exit": "none in 120 s", "out": "", "err": ""}
    asked = hashlib.sha256(json.dumps([arguments, text]).encode()).hexdigest()
    return {"name": name, "asked": asked, **said}


def answers(binary):
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        yield from pool.map(lambda question: answer(binary, question), questions())


def main():
    if len(sys.argv) not in (3, 4) or sys.argv[1] not in ("record", "compare"):
        sys.exit(__doc__)
    mode, binary = sys.argv[1], os.path.abspath(sys.argv[2])
    file = pathlib.Path(sys.argv[3] if len(sys.argv) == 4 else ROOT / "target" / "same.jsonl")
    if not SHARED.is_dir():
        print(f"{SHARED} is not there: its suites are NOT asked", file=sys.stderr)
    if mode == "record":
        with file.open("w", encoding="utf-8") as out:
            count = 0
            for said in answers(binary):
                out.write(json.dumps(said, ensure_ascii=False) + "\n")
                count += 1
        print(f"{count} answers kept in {file}")
        return
    before = {said["name"]: said for said in lines(file)}
    after = {said["name"]: said for said in answers(binary)}
    wrong = 0
    for name in before.keys() | after.keys():
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        wrong += 1
        if wrong <= 20:
            parts = [part for part in ("asked", "exit", "out", "err") if (old or {}).get(part) != (new or {}).get(part)]
            print(f"{name}: {', '.join(parts)} differ")
            if old and new and "out" in parts:
                print(f"  was: {old['out'][:400]}\n  is:  {new['out'][:400]}")
    print(f"{len(after)} answers, {wrong} differ")
    sys.exit(wrong != 0)


main()
