#!/usr/bin/env python3
"""Times `slipcheck verify` on signed PDF files beside pyHanko: python3 bench/documents.py PROGRAM [FOLDER] [ROUNDS]

FOLDER holds files and an `expected.json` (what each is, its roots, the moment, its verdict), as the shared vectors do. Of each file: what
each of the two says, and how long it takes. Ours is a whole run of the program, drawing of the pages and looking for codes included;
pyHanko's is the check alone, in a process that has started. For OFD there is no peer on PyPI or npm that checks a seal: ofdrw is Java
and comes from elsewhere; ofd.js draws and checks nothing.
"""
import datetime, json, logging, os, statistics, subprocess, sys, time


def ours(program, folder, case, rounds):
    call = [program, "verify", "--json", "--at", case["at"], os.path.join(folder, case["file"])]
    for name in case["trust"]:
        call += ["--trust", os.path.join(folder, name)]
    for name in case["cert"]:
        call += ["--cert", os.path.join(folder, name)]
    times = []
    for _ in range(rounds):
        began = time.time()
        done = subprocess.run(call, capture_output=True)
        times.append(time.time() - began)
    # One report a line.
    return json.loads(done.stdout.splitlines()[0])["verdict"], statistics.median(times)


def theirs(folder, case, rounds):
    try:
        from pyhanko.keys import load_cert_from_pemder
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature
        from pyhanko_certvalidator import ValidationContext
    except ImportError:
        return "not installed", None
    logging.disable()
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
    roots = [load_cert_from_pemder(os.path.join(folder, name)) for name in case["trust"]]
    moment = datetime.datetime.fromisoformat(case["at"].replace("Z", "+00:00"))

    def check():
        context = ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False)
        with open(os.path.join(folder, case["file"]), "rb") as file:
            signatures = PdfFileReader(file).embedded_signatures
            if not signatures:
                return "no signature"
            status = validate_pdf_signature(signatures[0], context, key_usage_settings=usage)
            word = "intact" if status.intact and status.valid else "not intact"
            trusted = "trusted" if status.trusted else "not trusted"
            changed = status.modification_level
            since = f", later {changed.name.lower()}" if changed is not None and changed.name != "NONE" else ""
            return f"{word}, {trusted}, {'holds' if status.bottom_line else 'does not hold'}{since}"

    times, said = [], ""
    for _ in range(rounds):
        began = time.time()
        try:
            said = check()
        except Exception as problem:
            said = f"stops: {type(problem).__name__}"
        times.append(time.time() - began)
    return said, statistics.median(times)


def main():
    program = sys.argv[1]
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "shared", "vectors", "pdf")
    folder = sys.argv[2] if len(sys.argv) > 2 else beside
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with open(os.path.join(folder, "expected.json")) as file:
        cases = json.load(file)
    rows = []
    for case in cases:
        word, own = ours(program, folder, case, rounds)
        said, other = theirs(folder, case, rounds)
        wanted = "/".join(case["expect"]["verdict"])
        rows.append((case["file"], wanted, word, f"{own * 1000:.0f}", said, "–" if other is None else f"{other * 1000:.0f}"))
    head = ("", "wanted", "slipcheck", "ms", "pyHanko", "ms")
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


main()
